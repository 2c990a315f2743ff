#!/usr/bin/env python3
"""`make bench`: measures the project and its peers in one run and writes one report.

    python3 tests/bench/bench.py                 everything, report in target/bench/
    python3 tests/bench/bench.py --commit        report in docs/bench/, to be committed
    python3 tests/bench/bench.py functions       only some parts: engine command functions servers reader peers
    python3 tests/bench/bench.py leftovers       beside two tools that clean up, in an emulated account; not among everything either
    python3 tests/bench/bench.py build           how long the builds take from nothing; not among everything, it takes half an hour

    --no-peers        without installing anything: engine, command, functions
    --patience 60     give cargo-bill a minute to build (default: half an hour)
    --megabytes 40    a smaller offer file for the price reader (default: 400, as AWS's own)

Exit 1 when a figure is over its limit. Limits are those of the issues; instruction counts are held in tests/bench/gate.toml.
"""

import argparse
import datetime
import subprocess
import sys
import tomllib

import builds
import environment
import functions
import leftovers
import measure
import offers
import peers
import report
import servers
import sizing
from report import Figure, Picture, Section

HERE = measure.ROOT / "tests" / "bench"
ROUNDS = 60
PARTS = ["engine", "command", "functions", "servers", "reader", "peers"]
WITHOUT_PEERS = PARTS[:3]
ALONE = ["build", "leftovers"]
# In the binary only when it can ask AWS for prices.
LIVE = b"AWSPriceListService"


def gate() -> dict:
    return tomllib.loads((HERE / "gate.toml").read_text(encoding="utf-8"))


def counted(name: str, key: str, value: int | None, notes: list[str]) -> list[Figure]:
    if value is None:
        notes.append(f"{name}: valgrind is not installed: apt-get install valgrind")
        return []
    return [Figure(f"{name}, counted by callgrind", value, "instructions", round(gate()[key] * (1 + gate()["tolerance"])))]


def engine(given: argparse.Namespace, notes: list[str]) -> Section:
    program = measure.loop()
    each = Figure("one comparison of three architectures, CPU time", measure.microseconds_each(program), "µs", 100)
    count = counted("one comparison", "instructions_per_comparison", measure.instructions_each([str(program)]), notes)
    return Section("Engine", figures=[each, *count])


def command(given: argparse.Namespace, notes: list[str]) -> Section:
    program = measure.estimate()
    estimate, python = "estimate", "python3 -S -c pass"
    asked = [str(program), "--on", "2026-12-01", "--lang", "en"]
    times = measure.processes({estimate: asked, "estimate, HTML": [*asked, "--format", "html"], python: measure.python()}, ROUNDS)
    least = {name: one.least for name, one in times.items()}
    figures = [
        Figure("whole process of `estimate`, least", least[estimate], "ms", 10),
        Figure("whole process of `estimate`, median", times[estimate].median, "ms"),
        Figure("bare `python3 -S -c pass`, least", least[python], "ms"),
        Figure("`estimate` to bare Python", least[estimate] / least[python], "times", 0.5),
        Figure("resident memory of `estimate`", measure.resident_mb(asked), "MB", 12),
        Figure("binary of `estimate`", program.stat().st_size / 1_000_000, "MB", 20 if LIVE in program.read_bytes() else 12),
    ]
    return Section("The command", figures=figures, pictures=[Picture("processes", "Time of a whole process", "ms", list(least.items()))])


def of_functions(given: argparse.Namespace, notes: list[str]) -> Section:
    event = functions.event("GET", "/todo")
    count = measure.instructions_each([str(measure.list_loop("ci"))], event, {"TOKEN_SECRET": functions.SECRET})
    counts = counted("`api`: a GET of 20 todos, profile ci", "instructions_per_list", count, notes)
    return Section("Functions", functions.WORDS, [*functions.figures(), *counts])


def beside_django(given: argparse.Namespace, notes: list[str]) -> Section:
    measured = servers.sides()
    place = measure.TARGET / "bench" / "sizing.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(sizing.table(measured), encoding="utf-8", newline="\n")
    print(f"{place}:\n{place.read_text(encoding='utf-8')}")
    return servers.section(measured)


def reader(given: argparse.Namespace, notes: list[str]) -> Section:
    return offers.section(given.megabytes, notes)


def asked_peers(given: argparse.Namespace, notes: list[str]) -> Section:
    return peers.section(given.patience, notes)


def from_nothing(given: argparse.Namespace, notes: list[str]) -> Section:
    return builds.section()


def beside_cleaners(given: argparse.Namespace, notes: list[str]) -> Section:
    return leftovers.section()


MADE = [engine, command, of_functions, beside_django, reader, asked_peers, from_nothing, beside_cleaners]
MAKERS = dict(zip([*PARTS, *ALONE], MADE, strict=True))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {' '.join(MAKERS)}")
    parser.add_argument("--commit", action="store_true", help="write docs/bench/, to be committed")
    parser.add_argument("--no-peers", action="store_true", help="install and ask no peers")
    parser.add_argument("--patience", type=int, default=1800, metavar="SECONDS", help="how long cargo-bill may take to build")
    parser.add_argument("--megabytes", type=int, default=400, help="how large an offer file the price reader reads")
    given = parser.parse_args()
    if unknown := [part for part in given.parts if part not in MAKERS]:
        parser.error(f"no such part: {unknown[0]}")
    if given.commit and (given.parts or given.no_peers):
        parser.error("--commit writes a whole report: name no parts")
    given.parts = given.parts or (WITHOUT_PEERS if given.no_peers else PARTS)
    return given


def prepared(parts: list[str], notes: list[str]) -> list[str]:
    """Installs what the parts need; the parts that can be measured here."""
    subprocess.run(["sh", str(measure.ROOT / "tests" / "setup-env.sh"), "system"], check=True)
    if set(parts) - {*WITHOUT_PEERS, *ALONE}:
        environment.make()
    missing = servers.missing()
    if missing and "servers" in parts:
        notes.append(missing)
        return [part for part in parts if part != "servers"]
    return parts


def main() -> int:
    given, notes = arguments(), []
    sections = [MAKERS[part](given, notes) for part in prepared(given.parts, notes)]
    place = measure.ROOT / "docs" / "bench" if given.commit else measure.TARGET / "bench"
    place.mkdir(parents=True, exist_ok=True)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = report.markdown(day, measure.machine(), measure.commit(), sections, notes)
    (place / "report.md").write_text(text, encoding="utf-8", newline="\n")
    for picture in [picture for section in sections for picture in section.pictures]:
        (place / f"{picture.name}.svg").write_text(report.svg(picture), encoding="utf-8", newline="\n")
    print(text)
    over = [figure.name for section in sections for figure in section.figures if not figure.holds]
    for name in over:
        print(f"misses its limit: {name}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
