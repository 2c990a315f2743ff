"""Templates, scripts and the files on an instance, each held against the linter made for it."""

import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT, TEMPLATES, TOOLS, need
from stacks import STACKS

SETUP = "run tests/setup-env.sh tools"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120, **options)


def test_cfn_lint_finds_nothing():
    found = run(
        need(TOOLS / "cfn-lint", SETUP), "--append-rules", "cfn_lint_serverless.rules", "--format", "json",
        "--regions", "ap-northeast-2", "us-east-1", "--", *sorted(TEMPLATES.glob("*.yaml")),
    )
    assert json.loads(found.stdout or "[]") == []
    assert found.returncode == 0, found.stderr


def test_what_the_linter_is_told_to_ignore_has_its_reason_beside_it():
    allowed = {("serverless", "WS1000"), ("serverless", "ES6000"), ("cleanup", "WS1000"), ("cleanup", "ES6000")}
    seen = set()
    for path in (TEMPLATES / f"{stack}.yaml" for stack in [*STACKS, "cleanup"]):
        words = path.read_text(encoding="utf-8")
        for rule in re.findall(r"^\s+- ([WEI]S?\d{4})$|ignore_checks: \[([^]]+)\]", words, re.MULTILINE):
            for name in filter(None, ",".join(rule).split(",")):
                seen.add((path.stem, name.strip()))
                assert re.search(rf"# .*{name.strip()} wants", words), f"{path.name} ignores {name} without saying why"
    assert seen == allowed


def test_sam_takes_the_serverless_template():
    environment = {"AWS_DEFAULT_REGION": "ap-northeast-2", "SAM_CLI_TELEMETRY": "0", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    valid = run(need(TOOLS / "sam", SETUP), "validate", "--lint", "-t", TEMPLATES / "serverless.yaml", env=environment)
    assert valid.returncode == 0, valid.stdout + valid.stderr


def test_the_linter_sees_faults():
    """A linter that finds nothing anywhere would pass everything: here it must find what is wrong."""
    words = (TEMPLATES / "serverless.yaml").read_text(encoding="utf-8")
    broken = words.replace("      MemorySize: 512\n", "", 1).replace("RetentionInDays: !Ref LogDays", "RetentionInDays: 2", 1)
    assert broken != words
    found = run(need(TOOLS / "cfn-lint", SETUP), "--append-rules", "cfn_lint_serverless.rules", "--format", "json", input=broken)
    assert {"E3030", "ES1005"} <= {fault["Rule"]["Id"] for fault in json.loads(found.stdout)}


def test_shellcheck_finds_nothing():
    scripts = [*sorted(TEMPLATES.glob("*.sh")), TEMPLATES / "server/boot.sh", ROOT / "tests/setup-env.sh"]
    found = run(need(TOOLS / "shellcheck", SETUP), "--external-sources", "--format", "gcc", *scripts, cwd=ROOT)
    assert found.stdout == ""
    assert found.returncode == 0, found.stderr


def test_nginx_takes_the_servers_configuration(tmp_path):
    nginx = need(shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or "/usr/sbin/nginx", "run tests/setup-env.sh system")
    site = (TEMPLATES / "server/nginx.conf").read_text(encoding="utf-8").replace("SERVER_PORT", "8081")
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", encoding="utf-8")
    checked = run(nginx, "-t", "-e", tmp_path / "log", "-c", whole)
    assert checked.returncode == 0, checked.stderr


def test_the_logs_that_are_shipped_are_the_ones_the_server_writes():
    shipped = json.loads((TEMPLATES / "server/logs.json").read_text(encoding="utf-8"))
    files = [entry["file_path"] for entry in shipped["logs"]["logs_collected"]["files"]["collect_list"]]
    unit = (TEMPLATES / "server/sundown.service").read_text(encoding="utf-8")
    assert files == re.findall(r"StandardOutput=append:(\S+)", unit)


def test_the_image_is_what_the_task_expects():
    words = (TEMPLATES / "Dockerfile").read_text(encoding="utf-8")
    steps = [line.split(" ", 1)[0] for line in words.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert steps[0] == "FROM" and "2023-minimal" in words
    assert "RUN" not in steps, "nothing is compiled or installed in the image"
    assert re.search(r"^USER (?!0|root)", words, re.MULTILINE)
    task = (TEMPLATES / "fargate.yaml").read_text(encoding="utf-8")
    for variable in re.findall(r"\$(\w+)", re.search(r"^ENTRYPOINT .*", words, re.MULTILINE).group()):
        assert f"Name: {variable}," in task, f"the image needs {variable}, the task does not set it"
    port = re.search(r"^EXPOSE (\d+)$", words, re.MULTILINE).group(1)
    assert re.search(rf"ServerPort:\n    Type: Number\n    Default: {port}\n", task)


@pytest.mark.parametrize("stack", STACKS)
def test_cloudformation_can_read_the_yaml(stack):
    """CloudFormation knows no YAML anchors, aliases and merges; the linter lets them pass."""
    words = (TEMPLATES / f"{stack}.yaml").read_text(encoding="utf-8")
    assert not re.search(r"(?:[:\-\[,]\s)[&*][a-z_]+\b|<<:", words)
    assert len(words.encode()) < 51_200, "CloudFormation takes no larger template without a bucket"
