#!/usr/bin/env python3
"""`make bench`: measures the estimator and its peers in one run and writes one report.

    python3 tests/bench/bench.py                 report in target/bench/
    python3 tests/bench/bench.py --commit        report in docs/bench/, to be committed
    python3 tests/bench/bench.py --no-peers      without installing anything
    python3 tests/bench/bench.py --patience 60   give cargo-bill a minute to build (default: half an hour)

Exit 1 when a figure is over its limit. Limits are of issue 3 and 4; the instruction count is held in tests/bench/gate.toml.
"""

import argparse
import datetime
import sys
import tomllib

import measure
import peers
import report
from report import Figure

HERE = measure.ROOT / "tests" / "bench"
ROUNDS = 60


def gate() -> dict:
    return tomllib.loads((HERE / "gate.toml").read_text(encoding="utf-8"))


def engine(notes: list[str]) -> list[Figure]:
    program = measure.loop()
    figures = [Figure("one comparison of three architectures, CPU time", measure.microseconds_each(program), "µs", 100)]
    counted = measure.instructions_each(program)
    if counted is None:
        notes.append("instructions of one comparison: valgrind is not installed")
    else:
        limit = gate()["instructions_per_comparison"] * (1 + gate()["tolerance"])
        figures.append(Figure("one comparison, counted by callgrind", counted, "instructions", round(limit)))
    return figures


def command() -> tuple[list[Figure], list[tuple[str, float]]]:
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
        Figure("binary of `estimate`", program.stat().st_size / 1_000_000, "MB", 12),
    ]
    return figures, list(least.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", action="store_true", help="write docs/bench/, to be committed")
    parser.add_argument("--no-peers", action="store_true", help="install and ask no peers")
    parser.add_argument("--patience", type=int, default=1800, metavar="SECONDS", help="how long cargo-bill may take to build")
    given = parser.parse_args()
    notes: list[str] = []
    figures = engine(notes)
    of_command, bars = command()
    figures += of_command
    asked = [] if given.no_peers else peers.all_peers(given.patience, notes)
    bars += [(peer.name.removesuffix("-mcp-server"), peer.milliseconds) for peer in asked if peer.milliseconds]
    place = measure.ROOT / "docs" / "bench" if given.commit else measure.TARGET / "bench"
    place.mkdir(parents=True, exist_ok=True)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = report.markdown(day, measure.machine(), measure.commit(), figures, asked, notes)
    (place / "report.md").write_text(text, encoding="utf-8", newline="\n")
    (place / "processes.svg").write_text(report.svg(bars), encoding="utf-8", newline="\n")
    print(text)
    over = [figure.name for figure in figures if not figure.holds]
    for name in over:
        print(f"over its limit: {name}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
