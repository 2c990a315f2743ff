"""Deploy and destroy, driven against the emulated cloud: the scripts, the real aws-cli, the real functions' zips.

DIST names the folder of api.zip, media.zip, notify.zip and quote.zip (default dist/). Where the emulator stops: it serves no
CloudFront, so the site is read from its bucket; it starts no instances and no tasks, so the servers' stacks are only put up and taken
down; it does not apply an HTTP API's CORS settings made by CloudFormation, nor throttling.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile

import pytest
from conftest import ROOT, TEMPLATES, TOOLS, need

REGION = "ap-northeast-2"
FUNCTIONS = ["api", "media", "notify", "quote"]


@pytest.fixture
def cloud(ministack, tmp_path):
    """The emulated cloud, empty."""
    urllib.request.urlopen(urllib.request.Request(f"{ministack}/_ministack/reset", method="POST"), timeout=30).close()
    return Cloud(ministack, tmp_path)


class Cloud:
    """Runs commands as a user of the emulated cloud would, with a bare environment and an estimate command that records its arguments."""

    def __init__(self, address, home):
        self.home = home
        self.dist = pathlib.Path(os.environ.get("DIST", ROOT / "dist"))
        self.environment = {
            "PATH": f"{home}/bin:{os.environ['PATH']}", "HOME": str(home), "AWS_ENDPOINT_URL": address, "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "USER": "kim",
            "DIST": str(self.dist), "ESTIMATE": "/bin/echo", "TMPDIR": str(home / "tmp"),
        }
        (home / "tmp").mkdir()

    def run(self, *command, **changes):
        environment = {key: value for key, value in {**self.environment, **changes}.items() if value is not None}
        words = [str(word) for word in command]
        return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)

    def script(self, name, *arguments, **changes):
        return self.run(TEMPLATES / f"{name}.sh", *arguments, **changes)

    def aws(self, *arguments):
        # The address is named because this version's SQS does not take it from the environment.
        place = ("--endpoint-url", self.environment["AWS_ENDPOINT_URL"], "--output", "json")
        done = self.run(need(TOOLS / "aws", "run tests/setup-env.sh tools"), *arguments, *place)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    def zips(self):
        return [need(self.dist / f"{name}.zip", "build the functions, or set DIST") for name in FUNCTIONS]

    def request(self, method, url, body=None):
        # Names under .localhost are the emulator's; not every resolver knows them, so the name goes into the Host header.
        parts = urllib.parse.urlsplit(url)
        headers = {"content-type": "application/json", "host": parts.netloc}
        request = urllib.request.Request(self.environment["AWS_ENDPOINT_URL"] + parts.path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def ok(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_the_serverless_stack_is_put_up_updated_and_taken_down(cloud):
    cloud.zips()
    deployed = ok(cloud.script("deploy", "serverless", "--stack", "lab", "--owner", "lee", "--for", "90m", "--yes"))
    assert deployed.stdout.splitlines()[0] == f"lab serverless --for 90m --region {REGION}", "the price comes first"
    assert re.fullmatch(r"https://\S+", deployed.stdout.splitlines()[-1])
    assert "templates/destroy.sh serverless --stack lab" in deployed.stderr

    (stack,) = cloud.aws("cloudformation", "describe-stacks", "--stack-name", "lab")["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    tags = {tag["Key"]: tag["Value"] for tag in stack["Tags"]}
    assert tags["lab"] == "serverless" and tags["owner"] == "lee"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", tags["expires-at"])

    check_the_api_answers(cloud, outputs["ApiUrl"])
    check_the_site_knows_its_api(cloud, outputs)
    check_the_secret_is_referred_to(cloud)
    groups = cloud.aws("logs", "describe-log-groups")["logGroups"]
    assert {group["logGroupName"]: group["retentionInDays"] for group in groups} == {
        "/sundown/lab/access": 7, **{f"/aws/lambda/lab-{name}": 7 for name in FUNCTIONS},
    }

    check_one_function_is_updated_by_cargo_lambda(cloud, outputs)
    check_everything_optional_can_be_added(cloud)

    fill_with_versions(cloud, outputs["MediaBucket"])
    destroyed = ok(cloud.script("destroy", "serverless", "--stack", "lab", "--yes"))
    assert destroyed.stdout == "nothing of lab is left\n"
    check_nothing_is_there(cloud)
    assert list((cloud.home / "tmp").iterdir()) == [], "the scripts leave no folder of their own behind"


def check_the_api_answers(cloud, url):
    status, body = cloud.request("GET", f"{url}/")
    assert status == 200 and body
    # The other route goes to the other function: no sign-in is asked for there.
    status, _ = cloud.request("POST", f"{url}/estimate", b"{}")
    assert status in (200, 400, 422), status


def check_the_site_knows_its_api(cloud, outputs):
    kept = {item["Key"] for item in cloud.aws("s3api", "list-objects-v2", "--bucket", outputs["SiteBucket"])["Contents"]}
    assert kept == {path.name for path in (TEMPLATES / "site").iterdir()}
    target = cloud.home / "config.js"
    cloud.aws("s3api", "get-object", "--bucket", outputs["SiteBucket"], "--key", "config.js", target)
    assert target.read_text() == f'export const API_BASE = "{outputs["ApiUrl"]}";\n'


def check_the_secret_is_referred_to(cloud):
    kept = cloud.aws("ssm", "get-parameter", "--name", "/sundown/lab/token")["Parameter"]["Value"]
    assert re.fullmatch(r"[0-9a-f]{64}", kept)
    variables = cloud.aws("lambda", "get-function-configuration", "--function-name", "lab-api")["Environment"]["Variables"]
    assert variables["TOKEN_SECRET"] == kept
    shown = cloud.aws("cloudformation", "get-template", "--stack-name", "lab", "--template-stage", "Original")
    assert kept not in json.dumps(shown)


def check_one_function_is_updated_by_cargo_lambda(cloud, outputs):
    def shown():
        found = cloud.aws("lambda", "get-function-configuration", "--function-name", "lab-api")
        return found["CodeSha256"], {name: found.get(name) for name in ("Environment", "Role", "MemorySize", "Timeout", "Architectures")}

    lambdas = cloud.home / "lambda"
    (lambdas / "api").mkdir(parents=True)
    with zipfile.ZipFile(cloud.dist / "api.zip") as packed:
        changed = packed.read("bootstrap") + b"\n"
    (lambdas / "api" / "bootstrap").write_bytes(changed)
    (lambdas / "api" / "bootstrap").chmod(0o755)
    sum_before, before = shown()
    ok(cloud.run(
        need(TOOLS / "cargo-lambda", "run tests/setup-env.sh tools"), "lambda", "deploy", "--manifest-path", ROOT / "Cargo.toml",
        "--lambda-dir", lambdas, "--binary-name", "api", "--iam-role", outputs["ApiRoleArn"], "lab-api",
        HOME=os.environ.get("HOME"), CARGO_NET_OFFLINE="true",
    ))
    sum_after, after = shown()
    assert sum_after != sum_before
    assert after == before, "only the code may change"
    check_the_api_answers(cloud, outputs["ApiUrl"])


def check_everything_optional_can_be_added(cloud):
    """All but the budget, which the emulator's CloudFormation does not know. The secret stays what it was: nobody is signed out."""
    before = cloud.aws("ssm", "get-parameter", "--name", "/sundown/lab/token")["Parameter"]["Value"]
    zone = cloud.aws("route53", "create-hosted-zone", "--name", "example.com", "--caller-reference", "1")["HostedZone"]["Id"]
    certificate = cloud.aws("acm", "request-certificate", "--domain-name", "todo.example.com", "--region", "us-east-1")
    ok(cloud.script(
        "deploy", "serverless", "--stack", "lab", "--owner", "lee", "--yes", "Alarms=yes", "NoticeEmail=lee@example.com",
        "MailFrom=lab@example.com", "Domain=todo.example.com", f"HostedZoneId={zone.rsplit('/', 1)[1]}",
        f"SiteCertificateArn={certificate['CertificateArn']}",
    ))
    assert len(cloud.aws("cloudwatch", "describe-alarms")["MetricAlarms"]) == 3
    records = cloud.aws("route53", "list-resource-record-sets", "--hosted-zone-id", zone)["ResourceRecordSets"]
    assert {"todo.example.com.", "api.todo.example.com."} <= {record["Name"] for record in records}
    assert cloud.aws("ssm", "get-parameter", "--name", "/sundown/lab/token")["Parameter"]["Value"] == before


