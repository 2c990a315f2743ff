#!/usr/bin/env python3
"""Fills in resource_types.json what people decide: who can use a resource, who can own it, which steps precede its
deletion, which types leave a last snapshot, and which are only reported. That is written here, by hand.

Usage: python3 generate.py        rewrites resource_types.json beside it, in the order of waves

The facts of a type are in the file itself: calls and fields (checked against botocore), wave, idle price. A new type is
a line with these facts; whatever else its row must have is filled in.
"""
import json
import pathlib
import sys

TABLE = pathlib.Path(__file__).with_name("resource_types.json")
FACTS = ("kind", "wave", "global", "discover", "created", "tags", "tag_source", "protections", "owner_rules")
NETWORKED = ["ec2:instance", "ec2:network-interface", "elbv2:load-balancer", "elb:load-balancer", "rds:db-instance",
             "lambda:function", "ec2:vpc-endpoint", "eks:cluster", "efs:file-system"]
# Put into subnets with security groups by somebody else's hand.
PLACED = ["ecs:service", "ecs:task", "eks:nodegroup", "autoscaling:group", "ec2:launch-template", "opensearch:domain",
          "sagemaker:notebook-instance", "scheduler:schedule"]
CALLERS = ["events:rule", "scheduler:schedule"]
# type -> types whose resources can be using one of it. While one of them is kept, it stays.
USED_BY = {
    "ec2:eip": ["ec2:nat-gateway", "ec2:instance", "elbv2:load-balancer", "ec2:network-interface"],
    "ec2:volume": ["ec2:instance"],
    "ec2:snapshot": ["ec2:image"],
    "ec2:image": ["ec2:launch-template", "autoscaling:group", "ec2:instance"],
    "ec2:launch-template": ["autoscaling:group", "eks:nodegroup"],
    "ec2:network-interface": ["ec2:instance", "ec2:nat-gateway", "ec2:vpc-endpoint", "lambda:function",
                              "elbv2:load-balancer", "elb:load-balancer", "rds:db-instance", "efs:file-system",
                              "ec2:launch-template", "ecs:task", "sagemaker:notebook-instance"],
    "ec2:security-group": NETWORKED + PLACED + ["ec2:security-group", "rds:db-cluster", "elasticache:replication-group",
                                                "elasticache:cluster", "redshift:cluster"],
    "ec2:subnet": NETWORKED + PLACED + ["ec2:nat-gateway", "eks:fargate-profile", "ec2:transit-gateway-attachment"],
    "ec2:route-table": ["ec2:subnet", "ec2:vpc-endpoint"],
    "ec2:vpc-endpoint": ["apigateway:rest-api"],
    "ec2:internet-gateway": ["ec2:nat-gateway", "ec2:instance", "elbv2:load-balancer", "elb:load-balancer"],
    "ec2:vpc": ["ec2:subnet", "ec2:route-table", "ec2:internet-gateway", "ec2:security-group",
                "ec2:network-interface", "ec2:nat-gateway", "ec2:vpc-endpoint", "ec2:transit-gateway-attachment",
                "ec2:instance", "efs:file-system", "eks:cluster", "elb:load-balancer", "elbv2:load-balancer",
                "lambda:function", "opensearch:domain", "rds:db-instance", "redshift:cluster"],
    "elb:load-balancer": ["autoscaling:group", "ecs:service"],
    "elbv2:target-group": ["elbv2:load-balancer", "autoscaling:group", "ecs:service"],
    "acm:certificate": ["elbv2:load-balancer", "elb:load-balancer", "cloudfront:distribution",
                        "apigateway:rest-api", "apigatewayv2:api"],
    "s3:bucket": ["cloudfront:distribution"],
    "ecs:cluster": ["ecs:service", "ecs:task"] + CALLERS,
    "eks:cluster": ["eks:nodegroup", "eks:fargate-profile"],
    "rds:db-cluster": ["rds:db-instance"],
    "rds:db-instance": ["rds:db-instance"],
    "elasticbeanstalk:application": ["elasticbeanstalk:environment"],
    "ecr:repository": ["ecs:service", "ecs:task", "lambda:function", "apprunner:service"],
    "sqs:queue": ["sqs:queue", "lambda:function"] + CALLERS,
    "dynamodb:table": ["lambda:function"],
    "cloudwatch:alarm": ["cloudwatch:composite-alarm"],
    "cloudwatch:composite-alarm": ["cloudwatch:composite-alarm"],
    "sns:topic": ["cloudwatch:alarm", "cloudwatch:composite-alarm", "elasticache:cluster", "lambda:function"] + CALLERS,
    "logs:log-group": ["lambda:function", "eks:cluster", "ecs:service", "ecs:task"],
    "efs:file-system": ["ecs:service", "ecs:task", "lambda:function"],
    "secretsmanager:secret": ["rds:db-instance", "rds:db-cluster", "redshift:cluster", "lambda:function", "ecs:service",
                              "ecs:task"],
    "kinesis:stream": ["lambda:function", "rds:db-cluster"] + CALLERS,
    "lambda:function": ["apigateway:rest-api", "apigatewayv2:api", "cognito-idp:user-pool",
                        "secretsmanager:secret"] + CALLERS,
    "cognito-idp:user-pool": ["elbv2:load-balancer", "opensearch:domain"],
    "kms:key": ["ec2:volume", "ec2:snapshot", "rds:db-instance", "s3:bucket", "secretsmanager:secret", "apprunner:service",
                "dynamodb:table", "ecr:repository", "efs:file-system", "eks:cluster", "elasticache:replication-group",
                "lambda:function", "logs:log-group", "opensearch:domain", "rds:automated-backup", "rds:db-cluster",
                "rds:db-snapshot", "rds:db-cluster-snapshot", "redshift:cluster", "sagemaker:notebook-instance",
                "scheduler:schedule", "sqs:queue"],
}
# type -> types that may own one of it: deleting the owner deletes it, and the owner would make it again.
OWNED_BY = {
    "cloudformation:stack": ["elasticbeanstalk:environment", "cloudformation:stack"],
    "ec2:security-group": ["ec2:vpc", "eks:cluster", "eks:nodegroup", "elasticbeanstalk:environment"],
    "ec2:route-table": ["ec2:vpc"],
    "ec2:launch-template": ["eks:nodegroup", "elasticbeanstalk:environment"],
    "elbv2:target-group": ["elasticbeanstalk:environment"],
    "rds:db-instance": ["rds:db-cluster", "elasticbeanstalk:environment"],
    "ec2:instance": ["autoscaling:group", "eks:nodegroup", "elasticbeanstalk:environment"],
    "autoscaling:group": ["eks:nodegroup", "elasticbeanstalk:environment"],
    "ecs:task": ["ecs:service"],
    "ec2:volume": ["ec2:instance"],
    "ec2:network-interface": ["ec2:instance"],
    "elasticache:cluster": ["elasticache:replication-group"],
    "elbv2:load-balancer": ["elasticbeanstalk:environment"],
    "elb:load-balancer": ["elasticbeanstalk:environment"],
    "ec2:eip": ["elasticbeanstalk:environment"],
}
STACK = "cloudformation:stack"
# type -> steps before the deletion, each taken only on things that are in the plan.
STEPS = {
    STACK: ["unlock"], "autoscaling:group": ["unlock", "scale-to-zero"], "ecs:service": ["scale-to-zero"],
    "ec2:instance": ["unlock"], "rds:db-instance": ["unlock"], "rds:db-cluster": ["unlock"],
    "elbv2:load-balancer": ["unlock"], "dynamodb:table": ["unlock"], "logs:log-group": ["unlock"],
    "eks:cluster": ["unlock"], "ec2:image": ["unlock"], "sagemaker:notebook-instance": ["stop"],
    "cloudfront:distribution": ["disable"], "events:rule": ["empty"], "s3:bucket": ["empty"],
    "ecr:repository": ["empty"], "efs:file-system": ["empty"], "lambda:function": ["empty"],
    "ec2:security-group": ["revoke"], "ec2:internet-gateway": ["detach"],
}
FINAL_SNAPSHOT = ["rds:db-instance", "rds:db-cluster", "redshift:cluster"]
REPORT_ONLY = {
    "kms:key": ("deleting a key destroys everything encrypted with it, and nobody can list all of that",
                "키를 삭제하면 그 키로 암호화된 모든 데이터를 잃으며, 그 목록을 모두 알아낼 방법이 없습니다"),
    "route53:hosted-zone": ("its records must be deleted one by one, and a registered domain may still point to it",
                            "레코드를 하나씩 지워야 하고, 등록된 도메인이 아직 이 영역을 가리킬 수 있습니다"),
    "globalaccelerator:accelerator": ("its listeners and endpoint groups are not scanned",
                                      "리스너와 엔드포인트 그룹은 조사하지 않습니다"),
    "cognito-idp:user-pool": ("it holds the accounts of people, which no snapshot brings back",
                              "사용자 계정이 들어 있으며, 스냅샷으로 되살릴 수 없습니다"),
    "acm:certificate": ("it costs nothing, and it may be used in services that are not scanned",
                        "비용이 없고, 조사하지 않는 서비스에서 쓰고 있을 수 있습니다"),
}


