"""Puts one of each into an emulated cloud by boto3, and prints what a listing must find: [service, operation, text].

The other way round from the code under test: what boto3 made, our calls must see.
"""

import json

import boto3


def client(name: str):
    return boto3.client(name)


def network(found: list) -> dict:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{n}.0/24", AvailabilityZone=f"ap-northeast-2{'ab'[n]}")
               ["Subnet"]["SubnetId"] for n in (0, 1)]
    volume = ec2.create_volume(Size=8, AvailabilityZone="ap-northeast-2a", TagSpecifications=[
        {"ResourceType": "volume", "Tags": [{"Key": "name", "Value": "<a & b> 한글"}]}])["VolumeId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)["NatGateway"]["NatGatewayId"]
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    found += [["ec2", "DescribeVpcs", vpc], ["ec2", "DescribeSubnets", subnets[1]], ["ec2", "DescribeVolumes", volume],
              ["ec2", "DescribeVolumes", "<a & b> 한글"], ["ec2", "DescribeAddresses", address],
              ["ec2", "DescribeNatGateways", nat], ["ec2", "DescribeInstances", instance],
              ["ec2", "DescribeSnapshots", snapshot], ["ec2", "DescribeSecurityGroups", "default"],
              ["ec2", "DescribeRegions", "ap-northeast-2"]]
    return {"vpc": vpc, "subnets": subnets, "image": image}


def compute(found: list, net: dict) -> None:
    elbv2 = client("elbv2")
    balancer = elbv2.create_load_balancer(Name="zoo-alb", Subnets=net["subnets"])["LoadBalancers"][0]["LoadBalancerArn"]
    client("elb").create_load_balancer(LoadBalancerName="zoo-elb", AvailabilityZones=["ap-northeast-2a"], Listeners=[
        {"Protocol": "http", "LoadBalancerPort": 80, "InstancePort": 80}])
    scaling = client("autoscaling")
    scaling.create_launch_configuration(LaunchConfigurationName="zoo", ImageId=net["image"], InstanceType="t3.micro")
    scaling.create_auto_scaling_group(AutoScalingGroupName="zoo-asg", LaunchConfigurationName="zoo", MinSize=0, MaxSize=0,
                                      AvailabilityZones=["ap-northeast-2a"])
    client("ecs").create_cluster(clusterName="zoo-ecs")
    client("eks").create_cluster(name="zoo-eks", roleArn="arn:aws:iam::123456789012:role/eks",
                                 resourcesVpcConfig={"subnetIds": net["subnets"]})
    client("ecr").create_repository(repositoryName="zoo-ecr")
    client("rds").create_db_instance(DBInstanceIdentifier="zoo-db", DBInstanceClass="db.t3.micro", Engine="postgres",
                                     AllocatedStorage=20, MasterUsername="zoo", MasterUserPassword="notused1")
    client("elasticache").create_cache_cluster(CacheClusterId="zoo-cache", Engine="redis", NumCacheNodes=1,
                                                CacheNodeType="cache.t3.micro")
    client("elasticbeanstalk").create_application(ApplicationName="zoo-eb")
    client("efs").create_file_system(CreationToken="zoo-efs", Tags=[{"Key": "Name", "Value": "zoo-efs"}])
    found += [["elbv2", "DescribeLoadBalancers", balancer], ["elb", "DescribeLoadBalancers", "zoo-elb"],
              ["autoscaling", "DescribeAutoScalingGroups", "zoo-asg"], ["ecs", "ListClusters", "zoo-ecs"],
              ["eks", "ListClusters", "zoo-eks"], ["ecr", "DescribeRepositories", "zoo-ecr"],
              ["rds", "DescribeDBInstances", "zoo-db"], ["elasticache", "DescribeCacheClusters", "zoo-cache"],
              ["elasticbeanstalk", "DescribeApplications", "zoo-eb"], ["efs", "DescribeFileSystems", "zoo-efs"]]


def serverless(found: list) -> None:
    for number in range(5):
        client("dynamodb").create_table(TableName=f"zoo-{number}", BillingMode="PAY_PER_REQUEST",
                                        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                                        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    queue = client("sqs").create_queue(QueueName="zoo-queue")["QueueUrl"]
    topic = client("sns").create_topic(Name="zoo-topic")["TopicArn"]
    client("s3").create_bucket(Bucket="zoo-bucket", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"})
    client("logs").create_log_group(logGroupName="/zoo/logs")
    client("secretsmanager").create_secret(Name="zoo-secret", SecretString="x")
    key = client("kms").create_key()["KeyMetadata"]["KeyId"]
    client("events").put_rule(Name="zoo-rule", ScheduleExpression="rate(1 day)")
    client("kinesis").create_stream(StreamName="zoo-stream", ShardCount=1)
    client("cloudwatch").put_metric_alarm(AlarmName="zoo-alarm", ComparisonOperator="GreaterThanThreshold", Period=60,
                                          EvaluationPeriods=1, MetricName="m", Namespace="n", Statistic="Sum", Threshold=1)
    zone = client("route53").create_hosted_zone(Name="zoo.example.", CallerReference="zoo")["HostedZone"]["Id"].rsplit("/", 1)[1]
    client("cognito-idp").create_user_pool(PoolName="zoo-pool")
    client("apigateway").create_rest_api(name="zoo-api")
    client("apigatewayv2").create_api(Name="zoo-http", ProtocolType="HTTP")
    client("iam").create_account_alias(AccountAlias="zoo-account")
    client("cloudformation").create_stack(StackName="zoo-stack", TemplateBody=json.dumps(
        {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}))
    found += [["dynamodb", "ListTables", "zoo-4"], ["sqs", "ListQueues", queue.rsplit("/", 1)[1]],
              ["sns", "ListTopics", topic], ["s3", "ListBuckets", "zoo-bucket"], ["logs", "DescribeLogGroups", "/zoo/logs"],
              ["secretsmanager", "ListSecrets", "zoo-secret"], ["kms", "ListKeys", key], ["events", "ListRules", "zoo-rule"],
              ["kinesis", "ListStreams", "zoo-stream"], ["cloudwatch", "DescribeAlarms", "zoo-alarm"],
              ["route53", "ListHostedZones", zone], ["apigateway", "GetRestApis", "zoo-api"],
              ["apigatewayv2", "GetApis", "zoo-http"], ["iam", "ListAccountAliases", "zoo-account"],
              ["sts", "GetCallerIdentity", "123456789012"], ["cloudformation", "DescribeStacks", "zoo-stack"]]


def main() -> None:
    found: list = []
    net = network(found)
    compute(found, net)
    serverless(found)
    print(json.dumps(found))


main()
