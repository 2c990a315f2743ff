"""Somebody begins to use a leftover after it was planned: a kept rule and a kept schedule that call what may go."""

import apps
from compute import ROLE


def make(zoo):
    apps.messages(zoo, "leftover")
    apps.function(zoo, "leftover")
    return zoo.made


def call(zoo):
    """A rule puts into the queue and publishes to the topic; a schedule runs the function."""
    made = {one["kind"]: one["id"] for one in callees(zoo)}
    events = zoo.client("events")
    events.put_rule(Name="late", ScheduleExpression="rate(1 day)", Tags=zoo.tags("kept"))
    targets = [made["sqs:queue"], made["sns:topic"]]
    events.put_targets(Rule="late", Targets=[{"Id": str(number), "Arn": arn} for number, arn in enumerate(targets)])
    scheduler = zoo.client("scheduler")
    group = scheduler.create_schedule_group(Name="late", Tags=zoo.tags("kept"))["ScheduleGroupArn"].rsplit("/", 1)[1]
    scheduler.create_schedule(Name="late", GroupName=group, ScheduleExpression="rate(1 day)", FlexibleTimeWindow={"Mode": "OFF"},
                              Target={"Arn": made["lambda:function"], "RoleArn": ROLE})
    return targets + [made["lambda:function"]]


def callees(zoo):
    """What is there to be called."""
    client = zoo.client
    for arn in client("sns").list_topics()["Topics"]:
        zoo.add("sns:topic", arn["TopicArn"], "leftover")
    for url in client("sqs").list_queues()["QueueUrls"]:
        zoo.add("sqs:queue", apps.arn_of_queue(zoo, url), "leftover")
    for function in client("lambda").list_functions()["Functions"]:
        zoo.add("lambda:function", function["FunctionArn"], "leftover")
    return zoo.made
