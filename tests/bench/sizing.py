"""The sizing table of this run, in the form of estimator/prices/data/sizing.toml: what decides how many instances a stack needs."""

import datetime
import math
import statistics
import tomllib

import measure
from servers import OURS, PEER, Side

KEPT = measure.ROOT / "estimator" / "prices" / "data" / "sizing.toml"


def table(measured: dict[str, Side]) -> str:
    """The stacks measured now, by their medians; the others stay as they are."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    lines = [
        "# What one request costs a processor and what a process holds, per stack: the numbers that decide how many instances or",
        "# tasks an architecture needs. `make bench` prints a new table like this one; adopting it is a commit of its own.",
        "#",
        f"# as_of    {today}",
        f"# machine  {measure.machine()}",
        f"# commit   {measure.commit()}: a GET of 20 todos with a Bearer token on one SQLite file, median; memory as proportional shares, under load",
        "#          (rust: our server build; django: REST framework, gunicorn -w2, behind nginx, all processes)",
    ]
    for stack in (OURS, PEER):
        side = measured[stack]
        lines += row(stack, math.ceil(statistics.median(side.microseconds)), math.ceil(side.megabytes))
    for stack, old in tomllib.loads(KEPT.read_text(encoding="utf-8")).items():
        if stack not in measured:
            lines += ["", "# Not measured in this run: as it was.", *row(stack, old["cpu_us_per_request"], old["memory_mb"])[1:]]
    return "\n".join([*lines, ""])


def row(stack: str, microseconds: int, megabytes: int) -> list[str]:
    return ["", f"[{stack}]", f"cpu_us_per_request = {microseconds}", f"memory_mb = {megabytes}"]
