"""Derives allowances.json, plans.json, instance_types.csv, support.csv and regions.csv from the facts; part of import.py.

A rule that is not in ALLOWANCES is listed in LEFT_OUT with the reason: no rule of kinds always, legacy_12m or trial may fall through.
"""

import csv
import fnmatch
import json
import re
from decimal import Decimal
from pathlib import Path

# Our own words for the sources that the rules cite by code.
SOURCES = {
    "FT-LIVE-2026-08-14": "AWS Free Tier page, its FAQ and terms, and pricing pages, read 2026-08-14",
    "EC2-DOC": "Amazon EC2 User Guide, free tier usage (mirror)",
    "RESEARCH-2026-09-14": "research note on AWS pages read 2026-09-13 and 14",
    "BILLING-EXPLAINER-2026-09": "article citing the AWS billing guide, FAQ and terms, September 2026",
    "LAMBDA-PL-2026-09-19": "AWS Price List for Lambda, published 2026-09-19",
    "LAMBDA-PAGE-2026": "AWS Lambda pricing page, 2026 (mirror)",
    "EBS-PAGE-2026": "Amazon EBS pricing page, after 2025-07-15 (mirror)",
    "APIGW-PAGE-2025-11": "Amazon API Gateway pricing page, 2025-11-02 (mirror)",
    "PL-2026-08-16": "AWS Price List and pricing pages, 2026-08-16",
    "FTDIR-2026-08-08": "AWS free tier product directory, read 2026-08-08",
    "SEOUL-PL-2026-10-01": "AWS Price List for Seoul, read 2026-10-01",
    "MEASURED-PAID": "GetFreeTierUsage measured on a paid account in 2026",
    "KR-EKS-LOG": "a Korean project's log of its credits page, account opened 2026-07-15",
    "T4G": "Amazon EC2 FAQ on the T4g trial, with its extension as cited in 2026",
    "BILLING-DOC-OLD": "AWS Billing user guide, tracking free tier usage (archived mirror)",
    "HOSTING-2026-10": "hosting comparison citing AWS pages, October 2026",
    "TOOLKIT": "aws/agent-toolkit-for-aws at d6ad2e4, 2026-08-20",
    "SES": "Amazon SES pricing page and FAQ (copies)",
    "VPC-DOC": "Amazon VPC User Guide, public IPv4 pricing (mirror)",
    "ELB-PAGE": "Elastic Load Balancing pricing page, read 2026-02-23 (copy)",
    "REFUSED": "RunInstances answers seen on Free-plan accounts",
    "CF-PLAN": "pages on the CloudFront flat-rate plans of November 2025",
    "GIST-2017": "list of free tier values of November 2017",
    "MEMORY": "recalled, not verified",
}

RDS_FREE = " ".join(f"rds/{engine}:db.{size}" for engine in ("mysql", "postgresql", "mariadb")
                    for size in ("t2.micro", "t3.micro", "t4g.micro"))
KNOWN_FREE = {"autoscaling/group": "Groups", "beanstalk/environment": "Environments", "cloudformation/resource": "Resources",
              "ecs/cluster": "Clusters", "iam/entity": "Entities", "acm/public-certificate": "Certificates",
              "route53/query-alias": "Queries", "ssm/standard-parameter": "Parameters", "lambda/function-url": "Function URLs",
              "cloudfront/plan:free": "Plans"}

