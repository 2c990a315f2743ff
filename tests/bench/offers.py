"""The bulk reader on one EC2 offer file of the size that AWS publishes for a region, beside jq and Python's ijson.

The file is generated (tests/pricelist): AWS's own shape, in both orders that AWS's files have had, and packed. Speed is JSON bytes by CPU time.
"""

import gzip
import pathlib
import shutil
import tempfile
from dataclasses import dataclass

import environment
import measure
from report import Figure, Picture, Section, Table

ONE_PASS, TWO_PASSES, PACKED = "ours, one pass", "ours, terms first (two passes)", "ours, from gzip"
IJSON, JQ = "ijson (yajl2_c)", "jq --stream"
# How many times as fast as these the reader is, at least.
PEERS = [(JQ, 10), (IJSON, 3)]
USAGE = "BoxUsage:t3.micro"
WITH_IJSON = f"""
import sys
import ijson
types = prices = 0
with open(sys.argv[1], "rb") as file:
    for prefix, event, value in ijson.parse(file, buf_size=1 << 20):
        if event == "string" and value == "{USAGE}" and prefix.endswith(".usagetype"):
            types += 1
        elif event == "string" and prefix.endswith(".pricePerUnit.USD"):
            prices += 1
assert ijson.backend == "yajl2_c" and types and prices
"""
WITH_JQ = f'select(length == 2 and .[0][3] == "usagetype" and .[1] == "{USAGE}")'


@dataclass(frozen=True)
class Read:
    name: str
    seconds: float
    megabytes_a_second: float
    peak_mb: float


def readings(megabytes: int, notes: list[str]) -> list[Read]:
    programs = measure.built("-p", "sundown-prices", "-p", "sundown-pricelist", "--no-default-features", "--examples", program="examples")
    with tempfile.TemporaryDirectory(dir=measure.TARGET) as name:
        folder = pathlib.Path(name)
        orders = {"products": folder / "products.json", "terms": folder / "terms.json", "packed": folder / "products.json.gz"}
        for order, words in (("products", []), ("terms", ["terms-first"])):
            with orders[order].open("wb") as out:
                measure.written([str(programs / "synth"), str(megabytes), *words], out)
        with orders["products"].open("rb") as plain, gzip.open(orders["packed"], "wb", 6) as packed:
            shutil.copyfileobj(plain, packed, 1 << 20)
        size = orders["products"].stat().st_size / 1_000_000
        reader, python = str(programs / "read_offer"), str(environment.PLACE / "bin" / "python")
        commands = {
            ONE_PASS: ([reader, str(orders["products"])], 3),
            TWO_PASSES: ([reader, str(orders["terms"])], 3),
            PACKED: ([reader, str(orders["packed"])], 3),
            IJSON: ([python, "-c", WITH_IJSON, str(orders["products"])], 1),
        }
        if shutil.which("jq"):
            commands[JQ] = (["jq", "--compact-output", "--stream", WITH_JQ, str(orders["products"])], 1)
        else:
            notes.append("price reader beside jq: jq is not installed: apt-get install jq")
        return [read(name, command, times, size) for name, (command, times) in commands.items()]


def read(name: str, command: list[str], times: int, size: float) -> Read:
    """The least of so many runs."""
    taken = [measure.cpu_and_peak(command) for _ in range(times)]
    seconds, peak = min(taken)
    return Read(name, seconds, size / seconds, peak)


def section(megabytes: int, notes: list[str]) -> Section:
    reads = readings(megabytes, notes)
    ours = reads[0]
    speed = {one.name: one.megabytes_a_second for one in reads}
    figures = [
        Figure("one pass", speed[ONE_PASS], "MB/s", 300, at_least=True),
        Figure("one pass, peak memory", ours.peak_mb, "MB", 32),
        Figure("terms before products", speed[TWO_PASSES], "MB/s", 120, at_least=True),
        Figure("from gzip", speed[PACKED], "MB/s", 120, at_least=True),
        *[Figure(f"ours to {peer}", speed[ONE_PASS] / speed[peer], "times", times, at_least=True) for peer, times in PEERS if peer in speed],
    ]
    rows = [
        [one.name, f"{one.seconds:,.2f}", f"{one.megabytes_a_second:,.0f}", f"{one.peak_mb:,.1f}", f"{one.seconds / ours.seconds:,.1f}"]
        for one in reads
    ]
    return Section(
        "Price reader",
        f"One generated EC2 offer file of {megabytes} MB, every price of {USAGE.split(':')[1]} and its kin. CPU time, least of three; the peers once.",
        figures,
        Table(["reader", "CPU seconds", "MB/s", "peak MB", "times ours"], rows),
        [Picture("reader", "MB of JSON read in a second of CPU time", "MB/s", [(one.name, one.megabytes_a_second) for one in reads])],
    )
