"""The todo api and its peer as servers, side by side on one SQLite file: what a GET of 20 todos takes of a processor.

Ours is one process, the server build; the peer is Django REST framework in gunicorn with two workers behind nginx. Both are given the same
requests over four kept connections, in turn, round after round; what is counted is the CPU time of every process of either side, so that
neither the asking program nor the load of the machine is in it.
"""

import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import environment
import measure
from functions import SECRET, TODOS, token
from report import Figure, Picture, Section, Table, number
from runtime import cpu_seconds

ROUNDS = 20
CONNECTIONS = 4
OURS, PEER = "rust", "django"
NGINX = "/usr/sbin/nginx"
NGINX_CONF = """daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes auto;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; keepalive_requests 100000; location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host $host; }} }}
}}
"""


@dataclass
class Server:
    """A side of the comparison: where it listens, and the processes that are started for it."""

    port: int
    roots: list[int]

    def processes(self) -> list[int]:
        found = list(self.roots)
        for pid in found:
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            found += [int(child) for child in children if int(child) not in found]
        return found

    def cpu_seconds(self) -> float:
        return sum(cpu_seconds(pid) for pid in self.processes())

    def megabytes(self) -> float:
        """Each page counted once, also where forked workers share it."""
        shares = [pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.processes()]
        return sum(int(re.search(r"^Pss:\s+(\d+) kB", share, re.MULTILINE).group(1)) for share in shares) / 1024


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], variables: dict[str, str], folder: pathlib.Path) -> Iterator[int]:
    with open(folder / (pathlib.Path(command[0]).name + ".log"), "wb") as log:
        child = subprocess.Popen(command, env=os.environ | variables, cwd=measure.ROOT / "tests" / "bench", stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield child.pid
    finally:
        child.terminate()
        child.wait(20)


@contextlib.contextmanager
def ours(folder: pathlib.Path) -> Iterator[Server]:
    port = free_port()
    variables = {"DATABASE_URL": f"sqlite:{folder}/todo.db", "LISTEN": f"127.0.0.1:{port}", "TOKEN_SECRET": SECRET}
    with running([str(measure.server())], variables, folder) as pid:
        yield Server(port, [pid])


@contextlib.contextmanager
def peer(folder: pathlib.Path) -> Iterator[Server]:
    behind, port = free_port(), free_port()
    (folder / "nginx.conf").write_text(NGINX_CONF.format(folder=folder, port=port, behind=behind), encoding="utf-8")
    gunicorn = [str(environment.PLACE / "bin" / "gunicorn"), "-w", "2", "-b", f"127.0.0.1:{behind}", "--no-control-socket", "django_app:application"]
    variables = {"DATABASE": str(folder / "todo.db"), "TOKEN_SECRET": SECRET}
    with running(gunicorn, variables, folder) as workers, running([NGINX, "-c", f"{folder}/nginx.conf"], {}, folder) as front:
        yield Server(port, [workers, front])


def listed(server: Server) -> object:
    """The list as a server answers it now; it may still be starting."""
    deadline = time.monotonic() + 30
    while True:
        try:
            status, body = asked(server, "GET")
            if status == 200:
                return json.loads(body)
            problem = f"{status} {body[:200]!r}"
        except OSError as error:
            problem = str(error)
        if time.monotonic() > deadline:
            raise RuntimeError(f"no list from port {server.port}: {problem}")
        time.sleep(0.1)


def asked(server: Server, method: str, body: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, "/todo", body, {"Authorization": f"Bearer {token()}", "Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def load(server: Server, times: int) -> None:
    """So many requests over each of the kept connections; any answer but a 200 of the first one's length ends the bench."""
    request = f"GET /todo HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nAuthorization: Bearer {token()}\r\n\r\n".encode()
    wrong: list[str] = []

    def ask() -> None:
        with socket.create_connection(("127.0.0.1", server.port), 20) as connection, connection.makefile("rb") as answers:
            for _ in range(times):
                connection.sendall(request)
                status, length = answers.readline(), 0
                while (line := answers.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                if b" 200 " not in status or len(answers.read(length)) < TODOS * 30:
                    wrong.append(f"port {server.port} answered {status!r}")
                    return

    askers = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    if wrong:
        raise RuntimeError(wrong[0])


def microseconds_each(server: Server, times: int) -> float:
    before = server.cpu_seconds()
    load(server, times)
    return (server.cpu_seconds() - before) / (times * CONNECTIONS) * 1_000_000


@dataclass(frozen=True)
class Side:
    microseconds: list[float]
    megabytes: float


def sides() -> dict[str, Side]:
    """Both sides measured in one run, after their answers were found to be the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        # nginx answers as a user of its own and keeps its files here too.
        folder.chmod(0o755)
        with ours(folder) as rust:
            listed(rust)
            for number in range(1, TODOS + 1):
                status, said = asked(rust, "POST", json.dumps({"title": f"할 일 {number}: 실습 자원 지우기", "done": number % 3 == 0}))
                if status != 200:
                    raise RuntimeError(f"a todo was not kept: {status} {said!r}")
            with peer(folder) as django:
                answers = [listed(rust), listed(django)]
                if answers[0] != answers[1] or len(answers[0]["data"]) != TODOS:
                    raise RuntimeError(f"the answers differ: {answers}")
                servers = {OURS: (rust, 500), PEER: (django, 30)}
                taken: dict[str, list[float]] = {side: [] for side in servers}
                for server, times in servers.values():
                    load(server, times)
                for _ in range(ROUNDS):
                    for side, (server, times) in servers.items():
                        taken[side].append(microseconds_each(server, times))
                return {side: Side(taken[side], server.megabytes()) for side, (server, _) in servers.items()}


def section(measured: dict[str, Side]) -> Section:
    rust, django = measured[OURS], measured[PEER]
    least = min(rust.microseconds), min(django.microseconds)
    median = statistics.median(rust.microseconds), statistics.median(django.microseconds)
    rows = [
        ["our server, one process", *map(number, (least[0], median[0], rust.megabytes)), "1"],
        ["Django REST framework, gunicorn -w2, nginx", *map(number, (least[1], median[1], django.megabytes)), number(least[1] / least[0])],
    ]
    return Section(
        "Servers",
        f"GET of {TODOS} todos with the same Bearer token on the same SQLite file, over {CONNECTIONS} kept connections; the answers were equal. "
        "CPU time of all processes of a side, memory as proportional shares.",
        [
            Figure("Django to ours, CPU of a request, least", least[1] / least[0], "times", 30, at_least=True),
            Figure("Django to ours, CPU of a request, median", median[1] / median[0], "times", 30, at_least=True),
        ],
        Table(["server", "CPU µs, least", "CPU µs, median", "memory MB", "times ours"], rows),
        [Picture("servers", "CPU of a GET of 20 todos", "µs", [("our server", least[0]), ("Django REST", least[1])])],
    )


def missing() -> str | None:
    return None if shutil.which(NGINX) else "servers beside Django: nginx is not installed: apt-get install nginx-light"
