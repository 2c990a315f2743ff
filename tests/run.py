#!/usr/bin/env python3
"""Runs every test of the project and ends with one line: `tests: N passed, N failed, N skipped`.

Makes the environments the tests need first (tests/setup-env.sh). A suite that cannot run here is counted as skipped,
with its reason; a suite that should run and does not is a failure.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


# What the suites are told: where the emulator is, the server they talk to, the functions they deploy.
GIVEN = {
    "MINISTACK": str(ROOT / ".venv" / "ministack" / "bin" / "ministack"),
    "API_BIN": str(TARGET / "tested" / "api"),
    "DIST": str(TARGET / "tested" / "dist"),
    "LEFTOVERS_BIN": str(TARGET / "tested" / "leftovers"),
}


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.reasons += other.reasons


def run(title: str, command: list[str]) -> int:
    print(f"--- {title}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **GIVEN}, check=False).returncode
    print(f"--- {title}: {time.monotonic() - started:.0f} s, exit {code}", flush=True)
    return code


def junit(path: Path) -> Count:
    count = Count()
    for case in ElementTree.parse(path).iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            count.failed += 1
        elif skipped is not None:
            count.skipped += 1
            name = f"{case.get('classname')}::{case.get('name')}"
            count.reasons.append(f"{name}: {skipped.get('message') or 'no reason given'}")
        else:
            count.passed += 1
    return count


def judged(code: int, report: Path) -> Count:
    """What a report says; a runner that failed without naming a test is one failure."""
    count = junit(report) if report.exists() else Count()
    if code != 0 and count.failed == 0:
        count.failed = 1
    return count


def rust() -> Count:
    """By nextest where it is installed, by cargo's own runner elsewhere."""
    if shutil.which("cargo-nextest"):
        report = TARGET / "nextest" / "default" / "junit.xml"
        report.unlink(missing_ok=True)
        return judged(run("rust", ["cargo", "nextest", "run", "--workspace", "--locked"]), report)
    command = ["cargo", "test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]
    print(f"--- rust: {' '.join(command)} (cargo-nextest is not installed)", flush=True)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, flush=True)
    count = Count()
    result = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored", re.MULTILINE)
    for passed, failed, ignored in result.findall(done.stdout):
        count.add(Count(int(passed), int(failed), int(ignored)))
    if done.returncode != 0 and count.failed == 0:
        count.failed = 1
    return count


def python(suite: Path) -> Count:
    """One folder of pytest files, in the environment of the tools."""
    interpreter = ROOT / ".venv" / "tools" / "bin" / "python"
    report = TARGET / "pytest" / f"{suite.name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [str(interpreter), "-m", "pytest", "-q", "-rs", f"--junitxml={report}", str(suite)]
    return judged(run(suite.name, command), report)


def prepared(only: str | None) -> Count:
    """The environments, the peers the wire is judged by, the server and the functions that the suites run."""
    steps = [("environments", ["sh", "tests/setup-env.sh"])]
    if only != "python":
        steps.append(("botocore", ["sh", "functions/cleanup/aws/tests/fetch-vectors.sh"]))
    if only != "rust":
        steps.append(("server and functions", ["sh", "tests/build-tested.sh", str(TARGET)]))
    broken = [title for title, command in steps if run(title, command) != 0]
    return Count(failed=len(broken), reasons=[f"{title}: it could not be made, see above" for title in broken])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["rust", "python"], help="one half of the tests")
    suites = sorted(path for path in (ROOT / "tests").iterdir() if list(path.glob("test_*.py")))
    parser.add_argument("--suite", choices=[path.name for path in suites], help="one folder of the Python half")
    told = parser.parse_args()
    only = "python" if told.suite else told.only
    total = prepared(only)
    if only != "python":
        total.add(rust())
    if only != "rust":
        for suite in suites:
            if told.suite in (None, suite.name):
                total.add(python(suite))
    for reason in total.reasons:
        print(f"skipped or broken: {reason}")
    print(f"tests: {total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 1 if total.failed or total.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