# rule id → (meters, what differs from the rule's own figures). Meters are put in order of price later: the cheapest is used up first,
# which leaves the dearer usage to be paid, so that an estimate is never too low where AWS does not say.
ALLOWANCES = {
    "always.lambda.requests": ("lambda/requests-x86 lambda/requests-arm", {}),
    "always.lambda.gbs": ("lambda/duration-x86 lambda/duration-arm", {}),
    "always.lambda.stream": ("lambda/response-streaming-gb-x86 lambda/response-streaming-gb-arm", {}),
    "always.lambda.url": ("lambda/function-url", {"amount": None}),
    "always.ddb.storage": ("dynamodb/storage", {"scope": "region"}),
    "always.ddb.wcu": ("dynamodb/wcu-hours", {"scope": "region", "amount": "18600",
                       "note": "25 units x 744 hours: the product's own free tier ends at 18,600 unit-hours in every month"}),
    "always.ddb.rcu": ("dynamodb/rcu-hours", {"scope": "region", "amount": "18600",
                       "note": "25 units x 744 hours: the product's own free tier ends at 18,600 unit-hours in every month"}),
    "always.ddb.streams": ("dynamodb/streams-read-request", {"scope": "region"}),
    "always.sqs": ("sqs/standard-requests sqs/fifo-requests", {"note": "a request is 64 KB; receives that find nothing count too"}),
    "always.sns.publish": ("sns/requests", {}),
    "always.sns.http": ("sns/http", {}),
    "always.sns.email": ("sns/email", {}),
    "always.cloudfront.dto": ("cloudfront/out:*", {}),
    "always.cloudfront.req": ("cloudfront/http:* cloudfront/https:*", {}),
    "always.cloudfront.inval": ("cloudfront/invalidation", {}),
    "always.cloudfront.flatfree": ("cloudfront/plan:free", {"amount": None, "who": "paid-or-legacy",
                       "note": "1M requests and 100 GB a month, at most three such plans per account; a Free-plan account is refused it"}),
    "always.cw.metrics": ("cloudwatch/metrics", {}),
    "always.cw.alarms": ("cloudwatch/alarms", {}),
    "always.cw.dash": ("cloudwatch/dashboards", {}),
    "always.cw.logs": ("cloudwatch/logs-ingest cloudwatch/logs-store cloudwatch/logs-scan", {"unit": "GB",
                       "note": "one pool of 5 GB for ingestion, storage and Insights scans; a GB-month stored counts as one GB"}),
    "always.cw.api": ("cloudwatch/api-request", {}),
    "always.dto": ("transfer/internet-out", {}),
    "always.sfn": ("sfn/standard-transition", {}),
    "always.scheduler": ("scheduler/invocations", {}),
    "always.cognito": ("cognito/user-pool-lite-mau cognito/user-pool-essentials-mau", {}),
    "always.kms.req": ("kms/requests", {}),
    "always.ssm.param": ("ssm/standard-parameter", {"amount": None}),
    "always.acm": ("acm/public-certificate", {"amount": None}),
    "always.xray": ("xray/trace-stored", {"note": "old documentation; not seen on a measured account"}),
    "always.route53.alias": ("route53/query-alias", {"amount": None}),
    "always.control_planes": ("autoscaling/group beanstalk/environment cloudformation/resource ecs/cluster iam/entity", {"amount": None,
                       "note": "what they start is billed; Elastic Beanstalk: no offer in AWS's price index of 2026-04-27"}),
    "legacy.ec2.linux": ("ec2/linux:t2.micro ec2/linux:t3.micro", {}),
    "legacy.ebs.storage": ("ebs/gp2 ebs/gp3 ebs/st1 ebs/sc1 ebs/standard", {}),
    "legacy.ebs.snapshot": ("ebs/snapshot", {}),
    "legacy.elb.hours": ("elb/alb-hours elb/clb-hours", {}),
    "legacy.elb.lcu": ("elb/alb-lcu", {}),
    "legacy.elb.clb_gb": ("elb/clb-gb", {}),
    "legacy.rds.hours": (RDS_FREE, {}),
    "legacy.rds.storage": ("rds/storage-gp2", {}),
    "legacy.rds.backup": ("rds/backup", {}),
    "legacy.s3.storage": ("s3/standard", {}),
    "legacy.s3.get": ("s3/get", {}),
    "legacy.s3.put": ("s3/put", {}),
    "legacy.apigw.rest": ("apigateway/rest-requests", {"note": "the page still prints it without a date; accounts of today don't have it"}),
    "legacy.apigw.http": ("apigateway/http-requests", {}),
    "legacy.apigw.ws_msg": ("apigateway/websocket-message", {}),
    "legacy.apigw.ws_min": ("apigateway/websocket-connection-minute", {}),
    "legacy.ecr.private": ("ecr/storage", {"amount": "0.48828125", "note": "500 MB-months: 500 / 1024 GB-months"}),
    "legacy.elasticache": ("elasticache/*:cache.t2.micro elasticache/*:cache.t3.micro", {}),
    "legacy.efs": ("efs/standard-gb-month", {}),
    "legacy.ses": ("ses/outbound", {"until": None, "note": "12 months from the first use of SES, not from the account's opening"}),
    "trial.t4g.small": ("ec2/linux:t4g.small", {}),
}

