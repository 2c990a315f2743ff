"""What is measured and how: time of a whole process, resident memory, instructions of one comparison, bytes on disk."""

import fcntl
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
F_SETPIPE_SZ = 1031
ONE_PAGE = 4096


@dataclass(frozen=True)
class Times:
    """Milliseconds: the least says what the program takes, the median what one waits for on this machine today."""

    least: float
    median: float


def built(*arguments: str, program: str) -> pathlib.Path:
    """The program, built with the release profile that users get."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", *arguments], cwd=ROOT, check=True)
    return TARGET / "release" / program


def estimate() -> pathlib.Path:
    return built("-p", "sundown-cli", "--bin", "estimate", program="estimate")


def loop() -> pathlib.Path:
    """The comparison alone, without what reaches the network: it builds in a fraction of the time."""
    arguments = ("-p", "sundown-prices", "--no-default-features", "--example", "compare_loop")
    return built(*arguments, program="examples/compare_loop")


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


def instructions(program: pathlib.Path, times: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def instructions_each(program: pathlib.Path) -> int | None:
    """What one comparison takes: the difference of two counts, so that start and reading the prices fall out."""
    if not shutil.which("valgrind"):
        return None
    few, many = 10, 110
    return (instructions(program, many) - instructions(program, few)) // (many - few)


def cpu_seconds(command: list[str]) -> float:
    """User and system time of a process: what it took of one core, whoever else was using the machine."""
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(child, 0)
    if status != 0:
        raise RuntimeError(f"{command} ended with status {status}")
    return used.ru_utime + used.ru_stime


def microseconds_each(program: pathlib.Path) -> float:
    """CPU time of one comparison, the least of five differences; start and reading the prices fall out here too."""
    few, many = 200, 2_200
    taken = [cpu_seconds([str(program), str(many)]) - cpu_seconds([str(program), str(few)]) for _ in range(5)]
    return min(taken) / (many - few) * 1_000_000


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
