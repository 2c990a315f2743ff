"""How boto3 lists each type: kind → a function that yields (id, the thing as it is now). Written from AWS's documents and
not from the code under test, which it is there to check."""


def listed(service, operation, member, ident, **arguments):
    """A type that one listing tells."""
    def things(client):
        for thing in pages(client(service), operation, member, **arguments):
            yield thing[ident], without(thing)
    return things


def without(thing):
    """Without what changes by the clock alone."""
    volatile = ("LatestRestorableTime", "EarliestRestorableTime", "SizeInBytes")
    return {member: value for member, value in thing.items() if member not in volatile}


def pages(api, operation, member, **arguments):
    if api.can_paginate(operation):
        for page in api.get_paginator(operation).paginate(**arguments):
            yield from page.get(member) or []
    else:
        yield from getattr(api, operation)(**arguments).get(member) or []


def alive(things, member, *dead):
    """Without what AWS still lists for a while after its deletion."""
    def living(client):
        for ident, thing in things(client):
            state = thing[member]
            if (state["Name"] if isinstance(state, dict) else state).lower() not in dead:
                yield ident, thing
    return living


def ec2(operation, member, ident, **arguments):
    return listed("ec2", operation, member, ident, **arguments)


def instances(client):
    for reservation in pages(client("ec2"), "describe_instances", "Reservations"):
        for thing in reservation["Instances"]:
            yield thing["InstanceId"], thing


def addresses(client):
    for thing in client("ec2").describe_addresses()["Addresses"]:
        yield thing["AllocationId"], thing


def parts_of_clusters(list_them, names, describe, member):
    def things(client):
        eks = client("eks")
        for cluster in pages(eks, "list_clusters", "clusters"):
            for name in getattr(eks, list_them)(clusterName=cluster)[names]:
                argument = f"{member}Name"
                yield f"{cluster}/{name}", getattr(eks, describe)(clusterName=cluster, **{argument: name})[member]
    return things


def clusters(client):
    for name in pages(client("eks"), "list_clusters", "clusters"):
        yield name, client("eks").describe_cluster(name=name)["cluster"]


def containers(client):
    ecs = client("ecs")
    for arn in pages(ecs, "list_clusters", "clusterArns"):
        for cluster in ecs.describe_clusters(clusters=[arn], include=["TAGS"])["clusters"]:
            if cluster["status"] == "ACTIVE":
                yield arn, cluster


def services(client):
    ecs = client("ecs")
    for cluster in pages(ecs, "list_clusters", "clusterArns"):
        for arn in pages(ecs, "list_services", "serviceArns", cluster=cluster):
            for service in ecs.describe_services(cluster=cluster, services=[arn])["services"]:
                if service["status"] == "ACTIVE":
                    yield f"{cluster}/service:{service['serviceName']}", service


def tasks(client):
    ecs = client("ecs")
    for cluster in pages(ecs, "list_clusters", "clusterArns"):
        for arn in pages(ecs, "list_tasks", "taskArns", cluster=cluster):
            for task in ecs.describe_tasks(cluster=cluster, tasks=[arn], include=["TAGS"])["tasks"]:
                if task["lastStatus"] != "STOPPED":
                    yield arn, task


def buckets(client):
    """With its contents: a kept bucket keeps them."""
    s3 = client("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        versions = s3.list_object_versions(Bucket=bucket["Name"])
        contents = [versions.get(member) for member in ("Versions", "DeleteMarkers")]
        uploads = s3.list_multipart_uploads(Bucket=bucket["Name"]).get("Uploads")
        yield bucket["Name"], [bucket["CreationDate"], contents, uploads]


def tables(client):
    for name in pages(client("dynamodb"), "list_tables", "TableNames"):
        yield name, client("dynamodb").describe_table(TableName=name)["Table"]


def streams(client):
    for name in pages(client("kinesis"), "list_streams", "StreamNames"):
        stream = client("kinesis").describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]
        yield stream["StreamARN"], stream


def queues(client):
    for url in pages(client("sqs"), "list_queues", "QueueUrls"):
        queue = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        yield queue["QueueArn"], queue


def keys(client):
    for key in pages(client("kms"), "list_keys", "Keys"):
        thing = client("kms").describe_key(KeyId=key["KeyId"])["KeyMetadata"]
        if thing["KeyState"] != "PendingDeletion":
            yield key["KeyId"], thing


def rules(client):
    for rule in client("events").list_rules()["Rules"]:
        yield f"default/{rule['Name']}", [rule, client("events").list_targets_by_rule(Rule=rule["Name"])["Targets"]]


def schedules(client):
    for thing in pages(client("scheduler"), "list_schedules", "Schedules"):
        yield f"{thing['GroupName']}/{thing['Name']}", thing


def zones(client):
    for thing in client("route53").list_hosted_zones()["HostedZones"]:
        yield thing["Id"].rsplit("/", 1)[1], thing


def certificates(client):
    """By its tags: moto issues each after a minute, whoever asks."""
    for paper in pages(client("acm"), "list_certificates", "CertificateSummaryList"):
        arn = paper["CertificateArn"]
        yield arn, client("acm").list_tags_for_certificate(CertificateArn=arn)["Tags"]


def distributions(client):
    for thing in client("cloudfront").list_distributions()["DistributionList"].get("Items") or []:
        yield thing["Id"], thing


def stacks(client):
    for thing in pages(client("cloudformation"), "describe_stacks", "Stacks"):
        if thing["StackStatus"] != "DELETE_COMPLETE":
            yield thing["StackId"], thing