def make(row):
    kind = row["kind"]
    report_only = REPORT_ONLY.get(kind)
    return {
        **{fact: row[fact] for fact in FACTS},
        "owned_by": OWNED_BY.get(kind, []) + ([] if kind == STACK else [STACK]),
        "used_by": USED_BY.get(kind, []),
        "steps": STEPS.get(kind, []),
        "delete": row["delete"],
        "iam_action": row["iam_action"],
        "final_snapshot": kind in FINAL_SNAPSHOT,
        "micro_usd_month": row["micro_usd_month"],
        "report_only": {"en": report_only[0], "ko": report_only[1]} if report_only else None,
    }


def main():
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    known = {row["kind"] for row in table["types"]}
    mentioned = set(REPORT_ONLY) | set(STEPS) | set(FINAL_SNAPSHOT)
    for lists in (USED_BY, OWNED_BY):
        mentioned |= set(lists) | {kind for kinds in lists.values() for kind in kinds}
    if mentioned - known:
        sys.exit(f"not in the table: {sorted(mentioned - known)}")
    made = sorted((make(row) for row in table["types"]), key=lambda row: (row["wave"], row["kind"]))
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in made)
    head = [json.dumps({name: table[name]}, ensure_ascii=False)[1:-1].replace('": "', '":"', 1) for name in ("date", "source")]
    TABLE.write_text("{" + ",\n".join(head) + ',\n"types":[\n' + rows + "\n]}\n", encoding="utf-8")


main()
