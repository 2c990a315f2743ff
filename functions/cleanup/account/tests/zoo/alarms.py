"""Alarms on alarms, which only ministack makes: `zoo.py alarms` builds them, `zoo.py alarms-left` lists what is there."""

ONE = {"ComparisonOperator": "GreaterThanThreshold", "Period": 60, "EvaluationPeriods": 1, "MetricName": "m",
       "Namespace": "n", "Statistic": "Sum", "Threshold": 1}


def make(zoo):
    """A pair that may go; a kept one; and a kept one that watches a leftover."""
    cloudwatch = zoo.client("cloudwatch")
    for name, one, both in (("pair", "leftover", "leftover"), ("mine", "kept", "kept"), ("watched", "held", "kept")):
        cloudwatch.put_metric_alarm(AlarmName=f"{name} (one)", Tags=zoo.tags(one), **ONE)
        zoo.add("cloudwatch:alarm", f"{name} (one)", one)
        cloudwatch.put_composite_alarm(AlarmName=name, Tags=zoo.tags(both), AlarmRule=f'ALARM("{name} (one)") OR FALSE')
        zoo.add("cloudwatch:composite-alarm", name, both)
    return zoo.made


def left(client):
    told = client("cloudwatch").describe_alarms(AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    return sorted(one["AlarmName"] for one in told["MetricAlarms"] + told["CompositeAlarms"])
