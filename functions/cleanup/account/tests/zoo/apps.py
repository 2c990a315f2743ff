"""What runs without machines, and what stands around an application: queues, rules, APIs, names, stacks."""

import io
import json
import zipfile

from compute import ROLE
from network import part


def make(zoo, role, net):
    topic = messages(zoo, role)
    function(zoo, role)
    schedules(zoo, role)
    watching(zoo, role, topic)
    apis(zoo, role)
    names(zoo, role)
    learning(zoo, role)
    beanstalk(zoo, role)
    stack(zoo, role, part(role), f"zoo-{role}-stack")


def messages(zoo, role):
    queue = zoo.client("sqs").create_queue(QueueName=f"zoo-{role}", tags=zoo.tag_map(role))["QueueUrl"]
    zoo.add("sqs:queue", arn_of_queue(zoo, queue), role)
    topic = zoo.client("sns").create_topic(Name=f"zoo-{role}", Tags=zoo.tags(role))["TopicArn"]
    return zoo.add("sns:topic", topic, role)


def arn_of_queue(zoo, url):
    sqs = zoo.client("sqs")
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def function(zoo, role):
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", "def handler(event, context): pass")
    iam = zoo.client("iam")
    trust = iam.create_role(RoleName=f"zoo-{role}", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    zoo.client("lambda").create_function(FunctionName=f"zoo-{role}", Runtime="python3.13", Role=trust,
                                         Handler="index.handler", Code={"ZipFile": code.getvalue()}, Tags=zoo.tag_map(role))
    zoo.add("lambda:function", f"zoo-{role}", role)
    queue = zoo.of("sqs:queue", role)
    zoo.client("lambda").create_event_source_mapping(FunctionName=f"zoo-{role}", EventSourceArn=queue)


def schedules(zoo, role):
    events = zoo.client("events")
    events.put_rule(Name=f"zoo-{role}", ScheduleExpression="rate(1 day)", Tags=zoo.tags(role))
    events.put_targets(Rule=f"zoo-{role}", Targets=[{"Id": "one", "Arn": zoo.of("sns:topic", role)}])
    zoo.add("events:rule", f"default/zoo-{role}", role)
    scheduler = zoo.client("scheduler")
    target = {"Arn": zoo.of("sns:topic", role), "RoleArn": ROLE}
    group = scheduler.create_schedule_group(Name=f"zoo-{role}", Tags=zoo.tags(role))["ScheduleGroupArn"]
    scheduler.create_schedule(Name="daily", GroupName=group.rsplit("/", 1)[1], ScheduleExpression="rate(1 day)",
                              FlexibleTimeWindow={"Mode": "OFF"}, Target=target)
    zoo.add("scheduler:schedule", f"zoo-{role}/daily", role)


def watching(zoo, role, topic):
    zoo.client("cloudwatch").put_metric_alarm(AlarmName=f"zoo-{role}", ComparisonOperator="GreaterThanThreshold", Period=60,
                                              EvaluationPeriods=1, MetricName="m", Namespace="n", Statistic="Sum",
                                              Threshold=1, AlarmActions=[topic], Tags=zoo.tags(role))
    zoo.add("cloudwatch:alarm", f"zoo-{role}", role)
    zoo.client("logs").create_log_group(logGroupName=f"/zoo/{role}", tags=zoo.tag_map(role))
    zoo.add("logs:log-group", f"/zoo/{role}", role)


def apis(zoo, role):
    tags = zoo.tag_map(role)
    zoo.add("apigateway:rest-api", zoo.client("apigateway").create_rest_api(name=f"zoo-{role}", tags=tags)["id"], role)
    made = zoo.client("apigatewayv2").create_api(Name=f"zoo-{role}", ProtocolType="HTTP", Tags=tags)["ApiId"]
    zoo.add("apigatewayv2:api", made, role)
    pool = zoo.client("cognito-idp").create_user_pool(PoolName=f"zoo-{role}", UserPoolTags=tags)["UserPool"]["Id"]
    zoo.add("cognito-idp:user-pool", pool, role)


def names(zoo, role):
    route53 = zoo.client("route53")
    zone = route53.create_hosted_zone(Name=f"{role}.example.", CallerReference=role)["HostedZone"]["Id"].rsplit("/", 1)[1]
    route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone, AddTags=zoo.tags(role))
    zoo.add("route53:hosted-zone", zone, role)
    paper = zoo.client("acm").request_certificate(DomainName=f"{role}.example", Tags=zoo.tags(role))["CertificateArn"]
    zoo.add("acm:certificate", paper, role)
    origin = {"Id": "one", "DomainName": f"{role}.example", "CustomOriginConfig": {
        "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}}
    rule = {"TargetOriginId": "one", "ViewerProtocolPolicy": "allow-all", "MinTTL": 0,
            "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}}
    config = {"CallerReference": role, "Comment": role, "Enabled": True, "DefaultCacheBehavior": rule,
              "Origins": {"Quantity": 1, "Items": [origin]}}
    made = zoo.client("cloudfront").create_distribution_with_tags(
        DistributionConfigWithTags={"DistributionConfig": config, "Tags": {"Items": zoo.tags(role)}})
    zoo.add("cloudfront:distribution", made["Distribution"]["Id"], role)


def learning(zoo, role):
    sagemaker = zoo.client("sagemaker")
    name, tags = f"zoo-{role}", zoo.tags(role)
    sagemaker.create_notebook_instance(NotebookInstanceName=name, InstanceType="ml.t3.medium", RoleArn=ROLE, Tags=tags)
    zoo.add("sagemaker:notebook-instance", name, role)
    sagemaker.create_model(ModelName=name, ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "one"})
    variant = {"VariantName": "one", "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.t2.medium"}
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name, Tags=tags)
    zoo.add("sagemaker:endpoint", name, role)


def beanstalk(zoo, role):
    """Without an environment: moto gives those no id."""
    app = f"zoo-{role}"
    zoo.client("elasticbeanstalk").create_application(ApplicationName=app, Tags=zoo.tags(role))
    zoo.add("elasticbeanstalk:application", app, role)


def stack(zoo, role, children, name):
    """A stack with a topic and a queue, which have no tags but those that CloudFormation gives them."""
    body = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": name}},
                          "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": name}}}}
    cloudformation = zoo.client("cloudformation")
    made = cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(body), Tags=zoo.tags(role))["StackId"]
    zoo.add("cloudformation:stack", made, role)
    kinds = {"AWS::SNS::Topic": "sns:topic", "AWS::SQS::Queue": "sqs:queue"}
    for child in cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]:
        kind, ident = kinds[child["ResourceType"]], child["PhysicalResourceId"]
        ident = arn_of_queue(zoo, ident) if kind == "sqs:queue" else ident
        zoo.add(kind, ident, children)