def fill_with_versions(cloud, bucket):
    """What a plain `s3 rm` leaves behind: old versions and delete markers."""
    cloud.aws("s3api", "put-bucket-versioning", "--bucket", bucket, "--versioning-configuration", "Status=Enabled")
    note = cloud.home / "note"
    for words in ("one", "two"):
        note.write_text(words)
        for key in ("kept/a", "kept/b"):
            cloud.aws("s3api", "put-object", "--bucket", bucket, "--key", key, "--body", note)
    cloud.aws("s3api", "delete-object", "--bucket", bucket, "--key", "kept/b")


def check_nothing_is_there(cloud):
    assert cloud.aws("s3api", "list-buckets")["Buckets"] == []
    assert cloud.aws("logs", "describe-log-groups")["logGroups"] == []
    assert cloud.aws("lambda", "list-functions")["Functions"] == []
    assert cloud.aws("dynamodb", "list-tables")["TableNames"] == []
    assert cloud.aws("sqs", "list-queues") in (None, {}, {"QueueUrls": []})
    assert [role for role in cloud.aws("iam", "list-roles")["Roles"] if role["RoleName"].startswith("lab")] == []
    assert cloud.aws("ssm", "describe-parameters")["Parameters"] == []


def test_what_is_left_over_is_listed_with_its_price(cloud, tmp_path):
    sys.path.append(str(ROOT / "tests" / "house"))
    from readme import estimate

    for name in ("/aws/lambda/gone-api", "/aws/lambda/other-api"):
        cloud.aws("logs", "create-log-group", "--log-group-name", name)
    account = cloud.aws("sts", "get-caller-identity")["Account"]
    bucket = f"gone-media-{account}-{REGION}"
    cloud.aws("s3api", "create-bucket", "--bucket", bucket, "--create-bucket-configuration", f"LocationConstraint={REGION}")
    (tmp_path / "film").write_bytes(bytes(2**20))
    cloud.aws("s3api", "put-object", "--bucket", bucket, "--key", "film", "--body", str(tmp_path / "film"))
    left = cloud.script("destroy", "serverless", "--stack", "gone", "--yes", ESTIMATE=str(estimate()))
    assert left.returncode == 1, left.stderr
    assert left.stdout.splitlines() == [
        "left over:",
        "log group /aws/lambda/gone-api: 0 bytes, $0 a month at list price",
        # 0.000977 GB × $0.025
        f"bucket {bucket}: 1048576 bytes, $0.000024425 a month at list price",
    ]
    for name in ("/aws/lambda/gone-api", "/aws/lambda/other-api"):
        cloud.aws("logs", "delete-log-group", "--log-group-name", name)


