#!/usr/bin/env python3
"""Writes /NOTICE from sources.csv: which sources the prices were read from, by licence, with the dates of the figures.

    python3 estimator/prices/data/notice.py            writes NOTICE
    python3 estimator/prices/data/notice.py --check    exits 1 if NOTICE is not what sources.csv gives

Standard library only. `import.py` ends with it; after a change of sources.csv by hand it is run alone.
"""

import collections
import csv
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[2] / "NOTICE"

TEXT = """Sundown: notice on price data

The prices in estimator/prices/data/ are facts about Amazon Web Services' public list prices, in US dollars, without tax. They are given
for informational purposes only, as AWS says of its own price lists: what AWS publishes and bills is what holds. Every price names its
source and date. Sundown is not made, endorsed or supported by Amazon Web Services.

No code and no prose was copied from any source below: only individual prices, limits, dates and instance sizes, re-keyed under our own
names. Share-alike data (sparecores) was used for checking while the facts were collected, and is not part of this project.

Shapes of AWS's operations in functions/cleanup/aws/models/ are derived from botocore's service models: see functions/cleanup/aws/NOTICE.

A "public cost table" is a table of costs found in a public repository whose licence could not be established: single figures were
taken from it, with the date on which its author read AWS's offer files. A "real bill" is a figure that a user published.

Prices, by licence of the source, with the dates of the figures:
{sources}

Instance sizes: moto 5.2.5 (Apache-2.0), 2026-11.
Free tier rules and support dates: named per rule in allowances.json, plans.json and support.csv.
"""


def text() -> str:
    """The sources by licence; a mark like `[inferred …]` says how a figure was read, not where, and is left out."""
    dates = collections.defaultdict(set)
    with (HERE / "sources.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            dates[row["licence"], re.sub(r" \[.*\]$", "", row["source"])].add(row["as_of"])
    lines, last = [], None
    for licence, source in sorted(dates):
        if licence != last:
            last = licence
            lines.append(f"\n{licence}")
        lines.append(f"- {source}; {', '.join(sorted(dates[licence, source]))}")
    return TEXT.format(sources="\n".join(lines))


def write() -> None:
    PLACE.write_text(text(), encoding="utf-8", newline="\n")


def main() -> int:
    if sys.argv[1:] == ["--check"]:
        current = PLACE.read_text(encoding="utf-8") == text()
        if not current:
            print("NOTICE is stale: run python3 estimator/prices/data/notice.py", file=sys.stderr)
        return 0 if current else 1
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