def edges(zoo):
    """A kept queue whose dead letters go to one that looks like a leftover; a kept function that reads the stream of such a table.
    And a stack that is a leftover, of which somebody keeps a part: the whole of it is needed."""
    sqs = zoo.client("sqs")
    dead = sqs.create_queue(QueueName="zoo-dead", tags=zoo.tag_map("held"))["QueueUrl"]
    dead = zoo.add("sqs:queue", arn_of_queue(zoo, dead), "held")
    redrive = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3})}
    kept = sqs.create_queue(QueueName="zoo-redriving", Attributes=redrive, tags=zoo.tag_map("kept"))["QueueUrl"]
    zoo.add("sqs:queue", arn_of_queue(zoo, kept), "kept")
    table = zoo.client("dynamodb").create_table(
        TableName="zoo-read", BillingMode="PAY_PER_REQUEST", Tags=zoo.tags("held"), KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})["TableDescription"]
    zoo.add("dynamodb:table", "zoo-read", "held")
    zoo.client("lambda").create_event_source_mapping(
        FunctionName="zoo-kept", EventSourceArn=table["LatestStreamArn"], StartingPosition="LATEST")
    stack(zoo, "held", "beside", "zoo-held-stack")
    topic = zoo.made[-2] if zoo.made[-2]["kind"] == "sns:topic" else zoo.made[-1]
    zoo.client("sns").tag_resource(ResourceArn=topic["id"], Tags=zoo.tags("kept"))
    topic["role"] = "kept"
