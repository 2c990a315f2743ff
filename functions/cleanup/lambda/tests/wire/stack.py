#!/usr/bin/env python3
"""Makes, in the emulated cloud at AWS_ENDPOINT_URL, what templates/cleanup.yaml makes, and looks at it afterwards.

    stack.py make            table, bucket, queues, topic; prints their names as JSON
    stack.py subscribe TOPIC subscribes a queue to the topic; prints the queue's URL
    stack.py receive URL     every message of a queue, removed from it
    stack.py reports BUCKET  the reports in the bucket, by key
    stack.py leftover NAME [TAG]  a topic of a lab that is over, with this tag besides; prints its ARN
    stack.py topics          the ARNs of all topics
"""

import json
import sys

import boto3


def made():
    dynamodb, s3 = boto3.client("dynamodb"), boto3.client("s3")
    dynamodb.create_table(
        TableName="state", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("account", "sort")],
        KeySchema=[{"AttributeName": "account", "KeyType": "HASH"}, {"AttributeName": "sort", "KeyType": "RANGE"}],
    )
    s3.create_bucket(Bucket="cleanup-bucket", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"})
    queue = boto3.client("sqs").create_queue
    return {
        "table": "state", "bucket": "cleanup-bucket", "topic": boto3.client("sns").create_topic(Name="notices")["TopicArn"],
        "role": boto3.client("iam").create_role(RoleName="reaper", AssumeRolePolicyDocument="{}")["Role"]["Arn"],
        "scan": queue(QueueName="scan")["QueueUrl"], "plan": queue(QueueName="plan")["QueueUrl"],
    }


def subscribed(topic):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="reader")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    boto3.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    return url


def received(url):
    sqs, bodies = boto3.client("sqs"), []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def reports(bucket):
    s3 = boto3.client("s3")
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket, Prefix="reports/").get("Contents", [])]
    return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in keys}


def leftover(name, *more):
    tags = {"lab": "todo", "owner": "lee", "expires-at": "2026-01-01T00:00:00Z", **{tag: "yes" for tag in more}}
    listed = [{"Key": key, "Value": value} for key, value in tags.items()]
    return boto3.client("sns").create_topic(Name=name, Tags=listed)["TopicArn"]


def topics():
    return [one["TopicArn"] for one in boto3.client("sns").list_topics()["Topics"]]


if __name__ == "__main__":
    commands = {
        "make": made, "subscribe": subscribed, "receive": received, "reports": reports, "leftover": leftover, "topics": topics,
    }
    json.dump(commands[sys.argv[1]](*sys.argv[2:]), sys.stdout)