def domains(client):
    for name in client("opensearch").list_domain_names()["DomainNames"]:
        yield name["DomainName"], name


LISTINGS = {
    "ec2:vpc": ec2("describe_vpcs", "Vpcs", "VpcId"),
    "ec2:subnet": ec2("describe_subnets", "Subnets", "SubnetId"),
    "ec2:security-group": ec2("describe_security_groups", "SecurityGroups", "GroupId"),
    "ec2:route-table": ec2("describe_route_tables", "RouteTables", "RouteTableId"),
    "ec2:internet-gateway": ec2("describe_internet_gateways", "InternetGateways", "InternetGatewayId"),
    "ec2:network-interface": ec2("describe_network_interfaces", "NetworkInterfaces", "NetworkInterfaceId"),
    "ec2:eip": addresses,
    "ec2:nat-gateway": alive(ec2("describe_nat_gateways", "NatGateways", "NatGatewayId"), "State", "deleted"),
    "ec2:vpc-endpoint": alive(ec2("describe_vpc_endpoints", "VpcEndpoints", "VpcEndpointId"), "State", "deleted"),
    "ec2:vpn-connection": alive(listed("ec2", "describe_vpn_connections", "VpnConnections", "VpnConnectionId"),
                                "State", "deleted"),
    "ec2:transit-gateway-attachment": alive(ec2("describe_transit_gateway_vpc_attachments", "TransitGatewayVpcAttachments",
                                                "TransitGatewayAttachmentId"), "State", "deleted"),
    "ec2:instance": alive(instances, "State", "terminated"),
    "ec2:volume": ec2("describe_volumes", "Volumes", "VolumeId"),
    "ec2:snapshot": ec2("describe_snapshots", "Snapshots", "SnapshotId", OwnerIds=["self"]),
    "ec2:image": ec2("describe_images", "Images", "ImageId", Owners=["self"]),
    "ec2:launch-template": ec2("describe_launch_templates", "LaunchTemplates", "LaunchTemplateId"),
    "autoscaling:group": listed("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups", "AutoScalingGroupName"),
    "elbv2:load-balancer": listed("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerArn"),
    "elbv2:target-group": listed("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupArn"),
    "elb:load-balancer": listed("elb", "describe_load_balancers", "LoadBalancerDescriptions", "LoadBalancerName"),
    "ecs:cluster": containers,
    "ecs:service": services,
    "ecs:task": tasks,
    "ecr:repository": listed("ecr", "describe_repositories", "repositories", "repositoryName"),
    "eks:cluster": clusters,
    "eks:nodegroup": parts_of_clusters("list_nodegroups", "nodegroups", "describe_nodegroup", "nodegroup"),
    "eks:fargate-profile": parts_of_clusters("list_fargate_profiles", "fargateProfileNames", "describe_fargate_profile", "fargateProfile"),
    "rds:db-instance": listed("rds", "describe_db_instances", "DBInstances", "DBInstanceIdentifier"),
    "rds:db-snapshot": listed("rds", "describe_db_snapshots", "DBSnapshots", "DBSnapshotIdentifier", SnapshotType="manual"),
    "rds:db-cluster": listed("rds", "describe_db_clusters", "DBClusters", "DBClusterIdentifier"),
    "rds:db-cluster-snapshot": listed("rds", "describe_db_cluster_snapshots", "DBClusterSnapshots", "DBClusterSnapshotIdentifier",
                                      SnapshotType="manual"),
    "redshift:cluster": listed("redshift", "describe_clusters", "Clusters", "ClusterIdentifier"),
    # moto never comes to the end of these deletions.
    "elasticache:cluster": alive(listed("elasticache", "describe_cache_clusters", "CacheClusters", "CacheClusterId"),
                                 "CacheClusterStatus", "deleting"),
    "elasticache:replication-group": alive(listed("elasticache", "describe_replication_groups", "ReplicationGroups",
                                                  "ReplicationGroupId"), "Status", "deleting"),
    "opensearch:domain": domains,
    "efs:file-system": listed("efs", "describe_file_systems", "FileSystems", "FileSystemId"),
    "s3:bucket": buckets,
    "dynamodb:table": tables,
    "kinesis:stream": streams,
    "secretsmanager:secret": listed("secretsmanager", "list_secrets", "SecretList", "ARN"),
    "kms:key": keys,
    "sqs:queue": queues,
    "sns:topic": listed("sns", "list_topics", "Topics", "TopicArn"),
    "lambda:function": listed("lambda", "list_functions", "Functions", "FunctionName"),
    "events:rule": rules,
    "scheduler:schedule": schedules,
    "cloudwatch:alarm": listed("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "logs:log-group": listed("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "apigateway:rest-api": listed("apigateway", "get_rest_apis", "items", "id"),
    "apigatewayv2:api": listed("apigatewayv2", "get_apis", "Items", "ApiId"),
    "cognito-idp:user-pool": listed("cognito-idp", "list_user_pools", "UserPools", "Id", MaxResults=60),
    "route53:hosted-zone": zones,
    "acm:certificate": certificates,
    "cloudfront:distribution": distributions,
    "sagemaker:notebook-instance": listed("sagemaker", "list_notebook_instances", "NotebookInstances", "NotebookInstanceName"),
    "sagemaker:endpoint": listed("sagemaker", "list_endpoints", "Endpoints", "EndpointName"),
    "elasticbeanstalk:application": listed("elasticbeanstalk", "describe_applications", "Applications", "ApplicationName"),
    "cloudformation:stack": stacks,
}
