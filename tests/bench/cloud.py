"""An emulated account with the zoo of leftovers in it, and what one run of a tool does to it and takes."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import measure
from door import Door

BIN = measure.ROOT / ".venv" / "moto" / "bin"
ZOO = measure.ROOT / "functions" / "cleanup" / "account" / "tests" / "zoo" / "zoo.py"
REGION = "ap-northeast-2"
NUMBER = "123456789012"
ALIAS = "class-lab"
# aws-nuke wants an alias, and `leftovers apply` asks for it.
NAMED = f"import boto3; boto3.client('iam').create_account_alias(AccountAlias='{ALIAS}')"
PATIENCE = 600
# Seconds between two turns of what AWS does by itself.
SETTLES = 8
PROTECTED = ("kept", "other", "default")
LEFT_OVER = ("leftover", "part")


@dataclass
class Taken:
    """What a tool's processes took together; memory is the most that one of them held."""

    seconds: float = 0
    cpu: float = 0
    megabytes: float = 0
    ends: list[int] = field(default_factory=list)


class Cloud:
    def __init__(self, port: int, door: Door) -> None:
        self.port, self.door = port, door
        self.script("-c", NAMED)
        self.made = json.loads(self.script(str(ZOO), "make"))
        # Listed twice: what changes by itself is the emulator's clock and nobody's deed.
        first, self.before = self.left(), self.left()
        self.restless = {one for one, state in self.before.items() if first.get(one) != state}

    def script(self, *arguments: str) -> str:
        """boto3, not through the door: what the zoo asks is not counted."""
        environment = os.environ | credentials(f"http://127.0.0.1:{self.port}") | {"PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run([str(BIN / "python"), *arguments], env=environment, check=True, capture_output=True, text=True).stdout

    def left(self) -> dict[tuple[str, str], str]:
        return {(one["kind"], one["id"]): one["is"] for one in json.loads(self.script(str(ZOO), "left"))}

    def settle(self) -> None:
        """What AWS does by itself and moto never."""
        self.script(str(ZOO), "settle")

    @contextlib.contextmanager
    def settling(self) -> Iterator[None]:
        """While a tool runs: one that waits until what it deleted is gone would wait for ever where moto keeps a machine's network card."""
        ended = threading.Event()

        def turns() -> None:
            while not ended.wait(SETTLES):
                self.settle()

        clock = threading.Thread(target=turns)
        clock.start()
        try:
            yield
        finally:
            ended.set()
            clock.join()

    def judged(self) -> dict[str, list[str]]:
        """What was done to the zoo, each thing as `kind id (role)`."""
        self.settle()
        after, result = self.left(), {"deleted": [], "changed": [], "held": [], "left": [], "gone": []}
        for one in self.made:
            key, role = (one["kind"], one["id"]), one["role"]
            name = f"{one['kind']} {one['id']} ({role})"
            if role in LEFT_OVER:
                result["left" if key in after else "gone"].append(name)
            elif key not in after:
                result["deleted" if role in PROTECTED else "held"].append(name)
            elif role in PROTECTED and key not in self.restless and after[key] != self.before[key]:
                result["changed"].append(name)
        return result


def credentials(url: str) -> dict[str, str]:
    return {"AWS_ENDPOINT_URL": url, "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "zoo", "AWS_SECRET_ACCESS_KEY": "zoo"}


@contextlib.contextmanager
def cloud() -> Iterator[Cloud]:
    """A fresh account; its server ends with the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    # Without a thousand public images' snapshots, which moto says are the account's own.
    environment = os.environ | {"MOTO_EC2_LOAD_DEFAULT_AMIS": "false", "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([str(BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(port)], env=environment, **quiet)
    door = Door(port)
    try:
        answers(server, port)
        yield Cloud(port, door)
    finally:
        door.close()
        server.terminate()
        server.wait(20)


def answers(server: subprocess.Popen, port: int) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"moto ended with {server.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError("moto does not answer")


def run(taken: Taken, command: list[str], variables: dict[str, str], log: pathlib.Path, terminal: tuple[int, Callable[[], None]] | None = None) -> int:
    """Runs a tool to its end and adds what it took; `terminal`: where it reads and shows, and what sits there."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644) if terminal is None else terminal[0]
    given = {"PATH": os.environ["PATH"], "HOME": str(log.parent), "LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "140", **variables}
    into = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    into.append((os.POSIX_SPAWN_DUP2, out, 0) if terminal else (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
    started = time.monotonic()
    child = os.posix_spawnp(command[0], command, given, file_actions=into)
    os.close(out)

    def turn() -> None:
        if time.monotonic() - started > PATIENCE:
            os.kill(child, 9)
        if terminal:
            terminal[1]()

    code, used, most = measure.watched(child, turn)
    taken.seconds += time.monotonic() - started
    taken.cpu += used.ru_utime + used.ru_stime
    taken.megabytes = max(taken.megabytes, most)
    taken.ends.append(os.waitstatus_to_exitcode(code))
    return taken.ends[-1]
