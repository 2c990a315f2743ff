"""What is measured and how: time of a whole process, resident memory, instructions of one comparison, bytes on disk."""

import fcntl
import os
import pathlib
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
F_SETPIPE_SZ = 1031
ONE_PAGE = 4096
FEW, MANY = 10, 110


@dataclass(frozen=True)
class Times:
    """Milliseconds: the least says what the program takes, the median what one waits for on this machine today."""

    least: float
    median: float


def built(*arguments: str, program: str, profile: str = "release") -> pathlib.Path:
    """The program, built with the profile that users get."""
    subprocess.run(["cargo", "build", "--profile", profile, "--locked", "--quiet", *arguments], cwd=ROOT, check=True)
    return TARGET / profile / program


def kept(program: pathlib.Path, name: str) -> pathlib.Path:
    """A copy of its own: the next build of the same binary with other features takes its place."""
    place = TARGET / "bench" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(program, place)
    return place


def estimate() -> pathlib.Path:
    return built("-p", "sundown-cli", "--bin", "estimate", program="estimate")


def loop() -> pathlib.Path:
    """The comparison alone, without what reaches the network: it builds in a fraction of the time."""
    arguments = ("-p", "sundown-prices", "--no-default-features", "--example", "compare_loop")
    return built(*arguments, program="examples/compare_loop")


def api() -> pathlib.Path:
    """The Lambda build."""
    return kept(built("-p", "sundown-api", "-p", "sundown-bench-api", program="api"), "api-lambda")


def server() -> pathlib.Path:
    """The same api as a server on SQLite."""
    return kept(built("-p", "sundown-api", "--no-default-features", "--features", "sqlite", program="api"), "api-server")


def quote() -> pathlib.Path:
    return built("-p", "sundown-quote", program="quote")


def host() -> pathlib.Path:
    """What gives a function its events when its CPU time is measured."""
    return built("-p", "sundown-bench-api", "--bin", "lambda_host", program="lambda_host")


def list_loop(profile: str = "release") -> pathlib.Path:
    """The api around a list in memory. In the profile `ci` with what tests/build-tested.sh builds, so that there only itself is new."""
    others = ["sundown-media", "sundown-notify", "sundown-quote"] if profile == "ci" else []
    packages = [word for name in ["sundown-api", "sundown-bench-api", *others] for word in ("-p", name)]
    return built(*packages, "--bins", program="list_loop", profile=profile)


def once(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - started) * 1_000


def processes(commands: dict[str, list[str]], rounds: int) -> dict[str, Times]:
    """Each command in turn, round after round, so that a busy moment of the machine meets all of them."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        once(command)
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(once(command))
    return {name: Times(min(times), statistics.median(times)) for name, times in taken.items()}


def resident_mb(command: list[str]) -> float:
    """The most memory a process held until it printed its answer.

    `getrusage` of a child counts the parent's memory at fork as the child's. So the answer goes into a pipe that is full already: the
    process is ready and waits, and the kernel is asked for its high-water mark.
    """
    reader, writer = os.pipe()
    fcntl.fcntl(writer, F_SETPIPE_SZ, ONE_PAGE)
    os.write(writer, b" " * ONE_PAGE)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        deadline = time.monotonic() + 10
        status = pathlib.Path(f"/proc/{child.pid}/status")
        while "pipe" not in pathlib.Path(f"/proc/{child.pid}/wchan").read_text() and time.monotonic() < deadline:
            time.sleep(0.01)
        most = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)
    finally:
        os.close(reader)
        child.kill()
        child.wait()
    if not most:
        raise RuntimeError(f"{command[0]} ended before it was measured")
    return int(most.group(1)) / 1024


def instructions(command: list[str], given: bytes, variables: dict[str, str]) -> int:
    counter = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    done = subprocess.run(counter, input=given, env=os.environ | variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(re.search(rb"Collected : (\d+)", done.stderr).group(1))


def instructions_each(command: list[str], given: bytes = b"", variables: dict[str, str] | None = None) -> int | None:
    """What one turn of a loop takes: the difference of two counts, so that start and reading the prices fall out."""
    if not shutil.which("valgrind"):
        return None
    few, many = (instructions([*command, str(times)], given, variables or {}) for times in (FEW, MANY))
    return (many - few) // (MANY - FEW)


def cpu_seconds(command: list[str]) -> float:
    """User and system time of a process: what it took of one core, whoever else was using the machine."""
    return cpu_and_peak(command)[0]


def cpu_and_peak(command: list[str]) -> tuple[float, float]:
    """CPU seconds of a process, and the most memory it was seen to hold, in MB, looked at fifty times a second."""
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    code, used, most = watched(child)
    if code != 0:
        raise RuntimeError(f"{command} ended with status {code}")
    return used.ru_utime + used.ru_stime, most


def watched(child: int, turn: Callable[[], None] = lambda: None) -> tuple[int, resource.struct_rusage, float]:
    """Waits for a process with a turn of ours between two looks: its status, what it took, and the most MB it was seen to hold."""
    status, most = pathlib.Path(f"/proc/{child}/status"), 0
    while True:
        if held := re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE):
            most = int(held.group(1))
        ended, code, used = os.wait4(child, os.WNOHANG)
        if ended:
            return code, used, most / 1024
        turn()
        time.sleep(0.02)


def microseconds_each(program: pathlib.Path) -> float:
    """CPU time of one comparison, the least of five differences; start and reading the prices fall out here too."""
    few, many = 200, 2_200
    taken = [cpu_seconds([str(program), str(many)]) - cpu_seconds([str(program), str(few)]) for _ in range(5)]
    return min(taken) / (many - few) * 1_000_000


def written(command: list[str], out: BinaryIO) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, check=True)


def machine() -> str:
    names = re.findall(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    load = os.getloadavg()[0]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, load {load:.1f}"


def commit() -> str:
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs") else ""
    return git("rev-parse", "--short=12", "HEAD") + changed


def python() -> list[str]:
    """A bare interpreter: the least a Python program of any kind takes."""
    return [getattr(sys, "_base_executable", sys.executable), "-S", "-c", "pass"]
