"""What a template makes and what the estimate of the same name prices are the same things in the same sizes, both ways.

The command is asked about a scenario that is written from the templates' own parameters; billable.toml says which resource of a
template is which resource of the estimate, and why where there is none. `differences` is the test; the rest proves that it sees.
"""

import copy
import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from conftest import ROOT
from stacks import STACKS, billing, resources, template

HOURS = 730
SCENARIO = """
region = "ap-northeast-2"
on = 2026-12-01
[workload]
memory_mb = {memory}
instance_type = "{instance}"
db_class = "{database}"
db_version = "{version}"
"""


@pytest.fixture(scope="session")
def estimate(tmp_path_factory):
    """Deployment name → its charges, from the real command."""
    sys.path.append(str(ROOT / "tests" / "house"))
    from readme import estimate as built

    parameters = template("ec2-elb")["Parameters"]
    function = resources("serverless")["ApiFunction"]["Properties"]
    scenario = tmp_path_factory.mktemp("estimate") / "estimate.toml"
    scenario.write_text(SCENARIO.format(
        memory=function["MemorySize"], instance=parameters["InstanceType"]["Default"],
        database=parameters["DatabaseClass"]["Default"], version=parameters["EngineVersion"]["Default"],
    ))
    command = [built(), "compare", str(scenario), "--format", "json"]
    # A home of its own, because prices fetched earlier would come before those in the command.
    environment = {"PATH": os.environ["PATH"], "HOME": str(scenario.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert float(answer["period"]["hours"]) == HOURS
    assert all(deployment["gaps"] == [] for deployment in answer["deployments"])
    return {deployment["name"]: deployment["charges"] for deployment in answer["deployments"]}


def priced(charges):
    """Resource of the estimate → its meters."""
    pairs = {(part["resource"], charge["meter"]) for charge in charges for part in charge["parts"]}
    return {name: sorted(meter for owner, meter in pairs if owner == name) for name, _ in pairs}


def differences(stack, made, charges, table):
    """Sentences about what is on one side only; none when they agree."""
    free = set(table["free"]["types"])
    said = table["estimated"][stack]
    billable = {name for name, resource in made.items() if resource["Type"] not in free}
    found = [f"{name} of the template bills and is not in [estimated]" for name in sorted(billable - set(said))]
    found += [f"{name} is in [estimated] and not in the template" for name in sorted(set(said) - set(made))]
    nothing = {charge["meter"] for charge in charges if float(charge["gross"]) == 0}
    for name in sorted(set(said) & set(made) - billable):
        paid = {meter for meters in said[name].values() for meter in meters} - nothing
        found += [f"{name} is of a free type, and {meter} is priced for it" for meter in sorted(paid)]
    expected = Counter()
    for name, row in said.items():
        if "why" in row:
            found += [f"{name} has a reason and a price"] * (len(row) > 1) + [f"{name}: a reason is a sentence"] * (len(row["why"]) < 10)
        else:
            expected.update((resource, meter) for resource, meters in row.items() for meter in meters)
    for resource, row in table["only_estimated"][stack].items():
        found += [f"{resource}: a reason is a sentence"] * (len(row["why"]) < 10)
        expected.update((resource, meter) for meter in row["meters"])
    found += [f"{pair} is claimed twice" for pair, times in expected.items() if times > 1]
    there = {(name, meter) for name, meters in priced(charges).items() for meter in meters}
    found += [f"{pair} is expected and not priced" for pair in sorted(set(expected) - there)]
    return found + [f"{pair} is priced and nowhere in billable.toml" for pair in sorted(there - set(expected))]


@pytest.mark.parametrize("stack", STACKS)
def test_what_is_made_is_priced_and_what_is_priced_is_made(stack, estimate):
    assert differences(stack, resources(stack), estimate[stack], billing()) == []


def test_what_is_left_out_has_its_reason_and_is_left_out(estimate):
    meters = {charge["meter"] for charges in estimate.values() for charge in charges}
    for meter, why in billing()["unpriced"].items():
        assert meter not in meters and len(why) > 20
    assert "site-bucket" in priced(estimate["serverless"]) and priced(estimate["serverless"])["site-bucket"] == ["s3/get"]


def test_a_difference_is_seen(estimate):
    stack = "ec2-elb"
    made, charges, table = resources(stack), estimate[stack], billing()

    def seen(words, change):
        inputs = copy.deepcopy((made, charges, table))
        change(*inputs)
        assert any(words in sentence for sentence in differences(stack, *inputs)), words

    seen("Nat of the template bills", lambda made, *_: made.update(Nat={"Type": "AWS::EC2::NatGateway"}))
    seen("Balancer is in [estimated] and not in the template", lambda made, *_: made.pop("Balancer"))
    seen("('alb', 'elb/alb-lcu') is expected and not priced",
         lambda _, charges, __: charges.remove(next(charge for charge in charges if charge["meter"] == "elb/alb-lcu")))
    seen("('nat', 'vpc/nat-hours') is priced and nowhere",
         lambda _, charges, __: charges.append({"meter": "vpc/nat-hours", "gross": "1", "parts": [{"resource": "nat"}]}))
    seen("claimed twice", lambda _, __, table: table["estimated"][stack]["ServerLog"].update(alb=["elb/alb-hours"]))
    seen("a reason is a sentence", lambda _, __, table: table["only_estimated"][stack]["media-bucket"].update(why="no"))
    seen("Balancer is of a free type", lambda _, __, table: table["free"]["types"].append("AWS::ElasticLoadBalancingV2::LoadBalancer"))


def amount(charges, meter, resource):
    return sum(float(part["amount"]) for charge in charges if charge["meter"] == meter
               for part in charge["parts"] if part["resource"] == resource)


def test_the_servers_are_of_the_templates_number_and_size(estimate):
    stack, charges = "ec2-elb", estimate["ec2-elb"]
    parameters = template(stack)["Parameters"]
    number = parameters["Instances"]["Default"]
    (launch,) = resources(stack, "AWS::EC2::LaunchTemplate").values()
    (disk,) = launch["Properties"]["LaunchTemplateData"]["BlockDeviceMappings"]
    assert amount(charges, f"ec2/linux:{parameters['InstanceType']['Default']}", "instances") == number * HOURS
    assert amount(charges, f"ebs/{disk['Ebs']['VolumeType']}", "disks") == number * disk["Ebs"]["VolumeSize"]
    assert amount(charges, "vpc/public-ipv4", "instances") == number * HOURS


def test_the_tasks_are_of_the_templates_number_and_size(estimate):
    charges = estimate["fargate"]
    (service,) = resources("fargate", "AWS::ECS::Service").values()
    (task,) = resources("fargate", "AWS::ECS::TaskDefinition").values()
    number = service["Properties"]["DesiredCount"]["Fn::If"][1]
    assert service["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"] == "ENABLED"
    assert amount(charges, "fargate/vcpu-x86", "tasks") == number * HOURS * int(task["Properties"]["Cpu"]) / 1024
    assert amount(charges, "fargate/memory-x86", "tasks") == number * HOURS * int(task["Properties"]["Memory"]) / 1024
    assert amount(charges, "vpc/public-ipv4", "tasks") == number * HOURS


@pytest.mark.parametrize("stack", ["ec2-elb", "fargate"])
def test_balancer_and_database_are_of_the_templates_size(stack, estimate):
    charges = estimate[stack]
    (balancer,) = resources(stack, "AWS::ElasticLoadBalancingV2::LoadBalancer").values()
    (database,) = resources(stack, "AWS::RDS::DBInstance").values()
    kept = database["Properties"]
    assert amount(charges, "elb/alb-hours", "alb") == HOURS
    assert amount(charges, "vpc/public-ipv4", "alb") == len(balancer["Properties"]["Subnets"]) * HOURS
    meter = f"rds/postgresql:{template(stack)['Parameters']['DatabaseClass']['Default']}"
    assert amount(charges, meter, "database") == HOURS and kept["MultiAZ"] is False
    assert amount(charges, f"rds/storage-{kept['StorageType']}", "database") == int(kept["AllocatedStorage"])


def test_functions_have_the_templates_memory(estimate):
    (charge,) = [charge for charge in estimate["serverless"] if charge["meter"].startswith("lambda/duration")]
    memory = {part["resource"]: int(factor["amount"]) for part in charge["parts"] for factor in part["factors"] if factor["unit"] == "MB"}
    made = resources("serverless", "AWS::Serverless::Function")
    said = billing()["estimated"]["serverless"]
    for name, function in made.items():
        for resource in set(said[name]) - {"why"}:
            assert memory[resource] == function["Properties"]["MemorySize"], name
    assert charge["meter"] == "lambda/duration-x86" and template("serverless")["Parameters"]["Arch"]["Default"] == "x86_64"
