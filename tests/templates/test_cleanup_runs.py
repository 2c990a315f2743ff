"""The cleanup put up in the emulated cloud, with its real zip and its roles enforced: a run from the schedule's event to the
report, the notice and the marks. Days can't pass there; what happens after the grace is proven on the simulated cloud
(functions/cleanup/lambda/tests/wire).

DIST names the folder of cleanup.zip (default dist/).
"""

import json
import os
import time

import pytest
from conftest import ROOT, need
from test_deploy import Cloud, REGION, ok

import urllib.request

ACCOUNT = "000000000000"
POLICY = f"""\
version = 1
mode = "tagged"
regions = ["{REGION}"]
grace_hours = 24
[account]
allow = ["{ACCOUNT}"]
[caps]
items = 20
usd_month = 5000
share_percent = 100
"""
PAST = "2026-01-01T00:00:00Z"


@pytest.fixture
def cloud(ministack, tmp_path):
    urllib.request.urlopen(urllib.request.Request(f"{ministack}/_ministack/reset", method="POST"), timeout=30).close()
    cloud = Cloud(ministack, tmp_path)
    need(cloud.dist / "cleanup.zip", "build the functions (tests/build-tested.sh), or set DIST")
    return cloud


def deployed(cloud, policy, *options):
    (cloud.home / "policy.toml").write_text(policy, encoding="utf-8")
    ok(cloud.script("deploy", "cleanup", "--policy", cloud.home / "policy.toml", "--owner", "kim", "--yes", "Deletes=tagged", *options))
    (stack,) = cloud.aws("cloudformation", "describe-stacks", "--stack-name", "sundown-cleanup")["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def volume(cloud, **tags):
    """A volume of a lab that is over."""
    words = ",".join(f"{{Key={key},Value={value}}}" for key, value in {"lab": "todo", "owner": "lee", "expires-at": PAST, **tags}.items())
    made = cloud.aws(
        "ec2", "create-volume", "--availability-zone", f"{REGION}a", "--size", "8", "--volume-type", "gp2",
        "--tag-specifications", f"ResourceType=volume,Tags=[{words}]",
    )
    return made["VolumeId"]


def listening(cloud, topic):
    url = cloud.aws("sqs", "create-queue", "--queue-name", "people")["QueueUrl"]
    arn = cloud.aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "QueueArn")["Attributes"]["QueueArn"]
    allow = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    (cloud.home / "attributes.json").write_text(json.dumps({"Policy": policy}))
    cloud.aws("sqs", "set-queue-attributes", "--queue-url", url, "--attributes", f"file://{cloud.home}/attributes.json")
    cloud.aws("sns", "subscribe", "--topic-arn", topic, "--protocol", "sqs", "--notification-endpoint", arn)
    return url


def heard(cloud, url):
    for _ in range(20):
        messages = (cloud.aws("sqs", "receive-message", "--queue-url", url, "--max-number-of-messages", "10") or {}).get("Messages")
        if messages:
            return json.dumps(messages)
        time.sleep(0.5)
    pytest.fail(f"nobody was told:\n{logs(cloud)}")


def start(cloud, outputs):
    answer = cloud.home / "answer"
    return cloud.aws(
        "lambda", "invoke", "--function-name", outputs["ScanFunction"],
        "--payload", '{"cleanup":"start"}', answer,
    ), answer.read_text()


def report(cloud, bucket, seconds=120):
    for _ in range(seconds):
        listed = (cloud.aws("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", "reports/") or {}).get("Contents", [])
        keys = {item["Key"].rsplit(".", 1)[1]: item["Key"] for item in listed}
        if {"json", "html"} <= set(keys):
            cloud.aws("s3api", "get-object", "--bucket", bucket, "--key", keys["json"], cloud.home / "report.json")
            return json.loads((cloud.home / "report.json").read_text())
        time.sleep(1)
    pytest.fail(f"no report after {seconds} s:\n{logs(cloud)}")


def logs(cloud):
    lines = []
    for name in ("scan", "plan"):
        group = f"/aws/lambda/sundown-cleanup-{name}"
        events = cloud.aws("logs", "filter-log-events", "--log-group-name", group)["events"]
        lines += [f"{name}: {event['message']}" for event in events]
    return "\n".join(lines)


