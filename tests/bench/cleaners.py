"""The three tools that clean up, each told the same wish: delete what carries the lab's tag, keep what is tagged `keep`,
touch nobody else's and no defaults. Configured as a sensible user of each would."""

import json
import os
import pathlib
import pty
import select
import subprocess
import sys
import tomllib

import measure
from cloud import ALIAS, NUMBER, REGION, Cloud, Taken, credentials, run

VENV = measure.ROOT / ".venv"
TYPES = tomllib.loads((pathlib.Path(__file__).parent / "cleaners.toml").read_text(encoding="utf-8"))
C7N = "0.9.53"
NUKE = "2.16.0"
LAB = "todo-2026"
# Each may run so often: what could not go at once may go then.
ROUNDS = 3
POLICY = f"""version = 1
mode = "tagged"
regions = ["{REGION}", "global"]
grace_hours = 24
[account]
allow = ["{NUMBER}"]
[select]
lab_tag = "lab"
lab_values = ["{LAB}"]
[caps]
items = 500
usd_month = 1000000
share_percent = 100
"""
# In this order: what uses comes before what is used, as far as one pass can.
LAST = ["eni", "security-group", "subnet", "internet-gateway", "vpc"]
# A type of aws-nuke that none of the zoo's is, but without which a gateway never goes.
ALSO = {"EC2InternetGatewayAttachment": "tag:igw:"}
# Where aws-nuke reaches a service by another name than the start of its type's.
SERVICES = ["launchconfiguration", "elasticache", "elasticbeanstalk", "elb", "es", "iam"]


def ours(cloud: Cloud, place: pathlib.Path, taken: Taken) -> None:
    """Plan, read, consent at a terminal, apply; again for what could not go at once."""
    policy, plan = place / "leftovers.toml", place / "plan.json"
    policy.write_text(POLICY, encoding="utf-8")
    variables = credentials(cloud.door.url) | {"LEFTOVERS_STATE": str(place / "state")}
    common = ["--policy", str(policy), "--region", REGION, "--region", "global", "--lang", "en"]
    for _ in range(ROUNDS):
        plan.unlink(missing_ok=True)
        run(taken, [str(binary()), "plan", "--as", "kim", "-o", str(plan), *common], variables, place / "log")
        if not plan.exists() or not (document := json.loads(plan.read_text()))["plan"]["lines"]:
            return
        at_terminal(taken, [str(binary()), "apply", str(plan), "--policy", str(policy), "--lang", "en"], variables, place / "log", document["digest"])


def at_terminal(taken: Taken, command: list[str], variables: dict[str, str], log: pathlib.Path, digest: str) -> int:
    """Types the two words when they are asked for."""
    master, slave = pty.openpty()
    waiting, shown = [("alias", ALIAS), ("characters", digest[:8])], bytearray()

    def sit() -> None:
        while select.select([master], [], [], 0)[0]:
            try:
                shown.extend(os.read(master, 65536))
            except OSError:
                return
            if waiting and waiting[0][0].encode() in shown:
                os.write(master, f"{waiting.pop(0)[1]}\n".encode())

    try:
        return run(taken, command, variables, log, (slave, sit))
    finally:
        sit()
        os.close(master)
        with log.open("ab") as file:
            file.write(shown)


def binary() -> pathlib.Path:
    """The debug build, or the one that is named: what is measured is calls and deeds more than speed."""
    return pathlib.Path(os.environ.get("LEFTOVERS_BIN", measure.TARGET / "debug" / "leftovers"))


def nuke_types() -> dict[str, str]:
    return {of["nuke"]: "tag:" for of in TYPES.values() if "nuke" in of} | ALSO


def nuke_config(url: str) -> dict:
    """Its README: a custom endpoint a service, the default session last; a filter names what stays. A region of its own endpoints
    reaches the global services too: `global` beside it would scan everything twice."""
    account = f"account-id-of-custom-region-{REGION}"
    names = {kind.partition(":")[0] for kind in TYPES} | {"cloudwatch", "cognito", *SERVICES}
    services = [{"service": name, "url": url, "tls_insecure_skip_verify": True} for name in [*sorted(names), ""]]
    endpoints = [{"region": region, "tls_insecure_skip_verify": True, "services": services} for region in (REGION, "us-east-1")]
    filters = {
        name: [{"property": f"{tag}lab", "value": LAB, "invert": True}, {"property": f"{tag}keep", "type": "regex", "value": ".+"}]
        for name, tag in nuke_types().items()
    }
    return {"regions": [REGION], "account-blocklist": ["999999999999"], "endpoints": endpoints, "accounts": {account: {"filters": filters}}}


def nuke(cloud: Cloud, place: pathlib.Path, taken: Taken) -> None:
    config = place / "nuke.yaml"
    # JSON is YAML.
    config.write_text(json.dumps(nuke_config(cloud.door.url), indent=1), encoding="utf-8")
    targets = [word for name in nuke_types() for word in ("-t", name)]
    program = next((VENV / "aws-nuke").glob("usr/bin/aws-nuke"))
    login = ["--access-key-id", "zoo", "--secret-access-key", "zoo", "--default-region", REGION]
    sure = ["--no-dry-run", "--force", "--force-sleep", "3", "--max-wait-retries", "6"]
    for _ in range(ROUNDS):
        run(taken, [str(program), "-c", str(config), *login, *sure, *targets], {}, place / "log")


def custodian_policies() -> dict:
    named = {of["c7n"]: of.get("action", {"type": "delete"}) for of in TYPES.values() if "c7n" in of}
    order = [*(name for name in named if name not in LAST), *LAST]
    wish = [{"tag:lab": LAB}, {"tag:keep": "absent"}]
    return {"policies": [{"name": f"lab-{name}", "resource": f"aws.{name}", "filters": wish, "actions": [named[name]]} for name in order]}


def custodian(cloud: Cloud, place: pathlib.Path, taken: Taken) -> None:
    policies = place / "policies.json"
    policies.write_text(json.dumps(custodian_policies(), indent=1), encoding="utf-8")
    program = VENV / "c7n" / "bin" / "custodian"
    # A policy that it refuses would delete nothing, and look harmless.
    subprocess.run([str(program), "validate", str(policies)], env=os.environ | credentials(cloud.door.url), check=True, capture_output=True)
    command = [str(program), "run", "-s", str(place / "out"), "--cache-period", "0", "--region", REGION, str(policies)]
    for _ in range(ROUNDS):
        run(taken, command, credentials(cloud.door.url), place / "log")


def install() -> None:
    """Ours by cargo where none is named, aws-nuke from Debian, c7n from PyPI."""
    if "LEFTOVERS_BIN" not in os.environ:
        subprocess.run(["cargo", "build", "--locked", "--quiet", "-p", "sundown-leftovers", "--bin", "leftovers"], cwd=measure.ROOT, check=True)
    subprocess.run(["sh", str(measure.ROOT / "tests" / "setup-env.sh"), "moto"], check=True)
    if not (VENV / "c7n" / ".stamp").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV / "c7n")], check=True)
        pip = [str(VENV / "c7n" / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, f"c7n=={C7N}"], check=True)
        (VENV / "c7n" / ".stamp").touch()
    place = VENV / "aws-nuke"
    if not (place / "usr" / "bin" / "aws-nuke").exists():
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", "aws-nuke"], cwd=place, check=True)
        subprocess.run(["dpkg-deb", "-x", str(next(place.glob("*.deb"))), str(place)], check=True)


CLEANERS = {"leftovers": ours, f"aws-nuke {NUKE}": nuke, f"c7n {C7N}": custodian}
