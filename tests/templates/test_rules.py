"""What the templates promise, beyond what a linter knows: nothing outlives a stack, roles are narrow, secrets stay outside."""

import re
import tomllib

import pytest
from conftest import ROOT, TEMPLATES
from stacks import STACKS, resources, template, walk

# What CloudFormation would keep, or snapshot, when it is not told otherwise or when a default changes.
KEEPS_DATA = ["AWS::RDS::DBInstance", "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Logs::LogGroup", "AWS::ECR::Repository"]
TAGGED = [
    "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::CloudFront::Distribution",
    "AWS::ApiGatewayV2::Api", "AWS::AutoScaling::AutoScalingGroup", "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::RDS::DBInstance", "AWS::ECS::Service", "AWS::ECR::Repository", "AWS::EC2::VPC",
]


def statements(made):
    for policy in made["Properties"]["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            statement = statement.get("Fn::If", [None, statement])[1]
            actions = statement["Action"]
            yield statement, actions if isinstance(actions, list) else [actions]


@pytest.mark.parametrize("stack", STACKS)
def test_nothing_outlives_the_stack(stack):
    for name, made in resources(stack, *KEEPS_DATA).items():
        assert made.get("DeletionPolicy") == "Delete", name
        assert made.get("UpdateReplacePolicy") == "Delete", name
    for name, made in resources(stack, "AWS::Logs::LogGroup").items():
        assert made["Properties"]["RetentionInDays"] == {"Ref": "LogDays"}, name


@pytest.mark.parametrize("stack", STACKS)
def test_what_can_bill_says_whose_it_is_and_until_when(stack):
    for name, made in resources(stack, *TAGGED).items():
        tags = made["Properties"]["Tags"]
        keys = set(tags) if isinstance(tags, dict) else {tag["Key"] for tag in tags}
        assert {"lab", "owner", "expires-at"} <= keys, name
    if stack == "serverless":
        assert {"lab", "owner", "expires-at"} == set(template(stack)["Globals"]["Function"]["Tags"])


@pytest.mark.parametrize("stack", STACKS)
def test_roles_are_narrow(stack):
    for name, made in resources(stack, "AWS::IAM::Role").items():
        assert "ManagedPolicyArns" not in made["Properties"], f"{name}: a managed policy is wider than one task"
        for statement, actions in statements(made):
            assert not [action for action in actions if "*" in action], name
            # The one call that knows no resource.
            if actions != ["ecr:GetAuthorizationToken"]:
                assert statement["Resource"] != "*", name
            assert "logs:CreateLogGroup" not in actions, f"{name} could make a log group that outlives the stack"


def test_each_function_has_a_role_of_its_own():
    functions = resources("serverless", "AWS::Serverless::Function")
    roles = [made["Properties"]["Role"]["Fn::GetAtt"][0] for made in functions.values()]
    assert len(set(roles)) == len(functions) == 4
    for made in functions.values():
        assert not {"ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig"} & set(made["Properties"])
        assert re.fullmatch(r"\.\./dist/\w+\.zip", made["Properties"]["CodeUri"])


def test_cargo_lambda_sets_what_the_template_sets():
    """`cargo lambda deploy` brings its metadata along: it may change nothing but the code, and never the processor or the variables."""
    for made in resources("serverless", "AWS::Serverless::Function").values():
        function = made["Properties"]
        name = function["FunctionName"]["Fn::Sub"].rsplit("-", 1)[1]
        manifest = tomllib.loads((ROOT / "functions" / name / "Cargo.toml").read_text(encoding="utf-8"))
        assert list(manifest["package"]["metadata"]["lambda"]) == ["deploy"], "a build section would choose a processor"
        assert manifest["package"]["metadata"]["lambda"]["deploy"] == {
            "memory": function["MemorySize"], "timeout": function["Timeout"], "tracing": function.get("Tracing", "PassThrough"),
        }, name


@pytest.mark.parametrize("stack", STACKS)
def test_no_secret_is_in_the_template(stack):
    for inner in walk(template(stack)["Resources"]):
        for key, value in inner.items():
            if re.search(r"secret|password", key, re.IGNORECASE) and not isinstance(value, bool):
                assert "{{resolve:" in str(value) or "Ref" in str(value) or isinstance(value, list), (key, value)
    assert not [name for name, made in template(stack)["Parameters"].items() if made.get("NoEcho")], "secrets are named, never passed"


@pytest.mark.parametrize("stack", ["ec2-elb", "fargate"])
def test_only_the_balancer_is_open_to_the_world(stack):
    world = {
        name for name, made in resources(stack, "AWS::EC2::SecurityGroup").items()
        for rule in made["Properties"]["SecurityGroupIngress"] if "CidrIp" in rule
    }
    assert world == {"BalancerGroup"}
    (database,) = resources(stack, "AWS::RDS::DBInstance").values()
    assert database["Properties"]["PubliclyAccessible"] is False


def test_the_two_networks_and_databases_are_one_text():
    """Each template stands alone so that it can be read and uploaded alone; what they share must stay the same."""
    parts = []
    for stack in ("ec2-elb", "fargate"):
        words = (TEMPLATES / f"{stack}.yaml").read_text(encoding="utf-8")
        parts.append(words[words.index("  # --- network"):words.index("  Targets:\n")])
    assert parts[0] == parts[1] and len(parts[0]) > 3000
