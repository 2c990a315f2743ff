"""How a fact's `sku_key` becomes one of our meters.

Kept apart from import.py so that the mapping can be read, and reviewed, as a table. Order of look-up: EXACT (the key without its
`.tierN`), then FAMILIES (a pattern with a variant), then the mechanical rule of `mechanical` for services that come later.
"""

import re

# One line per service: `key=what` pairs; the line's first word is our service name, before it nothing is implied.
EXACT_TEXT = """
lambda        lambda.request.x86=requests-x86 lambda.request.arm=requests-arm lambda.gb_second.x86=duration-x86
lambda        lambda.gb_second.arm=duration-arm lambda.ephemeral_storage.gb_second.x86=ephemeral-x86
lambda        lambda.ephemeral_storage.gb_second.arm=ephemeral-arm
apigateway    apigw.http.request=http-requests apigw.rest.request=rest-requests
ec2           ec2.cpu_credits.t3.vcpu_hour=cpu-credits:t3 ec2.cpu_credits.t4g.vcpu_hour=cpu-credits:t4g
ebs           ebs.gp2.gb_month=gp2 ebs.gp3.gb_month=gp3 ebs.gp3.iops_month=gp3-iops ebs.gp3.throughput_mibps_month=gp3-throughput
ebs           ebs.snapshot.gb_month=snapshot ebs.snapshot_archive.gb_month=snapshot-archive ebs.io1.gb_month=io1
ebs           ebs.io1.iops_month=io1-iops ebs.io2.gb_month=io2 ebs.io2.iops_month=io2-iops ebs.st1.gb_month=st1
ebs           ebs.sc1.gb_month=sc1 ebs.standard.gb_month=standard
fargate       fargate.linux.x86.vcpu_hour=vcpu-x86 fargate.linux.x86.gb_hour=memory-x86 fargate.linux.arm.vcpu_hour=vcpu-arm
fargate       fargate.linux.arm.gb_hour=memory-arm fargate.ephemeral_storage.gb_hour=ephemeral
eks           eks.cluster.standard.hour=cluster eks.cluster.extended_support_surcharge.hour=extended-support
ecr           ecr.storage.gb_month=storage
elb           elb.alb.hour=alb-hours elb.alb.lcu_hour=alb-lcu elb.nlb.hour=nlb-hours elb.nlb.lcu_hour=nlb-lcu
elb           elb.clb.hour=clb-hours elb.clb.gb=clb-gb elb.gwlb.hour=gwlb-hours elb.gwlb.lcu_hour=gwlb-lcu
vpc           vpc.public_ipv4.in_use.hour=public-ipv4 vpc.public_ipv4.idle.hour=public-ipv4-idle nat.gateway.hour=nat-hours
vpc           nat.gateway.gb=nat-gb vpc.endpoint.interface.hour=endpoint-hours vpc.endpoint.interface.gb=endpoint-gb
vpc           vpc.tgw.attachment.hour=tgw-attachment-hours vpc.tgw.gb=tgw-gb
transfer      dt.internet_out.gb=internet-out dt.inter_az.gb_each_way=inter-az dt.inter_region_out.other.gb=inter-region
transfer      dt.inter_region_out.us_east.gb=inter-region-us-east
cloudfront    cloudfront.invalidation.path=invalidation
route53       route53.hosted_zone.month=zone route53.query.standard=query route53.query.alias_aws=query-alias
acm           acm.public_certificate=public-certificate
rds           rds.storage.gp2.single_az.gb_month=storage-gp2 rds.storage.gp2.multi_az.gb_month=storage-gp2-multi-az
rds           rds.storage.gp3.single_az.gb_month=storage-gp3 rds.storage.gp3.multi_az.gb_month=storage-gp3-multi-az
rds           rds.storage.gp3.single_az.iops_month=storage-gp3-iops rds.storage.io1.single_az.gb_month=storage-io1
rds           rds.storage.io1.single_az.iops_month=storage-io1-iops rds.backup.gb_month=backup
rds           rds.extended_support.yr1_2.vcpu_hour=extended-support-1-2 rds.extended_support.yr3.vcpu_hour=extended-support-3
dynamodb      dynamodb.ondemand.read_request_unit=read dynamodb.ondemand.write_request_unit=write
dynamodb      dynamodb.provisioned.rcu_hour=rcu-hours dynamodb.provisioned.wcu_hour=wcu-hours
dynamodb      dynamodb.storage.standard.gb_month=storage
s3            s3.standard.gb_month=standard s3.standard.request.tier1_put=put s3.standard.request.tier2_get=get
s3            s3.standard_ia.gb_month=ia s3.standard_ia.request.tier1_put=ia-put s3.standard_ia.request.tier2_get=ia-get
s3            s3.standard_ia.retrieval.gb=ia-retrieval
sqs           sqs.standard.request=standard-requests sqs.fifo.request=fifo-requests
sns           sns.standard.request=requests sns.delivery.http=http sns.delivery.email=email sns.delivery.sqs=sqs
sns           sns.delivery.lambda=lambda sns.fifo.request=fifo-requests
ses           ses.outbound.email=outbound ses.attachment.gb=attachments ses.inbound.email=inbound
scheduler     eventbridge.scheduler.invocation=invocations
cloudwatch    cloudwatch.logs.ingest.gb=logs-ingest cloudwatch.logs.storage.gb_month=logs-store
cloudwatch    cloudwatch.logs.insights_scan.gb=logs-scan cloudwatch.metric.month=metrics cloudwatch.alarm.standard.month=alarms
cloudwatch    cloudwatch.alarm.high_resolution.month=alarms-high-resolution cloudwatch.dashboard.month=dashboards
secrets       secretsmanager.secret.month=secret secretsmanager.api_request=requests
ssm           ssm.parameter.standard.month=standard-parameter ssm.parameter.advanced.hour=advanced-parameter-hours
ssm           ssm.parameter.api_interaction=interactions
kms           kms.key.month=key kms.request=requests
autoscaling   autoscaling.group=group
beanstalk     elasticbeanstalk.environment=environment
cloudformation cloudformation.aws_resource=resource
ecs           ecs.control_plane=cluster
"""

