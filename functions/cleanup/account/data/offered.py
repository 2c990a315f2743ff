#!/usr/bin/env python3
"""Prints offered.json: where services of the table are not offered in every region, by botocore's endpoints.json.

Usage: python3 offered.py ENDPOINTS.json DATE > offered.json     (ENDPOINTS.json: botocore/data/endpoints.json)
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent.parent / "aws" / "models" / "data"


def prefix(service):
    with open(MODELS / f"{service}.jsonl", encoding="utf-8") as lines:
        return json.loads(next(lines))["service"]["prefix"]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        aws = json.load(file)["partitions"][0]
    rows = json.loads((HERE / "reading.json").read_text("utf-8"))["types"]
    services = sorted({stage["call"].split(".")[0] for row in rows for stage in row["list"]})
    gaps = {}
    for service in services:
        known = aws["services"].get(prefix(service), {})
        if known.get("isRegionalized") is False:
            continue
        missing = [region for region in aws["regions"] if region not in known.get("endpoints", {})]
        if missing:
            gaps[service] = sorted(missing)
    source = "botocore 1.44.5, endpoints.json (Apache-2.0), partition aws"
    print(json.dumps({"date": sys.argv[2], "source": source, "not_in": gaps}, indent=1))


main()