def test_a_run_finds_marks_and_tells_and_deletes_nothing_yet(cloud):
    outputs = deployed(cloud, POLICY)
    people = listening(cloud, outputs["Topic"])
    leftover, kept = volume(cloud), volume(cloud, keep="please")
    invoked, answer = start(cloud, outputs)
    assert "FunctionError" not in invoked, answer + logs(cloud)

    said = report(cloud, outputs["Bucket"])
    assert said["halted"] is None, said
    assert said["account"] == ACCOUNT and said["mode"] == "tagged"
    findings = {finding["key"]["id"]: finding for finding in said["findings"]}
    assert findings[leftover]["class"] == "candidate" and findings[leftover]["owner"] == "lee"
    assert findings[kept]["class"] == "protected"
    assert [finding for finding in said["findings"] if finding["class"] == "candidate"] == [findings[leftover]]
    assert findings[leftover]["price"] != "unknown"

    told = heard(cloud, people)
    assert leftover in told and kept not in told and "keep" in told
    there = {one["VolumeId"] for one in cloud.aws("ec2", "describe-volumes")["Volumes"]}
    assert {leftover, kept} <= there, "nothing goes without its grace"
    ledger = cloud.aws("dynamodb", "scan", "--table-name", table(cloud))["Items"]
    bodies = [item["body"]["S"] for item in ledger if item["sort"]["S"].startswith("entry#")]
    assert any("marked" in body and leftover in body for body in bodies) and any("noticed" in body for body in bodies)
    numbers = [line for line in logs(cloud).splitlines() if "CloudWatchMetrics" in line]
    assert any('"Found":1' in line and '"Marked":1' in line for line in numbers), numbers


def test_a_policy_that_is_not_understood_is_a_failed_run(cloud):
    outputs = deployed(cloud, POLICY.replace("grace_hours = 24", "grace_hours = 2"))
    invoked, answer = start(cloud, outputs)
    assert invoked["FunctionError"] and "policy line 4" in answer
    listed = cloud.aws("s3api", "list-objects-v2", "--bucket", outputs["Bucket"]) or {}
    assert listed.get("Contents", []) == []


def test_what_was_there_before_the_lab_is_not_left_over(cloud):
    policy = POLICY.replace('"tagged"', '"baseline"') + "[select]\nmin_age_hours = 0\n"
    (cloud.home / "policy.toml").write_text(policy, encoding="utf-8")
    refused = cloud.script("deploy", "cleanup", "--policy", cloud.home / "policy.toml", "--owner", "kim", "--yes")
    assert refused.returncode == 2 and "leftovers baseline record" in refused.stderr
    assert not cloud.aws("cloudformation", "describe-stacks")["Stacks"], "nothing was made"

    before = volume(cloud)
    leftovers = need(os.environ.get("LEFTOVERS_BIN", ROOT / "target" / "tested" / "leftovers"), "tests/build-tested.sh builds it")
    recorded = cloud.run(leftovers, "baseline", "record", "--region", REGION)
    assert recorded.returncode in (0, 3), recorded.stderr
    time.sleep(1.1)  # AWS tells the second in which a thing was made; one of the record's own second counts as there before
    after = volume(cloud)
    (baseline,) = cloud.home.rglob(f"{ACCOUNT}.baseline.jsonl")
    outputs = deployed(cloud, policy, "--baseline", baseline)
    people = listening(cloud, outputs["Topic"])
    invoked, answer = start(cloud, outputs)
    assert "FunctionError" not in invoked, answer + logs(cloud)

    said = report(cloud, outputs["Bucket"])
    assert said["halted"] is None and said["mode"] == "baseline", said
    findings = {finding["key"]["id"]: finding for finding in said["findings"]}
    assert findings[after]["class"] == "candidate", findings[after]
    assert findings[before]["class"] == "protected", findings[before]
    told = heard(cloud, people)
    assert after in told and before not in told


def table(cloud):
    (name,) = cloud.aws("dynamodb", "list-tables")["TableNames"]
    return name
