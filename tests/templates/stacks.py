"""The templates as values: resources, parameters, and what of them bills."""

import tomllib

import yaml
from conftest import TEMPLATES

STACKS = ["serverless", "ec2-elb", "fargate"]


class Loader(yaml.SafeLoader):
    """Reads !Ref and its like as {"Ref": …}, {"Fn::Sub": …}."""


def _function(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", _function)


def template(stack):
    return yaml.load((TEMPLATES / f"{stack}.yaml").read_text(encoding="utf-8"), Loader)


def resources(stack, *types):
    """Name → resource, of these types (or of all)."""
    return {name: made for name, made in template(stack)["Resources"].items() if not types or made["Type"] in types}


def billing():
    return tomllib.loads((TEMPLATES / "billable.toml").read_text(encoding="utf-8"))


def walk(value):
    """Every mapping inside a value, itself included."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