def test_nothing_is_made_without_consent_files_or_a_price(cloud, tmp_path):
    cloud.zips()
    refusals = {
        "nobody is there to say yes": cloud.script("deploy"),
        "--for takes a time": cloud.script("deploy", "--yes", "--for", "soon"),
        "unknown architecture": cloud.script("deploy", "beanstalk", "--yes"),
        "unknown option '--force'": cloud.script("deploy", "--force"),
        "the stack's name": cloud.script("deploy", "--stack", "Not A Name", "--yes"),
        "no estimate command": cloud.script("deploy", "--yes", ESTIMATE=str(tmp_path / "absent")),
        "api.zip; build it first": cloud.script("deploy", "--yes", DIST=str(tmp_path)),
        "no region": cloud.script("deploy", "--yes", AWS_REGION=None, AWS_DEFAULT_REGION=None),
        "nobody is there to say": cloud.script("destroy"),
    }
    for words, done in refusals.items():
        assert done.returncode == 2, (words, done)
        assert "error: " in done.stderr and words in done.stderr, (words, done.stderr)
    assert cloud.aws("s3api", "list-buckets")["Buckets"] == []
    assert cloud.aws("cloudformation", "list-stacks", "--stack-status-filter", "CREATE_COMPLETE")["StackSummaries"] == []


