"""What building takes from nothing: for who types `make estimate` on a fresh machine, and for who changes the code."""

import os
import pathlib
import re
import resource
import subprocess
import tempfile
import threading
import time

import measure
from report import Figure, Section

ESTIMATE = ["build", "--release", "--locked", "--quiet", "-p", "sundown-cli", "--bin", "estimate"]
WORKSPACE = ["build", "--workspace", "--locked", "--quiet"]


class Watch:
    """The most memory that all compilers together held, looked at four times a second."""

    def __init__(self) -> None:
        self.most, self.done = 0.0, threading.Event()
        self.looking = threading.Thread(target=self.look)

    def look(self) -> None:
        while not self.done.wait(0.25):
            self.most = max(self.most, sum(map(resident_mb, self.compilers())))

    def compilers(self) -> list[pathlib.Path]:
        """Of our own build, not of somebody else's on this machine."""
        found, waiting = [], [os.getpid()]
        for pid in waiting:
            for task in children(pid):
                waiting.append(task)
                found.append(pathlib.Path(f"/proc/{task}"))
        return found

    def __enter__(self) -> "Watch":
        self.looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.looking.join()


def children(pid: int) -> list[int]:
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def resident_mb(process: pathlib.Path) -> float:
    try:
        held = re.search(r"^VmRSS:\s+(\d+) kB", (process / "status").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(held.group(1)) / 1024 if held else 0


def built(name: str, command: list[str], seconds: float) -> list[Figure]:
    with tempfile.TemporaryDirectory(dir=measure.TARGET) as target, Watch() as watch:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(["cargo", *command], cwd=measure.ROOT, env=os.environ | {"CARGO_TARGET_DIR": target}, check=True)
        taken, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [
        Figure(f"{name}: CPU time", spent, "s"),
        Figure(f"{name}: CPU time on two cores, if they are never idle", spent / 2, "s", seconds),
        Figure(f"{name}: by the clock here", taken, "s"),
        Figure(f"{name}: memory of all compilers together, most", watch.most, "MB", 4_096),
    ]


def section() -> Section:
    words = "From an empty target folder; what is downloaded was there before."
    estimate, workspace = built("`make estimate`", ESTIMATE, 240), built("debug build of the workspace", WORKSPACE, 600)
    return Section("Builds", words, [*estimate, *workspace])
