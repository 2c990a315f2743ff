"""billable.toml and the templates say the same, both ways; what the defaults make is what the table's words say."""

from collections import Counter

import pytest
from stacks import STACKS, billing, resources, template, walk


@pytest.mark.parametrize("stack", STACKS)
def test_every_type_is_either_listed_with_its_number_or_known_to_be_free(stack):
    listed = {row["type"]: row["count"] for row in billing()[stack]}
    free = set(billing()["free"]["types"])
    assert not free & set(listed), "both listed and free"
    made = Counter(made["Type"] for made in resources(stack).values())
    assert {kind: number for kind, number in made.items() if kind not in free} == listed


def test_no_type_is_called_free_that_no_template_makes():
    made = {made["Type"] for stack in STACKS for made in resources(stack).values()}
    assert set(billing()["free"]["types"]) <= made


@pytest.mark.parametrize("stack", STACKS)
def test_what_is_made_only_when_asked_for_is_listed_with_its_parameter(stack):
    conditions = template(stack)["Conditions"]
    asked = {
        kind: {made.get("Condition") for made in resources(stack, kind).values()} for kind in {row["type"] for row in billing()[stack]}
    }
    for row in billing()[stack]:
        if "when" not in row:
            assert asked[row["type"]] == {None}, row
            continue
        # Each has one condition, and the parameters behind it are off by default.
        (condition,) = asked[row["type"]]
        parameters = [inner["Ref"] for inner in walk(conditions[condition]) if "Ref" in inner]
        assert all(template(stack)["Parameters"][name]["Default"] in ("", "no") for name in parameters)
        assert row["when"] in template(stack)["Parameters"]


def test_the_numbers_in_words_are_the_templates_numbers():
    words = {(stack, row["type"]): row["what"] for stack in STACKS for row in billing()[stack]}
    sizes = {made["Properties"]["FunctionName"]["Fn::Sub"].rsplit("-", 1)[1]: made["Properties"]["MemorySize"]
             for made in resources("serverless", "AWS::Serverless::Function").values()}
    assert all(f"{name} {size} MB" in words["serverless", "AWS::Serverless::Function"] for name, size in sizes.items())

    parameters = template("ec2-elb")["Parameters"]
    group = words["ec2-elb", "AWS::AutoScaling::AutoScalingGroup"]
    assert f"{parameters['Instances']['Default']} instances {parameters['InstanceType']['Default']}" in group
    (launch,) = resources("ec2-elb", "AWS::EC2::LaunchTemplate").values()
    data = launch["Properties"]["LaunchTemplateData"]
    assert [f"{disk['Ebs']['VolumeSize']} GB {disk['Ebs']['VolumeType']}" in group for disk in data["BlockDeviceMappings"]] == [True]
    assert data["CreditSpecification"]["CpuCredits"] == "standard"

    (task,) = resources("fargate", "AWS::ECS::TaskDefinition").values()
    (service,) = resources("fargate", "AWS::ECS::Service").values()
    number = service["Properties"]["DesiredCount"]["Fn::If"][1]
    cpu, memory = (int(task["Properties"][name]) / 1024 for name in ("Cpu", "Memory"))
    assert f"{number} tasks of {cpu} vCPU and {memory} GB" in words["fargate", "AWS::ECS::Service"]

    for stack in ("ec2-elb", "fargate"):
        parameters = template(stack)["Parameters"]
        (database,) = resources(stack, "AWS::RDS::DBInstance").values()
        kept = database["Properties"]
        said = words[stack, "AWS::RDS::DBInstance"]
        assert f"{parameters['DatabaseClass']['Default']} PostgreSQL {parameters['EngineVersion']['Default']}" in said
        assert f"{kept['AllocatedStorage']} GB {kept['StorageType']}" in said and kept["MultiAZ"] is False
        assert kept["EngineLifecycleSupport"] == "open-source-rds-extended-support-disabled"
        subnets = [made for made in resources(stack, "AWS::EC2::Subnet").values() if made["Properties"].get("MapPublicIpOnLaunch")]
        assert f"{len(subnets)} public IPv4" in words[stack, "AWS::ElasticLoadBalancingV2::LoadBalancer"]
