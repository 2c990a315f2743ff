"""A zoo of leftovers: builds in an (emulated) account some sixty types of things that a lab leaves behind, each in
several roles, and lists what is left of them. Nothing in here knows the code under test.

    zoo.py make     prints [{"kind", "id", "role"}] of all it made, and of the defaults that AWS makes
    zoo.py lock     the same with a few protected things
    zoo.py locks    prints [{"kind", "id", "locks"}] of what can be protected: every protection, as it is now
    zoo.py snapshots    prints [[database, snapshot]]
    zoo.py groups   prints {scaling group: [at least, at most, wanted, there]}
    zoo.py callees  makes a queue, a topic and a function that may go
    zoo.py call     has a rule and a schedule that stay call them
    zoo.py alarms   makes alarms on alarms; alarms-left prints the names of what is there
    zoo.py settle   does what AWS does by itself and moto never, and prints what
    zoo.py left     prints [{"kind", "id", "is"}] of all that is there; "is" changes when the thing changes
    zoo.py          does each of these as its name comes in, a line for a line

Roles: `leftover` may go; `kept` is the same with a tag `keep`; `other` is somebody else's; `default` comes with the
account; `part` goes with a leftover, `beside` stays with something that stays; `held` is a leftover that has to stay
because something kept needs it. What is in no zoo, and why: `NOT_IN_THE_ZOO` in wire/zoo.rs.
"""

import functools
import hashlib
import json
import sys

import boto3

import alarms
import apps
import callers
import compute
import data
import listing
import locked
import network

LAB = {"lab": "todo-2026", "owner": "kim", "expires-at": "2026-11-01T09:00:00+09:00"}
TAGS = {
    "leftover": LAB,
    "held": LAB,
    "kept": {**LAB, "keep": "until-graded"},
    "other": {"owner": "lee"},
}
ROLES = ("leftover", "kept", "other")


class Zoo:
    """What was made so far, and how to reach the account."""

    def __init__(self, client):
        self.client = client
        self.made = []

    def add(self, kind, ident, role):
        self.made.append({"kind": kind, "id": ident, "role": role})
        return ident

    def tags(self, role, key="Key", value="Value"):
        """The role's tags as the list that most services want."""
        return [{key: name, value: text} for name, text in TAGS[role].items()]

    def tag_map(self, role):
        return dict(TAGS[role])

    def spec(self, role, *types):
        return [{"ResourceType": kind, "Tags": self.tags(role)} for kind in types]

    def of(self, kind, role):
        return next(one["id"] for one in self.made if one["kind"] == kind and one["role"] == role)


def factory():
    """One client a service; where they lead is in the environment, as for any program that uses boto3."""
    return functools.cache(boto3.client)


def make(client):
    zoo = Zoo(client)
    network.defaults(zoo)
    for role in ROLES:
        networks = network.make(zoo, role)
        compute.make(zoo, role, networks)
        data.make(zoo, role, networks)
        apps.make(zoo, role, networks)
    network.edges(zoo)
    compute.edges(zoo)
    apps.edges(zoo)
    return zoo.made


def left(client, kinds=None):
    """All that is there. A type that the emulator can't list fails loudly: nothing counts as gone unseen."""
    there = []
    for kind, things in listing.LISTINGS.items():
        if kinds is None or kind in kinds:
            there += [{"kind": kind, "id": ident, "is": fingerprint(thing)} for ident, thing in things(client)]
    return there


def fingerprint(thing):
    text = json.dumps(thing, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


if __name__ == "__main__":
    does = {"make": make, "left": left, "settle": network.settle, "locks": locked.locks, "snapshots": locked.snapshots,
            "groups": locked.groups,
            "lock": lambda client: locked.make(Zoo(client)), "callees": lambda client: callers.make(Zoo(client)),
            "call": lambda client: callers.call(Zoo(client)), "alarms": lambda client: alarms.make(Zoo(client)),
            "alarms-left": alarms.left}
    reach = factory()
    for word in sys.argv[1:] or map(str.strip, sys.stdin):
        print(json.dumps(does[word](reach)), flush=True)
