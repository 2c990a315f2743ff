"""The cleanup's template: its roles are the calls its program can make, and the wall stands whatever the program does."""

import importlib.util
import json
import re
import subprocess
import sys

import pytest
from conftest import ROOT, TEMPLATES
from stacks import resources, template, walk

POLICY = ROOT / "functions/cleanup/lambda/policy/policy.py"
SOURCES = ROOT / "functions/cleanup/lambda/src"


@pytest.fixture(scope="module")
def policy():
    spec = importlib.util.spec_from_file_location("policy", POLICY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stack():
    return resources("cleanup")


def actions(made):
    """Every action of a role or a policy, with its statement."""
    documents = [inner["PolicyDocument"] for inner in walk(made["Properties"]) if "PolicyDocument" in inner]
    for statement in (statement for document in documents for statement in document["Statement"]):
        listed = statement["Action"]
        for action in listed if isinstance(listed, list) else [listed]:
            yield action, statement


def test_the_roles_are_what_is_generated_today():
    checked = subprocess.run([sys.executable, POLICY, "check"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_a_stale_role_is_noticed(policy):
    facts = json.loads(policy.ACTIONS.read_text())["actions"]
    words = (TEMPLATES / "cleanup.yaml").read_text(encoding="utf-8")
    assert policy.written(words, facts) == words
    for action in ("sqs:DeleteQueue", "ec2:DescribeVolumes", "s3:DeleteBucket"):
        without = re.sub(rf"\b{action}\b(, )?", "", words, count=1)
        assert without != words and policy.written(without, facts) == words
        assert policy.written(words, {name: fact for name, fact in facts.items() if name != action}) != words


def test_every_call_of_the_program_is_in_exactly_one_list(policy, stack):
    lists = {name: {action for action, _ in actions(stack[name])} for name in ("Reading", "Walled", "Blind")}
    for service, name, changes in policy.operations():
        wanted = set(policy.action_names(service, name))
        places = {place for place, listed in lists.items() if wanted & listed}
        assert len(places) == 1 and wanted <= lists[places.pop()], (service, name)
        assert not changes or not wanted & lists["Reading"], (service, name)
    called = {action for service, name, _ in policy.operations() for action in policy.action_names(service, name)}
    assert set().union(*lists.values()) == called, "nothing is granted that is not called"


def test_what_looks_cannot_change_anything_but_the_stacks_own(policy, stack):
    changing = {action for name in ("Walled", "Blind") for action, _ in actions(stack[name])}
    for name in ("ScanRole", "PlanRole", "Reading", "TimerRole"):
        for action, statement in actions(stack[name]):
            assert "*" not in action and action not in changing, (name, action)
            assert name == "Reading" or statement["Resource"] != "*", (name, action)
    assert {action for action, _ in actions(stack["Reading"]) if re.search(r":(Delete|Put|Update|Modify|Terminate)", action)} == set()


def test_only_the_planner_becomes_the_reaper(stack):
    (trust,) = stack["ReaperRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"AWS": {"Fn::GetAtt": ["PlanRole", "Arn"]}}
    assuming = [name for name, made in stack.items() if "PolicyDocument" in str(made) for action, _ in actions(made) if action == "sts:AssumeRole"]
    assert assuming == ["BecomeReaper"]
    assert stack["BecomeReaper"]["Properties"]["Roles"] == [{"Ref": "PlanRole"}]


def test_the_wall_stands_whatever_is_allowed(stack):
    wall = stack["Wall"]["Properties"]
    assert "Condition" not in stack["Wall"] and wall["Roles"] == [{"Ref": "ReaperRole"}]
    denials = {statement["Sid"]: statement for statement in wall["PolicyDocument"]["Statement"]}
    assert {statement["Effect"] for statement in denials.values()} == {"Deny"}
    assert {statement["Action"] for statement in denials.values()} == {"*"}
    assert denials["WhatIsKept"]["Condition"] == {"Null": {"aws:ResourceTag/keep": "false"}}
    assert denials["TheTagItself"]["Condition"] == {"ForAnyValue:StringEqualsIgnoreCase": {"aws:TagKeys": ["keep"]}}
    assert denials["OtherRegions"]["Condition"] == {"StringNotEquals": {"aws:RequestedRegion": {"Ref": "Regions"}}}
    assert all(denials[sid]["Resource"] == "*" for sid in denials if sid != "ThisStack")
    own = str(denials["ThisStack"]["Resource"])
    for name, made in stack.items():
        named = made["Type"].split("::")[1:]
        if made["Type"] in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic"):
            assert f"'{name}'" in own or f"${{{name}.Arn}}" in own, named
    for kind in ("cloudformation", "lambda", "logs", "iam", "scheduler"):
        assert f":{kind}:" in own, kind


def test_nothing_is_deleted_out_of_the_box(stack):
    parameters = template("cleanup")["Parameters"]
    assert parameters["Deletes"]["Default"] == parameters["TagBlind"]["Default"] == "no"
    assert stack["Walled"]["Condition"] == "Acts" and stack["Blind"]["Condition"] == "ActsBlindly"
    assert 'mode = "report"' in parameters["Policy"]["Default"]
    (statement,) = stack["Walled"]["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Condition"]["Fn::If"][:2] == ["OnlyTagged", {"Null": {"aws:ResourceTag/lab": "false"}}]


def test_the_functions_are_told_what_the_program_asks_for(stack):
    asked = set(re.findall(r'"(CLEANUP_[A-Z_]+)"', (SOURCES / "settings.rs").read_text().split("#[cfg(test)]")[0]))
    shared = set(template("cleanup")["Globals"]["Function"]["Environment"]["Variables"])
    told = {name: set(stack[name]["Properties"]["Environment"]["Variables"]) for name in ("ScanFunction", "PlanFunction")}
    assert shared | told["ScanFunction"] | told["PlanFunction"] == asked
    assert told["ScanFunction"] & {"CLEANUP_TOPIC", "CLEANUP_REAPER_ROLE"} == set()


def test_the_stack_does_not_take_itself_for_a_leftover(stack):
    own = str(template("cleanup")["Globals"]["Function"]["Environment"]["Variables"]["CLEANUP_OWN"])
    for name in ("Table", "Bucket", "Topic", "ScanQueue", "PlanQueue", "DeadLetters"):
        assert f"'{name}'" in own, name
    for name, made in stack.items():
        tags = made["Properties"].get("Tags")
        if isinstance(tags, list):
            assert {"Key": "keep", "Value": "cleanup"} in tags, name
    assert template("cleanup")["Globals"]["Function"]["Tags"]["keep"] == "cleanup"
    taggable = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::IAM::Role", "AWS::Logs::LogGroup")
    assert all("Tags" in made["Properties"] for made in stack.values() if made["Type"] in taggable)


def test_it_costs_nothing_while_it_waits(stack):
    for name in ("ScanFunction", "PlanFunction"):
        made = stack[name]["Properties"]
        assert not {"ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig"} & set(made)
        assert made["CodeUri"] == "../dist/cleanup.zip", "packaging overlooks it among the globals"
        (event,) = made["Events"].values()
        assert event["Properties"]["ScalingConfig"] == {"MaximumConcurrency": 2}
        assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert event["Properties"]["BatchSize"] == 1
    timeout = template("cleanup")["Globals"]["Function"]["Timeout"]
    for name in ("ScanQueue", "PlanQueue"):
        made = stack[name]["Properties"]
        assert made["VisibilityTimeout"] > timeout and made["RedrivePolicy"]["maxReceiveCount"] == 5
    assert stack["Table"]["Properties"]["BillingMode"] == "PAY_PER_REQUEST"
    assert stack["Table"]["Properties"]["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert stack["Timer"]["Properties"]["ScheduleExpressionTimezone"] == "Asia/Seoul"


def test_nothing_outlives_the_stack(stack):
    for name, made in stack.items():
        if made["Type"] in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Logs::LogGroup"):
            assert made["DeletionPolicy"] == made["UpdateReplacePolicy"] == "Delete", name
        if made["Type"] == "AWS::Logs::LogGroup":
            assert made["Properties"]["RetentionInDays"] == {"Ref": "LogDays"}, name
    rules = {rule["Id"]: rule for rule in stack["Bucket"]["Properties"]["LifecycleConfiguration"]["Rules"]}
    assert rules["runs"]["ExpirationInDays"] == 7 and rules["reports"]["ExpirationInDays"] == {"Ref": "ReportDays"}


def test_cloudformation_takes_it(stack):
    words = (TEMPLATES / "cleanup.yaml").read_text(encoding="utf-8")
    assert len(words.encode()) < 51_200
    for name, limit in (("Reading", 6_144), ("Walled", 10_240), ("Wall", 10_240)):
        assert len(re.sub(r"\s", "", json.dumps(stack[name]["Properties"]["PolicyDocument"]))) < limit, name
