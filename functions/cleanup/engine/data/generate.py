#!/usr/bin/env python3
"""Makes resource_types.json from the fact sheet of resource types.

Usage: python3 generate.py FACTS.json DATE > resource_types.json

FACTS.json holds, for 61 types, the calls and fields checked against botocore 1.44.5 (the aws-nuke and cloud-nuke
sources were read beside it). What the fact sheet says in prose, and a program must not guess, is written down here by
hand: who can use a resource, who can own it, which steps precede its deletion, and which types are only reported.
"""
import json
import sys

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
    "sqs:queue": ["lambda:function"] + CALLERS,
    "sns:topic": ["cloudwatch:alarm", "elasticache:cluster", "lambda:function"] + CALLERS,
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
                "rds:db-snapshot", "redshift:cluster", "sagemaker:notebook-instance", "scheduler:schedule", "sqs:queue"],
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


def micro_usd(row):
    return round(float(row["usd_month_seoul"] or 0) * 1_000_000)


def split(text):
    return [part.strip() for part in text.split(";") if part.strip()] if text and text != "-" else []


def make(row):
    kind = row["type"]
    tag_calls = row["tag_source"].split(":", 1)[0]
    listers = [call.split("(")[0].strip() for call in split(row["discover"])]
    report_only = REPORT_ONLY.get(kind)
    return {
        "kind": kind,
        "wave": row["wave"],
        "global": row["scope"] in ("global", "us-west-2"),
        "discover": listers,
        "created": None if row["created_source"].startswith("none") else row["created_source"],
        "tags": "inline" if tag_calls in listers else "separate",
        "tag_source": row["tag_source"],
        "protections": split(row["protection_fields"]),
        "owner_rules": "" if row["owner_rules"] == "-" else row["owner_rules"],
        "owned_by": OWNED_BY.get(kind, []) + ([] if kind == STACK else [STACK]),
        "used_by": USED_BY.get(kind, []),
        "steps": STEPS.get(kind, []),
        "delete": row["delete_call"],
        "iam_action": row["iam_action"],
        "final_snapshot": kind in FINAL_SNAPSHOT,
        "micro_usd_month": micro_usd(row),
        "report_only": {"en": report_only[0], "ko": report_only[1]} if report_only else None,
    }


def main():
    facts, date = sys.argv[1], sys.argv[2]
    with open(facts, encoding="utf-8") as file:
        rows = json.load(file)
    known = {row["type"] for row in rows}
    mentioned = set(REPORT_ONLY) | set(STEPS) | set(FINAL_SNAPSHOT)
    for table in (USED_BY, OWNED_BY):
        mentioned |= set(table) | {kind for kinds in table.values() for kind in kinds}
    if mentioned - known:
        sys.exit(f"not in the fact sheet: {sorted(mentioned - known)}")
    print('{"date":' + json.dumps(date) + ',')
    print('"source":"fact sheet of 61 resource types, operations and field paths checked against botocore 1.44.5; idle prices of Seoul, 2026-10",')
    print('"types":[')
    made = sorted((make(row) for row in rows), key=lambda row: (row["wave"], row["kind"]))
    print(",\n".join(json.dumps(row, ensure_ascii=False) for row in made))
    print("]}")


main()