LEFT_OUT = {
    "always.lambda.ephemeral": "512 MB belong to every function: the engine subtracts them per function",
    "always.cloudfront.fn": "no meter", "always.budgets": "no meter for budgets with actions", "always.codebuild": "no meter",
    "always.codepipeline": "no meter", "always.ecr.public": "no meter", "always.dsql": "no meter",
    "always.s3": "not an allowance: no verifiable perpetual S3 offer, and a measured account shows none",
    "legacy.ec2.windows": "no meter", "legacy.ebs.io": "no meter", "legacy.opensearch": "no meter",
    "legacy.amplify": "three amounts in one rule for a service that comes later",
    "legacy.dto.15gb": "replaced on 2021-12-01 by always.dto", "legacy.cloudfront": "replaced on 2021-12-01 by always.cloudfront.*",
    "trial.lightsail": "90 days of a bundle: not an amount a month", "trial.security": "no meter",
    "legacy.vpc.ipv4": "only addresses of EC2 instances, and the meter does not tell them from a balancer's; over for everyone since 2026-07-14",
    "trial.secretsmanager": "30 days per secret, recalled only: leaving it out can only overstate the bill",
}

# Where the word of a rule and the unit of a price differ but mean the same thing; a pair that is not here stops the import.
SAME_UNIT = {
    ("requests", "Requests"), ("calls", "Requests"), ("GB-seconds", "GB-Second"), ("GB", "GB"), ("GB-month", "GB-Mo"), ("hours", "Hrs"),
    ("LCU-hours", "LCU-Hrs"), ("notifications", "Notifications"), ("metrics", "Metrics"), ("alarms", "Alarms"), ("paths", "Paths"),
    ("dashboards", "Dashboards"), ("transitions", "StateTransitions"), ("invocations", "Invocations"), ("MAU", "MAU"),
    ("traces", "Traces"), ("messages", "Messages"), ("messages", "Recipients"), ("minutes", "minutes"),
}

NO_UNIT_NEEDED = ("always.ddb.wcu", "always.ddb.rcu", "legacy.ecr.private")  # converted above, with a note