def test_a_price_that_is_not_told_is_said_aloud(cloud):
    cloud.zips()
    done = cloud.script("deploy", ESTIMATE="none")
    assert done.returncode == 2
    assert "COST: not estimated, because ESTIMATE=none" in done.stderr


@pytest.mark.parametrize("architecture", ["ec2-elb", "fargate"])
def test_the_servers_stacks_are_put_up_and_taken_down(cloud, architecture):
    """The emulator has neither instances nor docker: any file stands for the server, and a recording command for docker."""
    (cloud.home / "dist/server").mkdir(parents=True)
    (cloud.home / "dist/server/api").write_text("a server")
    (cloud.home / "bin").mkdir()
    recorder = cloud.home / "bin/docker"
    recorder.write_text(f'#!/bin/sh\n[ "$1" != login ] || cat >/dev/null\nfor last; do :; done\nls "$last" >>{cloud.home}/seen 2>&1\n'
                        f'echo "$@" >>{cloud.home}/docker\n')
    recorder.chmod(0o755)
    changes = {"DIST": str(cloud.home / "dist")}

    deployed = ok(cloud.script("deploy", architecture, "--yes", **changes))
    assert deployed.stdout.splitlines()[0] == f"compare --only {architecture} --for 3h --region {REGION}"
    assert re.fullmatch(r"http://\S+", deployed.stdout.splitlines()[-1])
    assert "not waiting for the servers" in deployed.stderr
    made = cloud.aws("cloudformation", "list-stack-resources", "--stack-name", f"sundown-{architecture}")["StackResourceSummaries"]
    assert {part["ResourceStatus"] for part in made} == {"CREATE_COMPLETE"} or architecture == "fargate"
    if architecture == "ec2-elb":
        check_the_servers_zip(cloud)
    else:
        check_the_image(cloud)

    destroyed = ok(cloud.script("destroy", architecture, "--yes", **changes))
    assert destroyed.stdout == f"nothing of sundown-{architecture} is left\n"
    check_nothing_is_there(cloud)
    assert cloud.aws("rds", "describe-db-instances")["DBInstances"] == []
    assert cloud.aws("elbv2", "describe-load-balancers")["LoadBalancers"] == []


def check_the_servers_zip(cloud):
    bucket = f"sundown-ec2-elb-artifacts-000000000000-{REGION}"
    keys = [item["Key"] for item in cloud.aws("s3api", "list-objects-v2", "--bucket", bucket)["Contents"]]
    (key,) = [key for key in keys if key.startswith("server-")]
    cloud.aws("s3api", "get-object", "--bucket", bucket, "--key", key, cloud.home / "server.zip")
    with zipfile.ZipFile(cloud.home / "server.zip") as packed:
        names = set(packed.namelist())
    assert {"api", "boot.sh", "nginx.conf", "sundown.service", "logs.json", "site/index.html", "site/config.js"} <= names
    (group,) = cloud.aws("autoscaling", "describe-auto-scaling-groups")["AutoScalingGroups"]
    assert (group["MinSize"], group["DesiredCapacity"], group["MaxSize"]) == (2, 2, 2)


def check_the_image(cloud):
    calls = (cloud.home / "docker").read_text().splitlines()
    assert [call.split()[0] for call in calls] == ["login", "build", "push"]
    image = calls[2].split()[1]
    assert f"--tag {image} " in calls[1] and "templates/Dockerfile" in calls[1]
    assert {"api", "site"} <= set((cloud.home / "seen").read_text().split())
    (cluster,) = cloud.aws("ecs", "list-clusters")["clusterArns"]
    (service,) = cloud.aws("ecs", "list-services", "--cluster", cluster)["serviceArns"]
    (shown,) = cloud.aws("ecs", "describe-services", "--cluster", cluster, "--services", service)["services"]
    assert shown["desiredCount"] == 2
    task = cloud.aws("ecs", "describe-task-definition", "--task-definition", shown["taskDefinition"])["taskDefinition"]
    assert task["containerDefinitions"][0]["image"] == image