FAMILIES = [
    (r"ec2\.ondemand\.linux\.(.+)", r"ec2/linux:\1"),
    (r"rds\.(mysql|postgresql|mariadb)\.single_az\.(db\..+)", r"rds/\1:\2"),
    (r"rds\.(mysql|postgresql|mariadb)\.multi_az\.(db\..+)", r"rds/\1-multi-az:\2"),
    (r"rds\.aurora_postgresql\.(db\..+)", r"rds/aurora-postgresql:\1"),
    (r"elasticache\.(redis|valkey|memcached)\.(cache\..+)", r"elasticache/\1:\2"),
    (r"cloudfront\.dto\.(\w+)\.gb", r"cloudfront/out:\1"),
    (r"cloudfront\.request\.(https?)\.(\w+)", r"cloudfront/\1:\2"),
    (r"cloudfront\.to_origin\.(\w+)\.gb", r"cloudfront/to-origin:\1"),
    (r"cloudfront\.flat_rate_plan\.(\w+)\.month", r"cloudfront/plan:\1"),
]

# Short service names where AWS's prefix in the facts is longer than people's word for it.
ALIASES = {"apigw": "apigateway", "dt": "transfer", "elasticbeanstalk": "beanstalk", "secretsmanager": "secrets", "nat": "vpc"}

# Core meters that no fact prices anywhere; they stand in gaps.csv so that the estimate can name them.
UNPRICED_CORE = ["ec2/cpu-credits:t2", "ec2/cpu-credits:t3a", "sns/sms", "route53/domain"]

# A missing price that is no gap in our knowledge: AWS does not sell it there, as the facts say.
NOT_SOLD = {
    ("ap-northeast-2", "transfer/inter-region-us-east"): "exists only between the us-east regions",
    ("ap-northeast-2", "apprunner/gb-hour"): "App Runner is not offered in Seoul, and closed to new customers since 2026-04-30",
    ("ap-northeast-2", "apprunner/vcpu-hour"): "App Runner is not offered in Seoul, and closed to new customers since 2026-04-30",
    ("ap-northeast-2", "route53/domain"): "not in the Price List; the user writes the registrar's yearly price",
    ("us-east-1", "route53/domain"): "not in the Price List; the user writes the registrar's yearly price",
}

# Instance classes are too many for a list of gaps: a class without a price in the region is a gap when somebody asks for it.
PER_CLASS = re.compile(r"^(ec2/linux|rds/(mysql|postgresql|mariadb|aurora-postgresql)(-multi-az)?|elasticache/\w+):")


def meter_of(sku_key: str) -> str:
    """Our meter for a fact's key; the tiers of one product share a meter."""
    key = re.sub(r"\.tier\d+$", "", sku_key)
    if key in EXACT:
        return EXACT[key]
    for pattern, meter in FAMILIES:
        if match := re.fullmatch(pattern, key):
            return match.expand(meter)
    return mechanical(key)


def mechanical(key: str) -> str:
    """First segment = service, the rest joined by hyphens: predictable names for services nobody has modelled yet."""
    service, *rest = key.split(".")
    return f"{ALIASES.get(service, service)}/{'-'.join(rest).replace('_', '-')}"


def _read_exact(text: str) -> dict[str, str]:
    exact: dict[str, str] = {}
    for line in text.strip().splitlines():
        service, *pairs = line.split()
        for pair in pairs:
            key, what = pair.split("=")
            if key in exact:
                raise SystemExit(f"{key}: mapped twice in EXACT_TEXT; keep one")
            exact[key] = f"{service}/{what}"
    return exact


EXACT = _read_exact(EXACT_TEXT)