# Code = name in the Price List = country. China is absent: the facts hold no dollar price for it. The names are those of the facts'
# page-feed sample; only GovCloud West, which that feed calls "AWS GovCloud (US)", has the name of botocore's endpoint list.
REGIONS = """
af-south-1=Africa (Cape Town)=ZA; ap-east-1=Asia Pacific (Hong Kong)=HK; ap-east-2=Asia Pacific (Taipei)=TW
ap-northeast-1=Asia Pacific (Tokyo)=JP; ap-northeast-2=Asia Pacific (Seoul)=KR; ap-northeast-3=Asia Pacific (Osaka)=JP
ap-south-1=Asia Pacific (Mumbai)=IN; ap-south-2=Asia Pacific (Hyderabad)=IN; ap-southeast-1=Asia Pacific (Singapore)=SG
ap-southeast-2=Asia Pacific (Sydney)=AU; ap-southeast-3=Asia Pacific (Jakarta)=ID; ap-southeast-4=Asia Pacific (Melbourne)=AU
ap-southeast-5=Asia Pacific (Malaysia)=MY; ap-southeast-6=Asia Pacific (New Zealand)=NZ; ap-southeast-7=Asia Pacific (Thailand)=TH
ca-central-1=Canada (Central)=CA; ca-west-1=Canada West (Calgary)=CA; eu-central-1=EU (Frankfurt)=DE; eu-central-2=EU (Zurich)=CH
eu-north-1=EU (Stockholm)=SE; eu-south-1=EU (Milan)=IT; eu-south-2=EU (Spain)=ES; eu-west-1=EU (Ireland)=IE; eu-west-2=EU (London)=GB
eu-west-3=EU (Paris)=FR; il-central-1=Israel (Tel Aviv)=IL; me-central-1=Middle East (UAE)=AE; me-south-1=Middle East (Bahrain)=BH
mx-central-1=Mexico (Central)=MX; sa-east-1=South America (Sao Paulo)=BR; us-east-1=US East (N. Virginia)=US
us-east-2=US East (Ohio)=US; us-west-1=US West (N. California)=US; us-west-2=US West (Oregon)=US
us-gov-east-1=AWS GovCloud (US-East)=US; us-gov-west-1=AWS GovCloud (US-West)=US
"""

# plans.json: our name → (rule, value), and our note where the rule's own is a quotation. None: the figure of the rule itself.
PLANS = {
    "credit_cutoff": ("credit.signup", "account_created_from"),
    "credit_signup_usd": ("credit.signup", None),
    "credit_activity_ec2_usd": ("credit.activity.ec2", None),
    "credit_activity_rds_usd": ("credit.activity.rds", None),
    "credit_activity_lambda_usd": ("credit.activity.lambda", None),
    "credit_activity_bedrock_usd": ("credit.activity.bedrock", None),
    "credit_activity_budgets_usd": ("credit.activity.budgets", None),
    "credit_months": ("credit.expiry", None),
    "credit_order": ("credit.order", ["allowances", "credits", "money"],
        "free plan: nothing is charged; paid plan: what exceeds the credits. Not for domains, Marketplace, Support; tax unverified"),
    "credit_lost_by_joining_organization": ("credit.org", True),
    "legacy_months": ("legacy.ec2.linux", 12),
    "free_plan_months": ("plan.free.duration", None),
    "erase_after_days": ("plan.free.closure", None),
    "payment_method_required": ("plan.free.card", True),
    "free_plan_ec2": ("plan.free.ec2", "types"),
    "free_plan_rds": ("plan.free.rds", ["db.t3.micro", "db.t4g.micro"]),
    "free_plan_rds_engines": ("plan.free.rds", ["mysql", "postgresql", "mariadb", "sqlserver-express"]),
    "free_plan_rds_multi_az": ("plan.free.rds", False),
    "free_plan_refused_services": ("plan.free.services", ["lightsail", "apprunner", "msk", "kinesis", "securityhub"]),
    "free_plan_refused_purchases": ("plan.free.services", ["marketplace", "reserved-instances", "savings-plans", "hardware"]),
    "free_plan_refused_cloudfront_plans": ("always.cloudfront.flatfree", True),
    "new_experience_one_region": ("plan.new_experience", True),
    "organization_shares_allowances": ("org.shared", True,
        "one free tier per Organization: the usage of all its accounts is added up first; Lambda's duration tiers too"),
}

def known_free_meters() -> set[str]:
    return set(KNOWN_FREE)


def write_all(facts: Path, here: Path, prices: list[dict[str, str]]) -> None:
    rules = {rule["id"]: rule for rule in read_json(facts / "freetier_rules.json")["rules"]}
    write_json(here / "allowances.json", allowances(rules, prices))
    write_json(here / "plans.json", plans(rules))
    write_regions(here, facts, {row["region"] for row in prices} - {"global"})
    write_instance_types(here, facts)
    write_support(here, facts)
    check_class_notes(here, facts)


def read_json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def allowances(rules: dict[str, dict], prices: list[dict[str, str]]) -> list[dict]:
    wanted = {rule_id for rule_id, rule in rules.items() if rule["kind"] in ("always", "legacy_12m", "trial")}
    if missing := wanted ^ (set(ALLOWANCES) | set(LEFT_OUT)):
        raise SystemExit(f"rules {sorted(missing)}: neither an allowance nor left out with a reason (or no longer in the facts)")
    units = {row["meter"]: row["unit"] for row in prices} | KNOWN_FREE
    return [allowance(rules[rule_id], units, first_prices(prices)) for rule_id in ALLOWANCES]


def first_prices(prices: list[dict[str, str]]) -> dict[str, Decimal]:
    """What a meter's first tier costs in Seoul, else in us-east-1, else everywhere: the order in which allowances are used up."""
    first: dict[str, Decimal] = {}
    for region in ("ap-northeast-2", "us-east-1", "global"):
        for row in prices:
            if row["region"] == region and row["tier_from"] == "0":
                first.setdefault(row["meter"], Decimal(row["usd"]))
    return first


def allowance(rule: dict, units: dict[str, str], first: dict[str, Decimal]) -> dict:
    patterns, other = ALLOWANCES[rule["id"]]
    meters = {meter for pattern in patterns.split() for meter in fnmatch.filter(units, pattern)}
    if lost := [p for p in patterns.split() if "*" not in p and p not in meters and not p.endswith("db.t2.micro")]:
        raise SystemExit(f"{rule['id']}: no price knows the meters {lost}")
    unit = {units[meter] for meter in meters}
    free = "amount" in other and other["amount"] is None
    if not free and "unit" not in other and rule["id"] not in NO_UNIT_NEEDED and {(rule["unit"], u) for u in unit} - SAME_UNIT:
        raise SystemExit(f"{rule['id']}: {rule['unit']} is not the unit of the prices, {sorted(unit)}")
    if not free and "unit" not in other and len(unit) != 1:
        raise SystemExit(f"{rule['id']}: one amount over the units {sorted(unit)}; say in ALLOWANCES how they add up")
    legacy = rule["kind"] == "legacy_12m"
    return {
        "id": rule["id"],
        "meters": sorted(meters, key=lambda m: (first.get(m, Decimal("Infinity")), m)),
        "amount": other.get("amount", str(rule["limit"])) if not free else None,
        "unit": other.get("unit") or (unit.pop() if len(unit) == 1 else "-"),  # several units: only where free without limit
        "who": other.get("who", "legacy" if legacy else "everyone"),
        "from": other.get("from"),
        "until": other.get("until", "2026-07-14" if legacy else rule.get("ends")),
        "scope": other.get("scope", "payer"),
        "source": source_words(rule),
        "as_of": latest(rule["as_of"]),
        "confidence": rule["confidence"],
        "note": other.get("note", scrub(rule["notes"])),
    }


def source_words(rule: dict) -> str:
    return "; ".join(SOURCES[code] for code in rule["source"])


def latest(as_of: str) -> str:
    """Of a span such as 2023-2026 the end: the rule was last seen then."""
    return re.split(r"\.\.|(?<=^\d{4})-(?=\d{4}$)", as_of)[-1]


def scrub(note: str) -> str:
    """Numbers of stored pages mean nothing to a reader of this project."""
    note = re.sub(r"\s*\((?:e\.g\. )?[^()]*\bids? \d{9,}[^()]*\)", "", note)
    if re.search(r"\bids? \d{9,}", note):
        raise SystemExit(f"note still cites a stored page: {note}")
    return note


def plans(rules: dict[str, dict]) -> dict[str, dict]:
    facts = {}
    for name, (rule_id, value, *note) in PLANS.items():
        rule = rules[rule_id]
        if value is None:
            value = str(rule["limit"]) if name.endswith("_usd") else rule["limit"]
        elif value == "account_created_from":
            value = rule["account_created_from"]
        elif value == "types":
            value = rule["metric"].partition(": ")[2].partition(";")[0].split()
        facts[name] = {"value": value, "rule": rule_id, "source": source_words(rule), "as_of": latest(rule["as_of"]),
                       "confidence": rule["confidence"], "note": note[0] if note else scrub(rule["notes"])}
    if missing := {r for r in rules if r.startswith(("credit.", "plan."))} - {fact["rule"] for fact in facts.values()}:
        raise SystemExit(f"rules {sorted(missing)} are not in plans.json")
    return facts


def write_rows(path: Path, comment: str, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {comment}\n")
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_regions(here: Path, facts: Path, priced: set[str]) -> None:
    rows = sorted(entry.strip().split("=") for entry in re.split(r"[;\n]", REGIONS) if entry.strip())
    if priced != {row[0] for row in rows}:
        raise SystemExit(f"regions without a name, or named without a price: {priced ^ {row[0] for row in rows}}")
    names = {row[0]: row[1] for row in rows}
    for row in read_csv(facts / "prices" / "samples" / "regions.csv"):
        if names[row["region"]] != row["location_name"]:
            raise SystemExit(f"{row['region']}: the facts call it {row['location_name']!r}")
    write_rows(here / "regions.csv", "regions with a price file; location = the Price List's own name", ["code", "location", "country"], rows)


def write_instance_types(here: Path, facts: Path) -> None:
    rows = read_csv(facts / "instance_types.csv")
    if len({(row["source"], row["as_of"]) for row in rows}) != 1:
        raise SystemExit("instance types of more than one source: the comment line can't say it; add a column")
    header = ["type", "vcpu", "memory_mib", "arch", "burstable", "baseline_percent_per_vcpu", "free_plan"]
    lines = sorted([row[column] for column in header] for row in rows)
    write_rows(here / "instance_types.csv", f"source: {rows[0]['source']}; as of {rows[0]['as_of']}", header, lines)


def write_support(here: Path, facts: Path) -> None:
    """Only the dates that the rule states; for EKS it states a rule (version + 14 months) and no date, so EKS has no line."""
    rule = next(r for r in read_json(facts / "billing_rules.json")["rules"] if r["id"] == "rds.extended")
    found = re.findall(r"(MySQL|PostgreSQL) ([\d.]+) (\d{4}-\d\d-\d\d)(?: \(year 3 from (\d{4}-\d\d-\d\d)\))?", rule["rule"])
    source = "infracost/infracost at 95ba4f4, internal/resources/aws/db_instance.go (Apache-2.0)"
    lines = [[engine.lower(), version, start, third, source, "2026-08-21"] for engine, version, start, third in sorted(found)]
    if len(lines) != 3:
        raise SystemExit(f"rds.extended states {len(lines)} engine versions, 3 were expected; read it again")
    header = ["engine", "version", "extended_from", "year3_from", "source", "as_of"]
    write_rows(here / "support.csv", "RDS extended support starts; empty: the facts do not state it", header, lines)


def check_class_notes(here: Path, facts: Path) -> None:
    """The notes are translated by hand; they must still be the facts' notes."""
    ours = {note["id"]: note for note in read_json(here / "class_notes.json")}
    theirs = {note["id"]: note for note in read_json(facts / "class_notes.json")}
    for note_id in ours.keys() | theirs.keys():
        mine, fact = ours.get(note_id, {}), theirs.get(note_id, {})
        if any(mine.get(ours_key) != fact.get(key, default) for ours_key, key, default in
               (("claim_ko", "claim_ko", ""), ("truth_en", "truth", ""), ("lab", "lab", None), ("rules", "rules", []))):
            raise SystemExit(f"class_notes.json: {note_id} differs from the facts; translate it again")
