"""A Runtime API on loopback: starts a function's real binary, gives it events, takes its answers, and reads what it took.

The same port answers the one call of DynamoDB that a list makes, so that the whole of a request can be measured too.
"""

import os
import pathlib
import re
import selectors
import socket
import time

PATIENCE = 20


class Runtime:
    def __init__(self, table: bytes = b"{}") -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.address = "127.0.0.1:{}".format(self.listener.getsockname()[1])
        self.waiting = selectors.DefaultSelector()
        self.waiting.register(self.listener, selectors.EVENT_READ)
        self.table = table

    def asked(self) -> tuple[socket.socket, str, bytes]:
        """The next request: its connection, its first line, its body. What is asked of DynamoDB is answered on the way."""
        while True:
            ready = self.waiting.select(PATIENCE)
            if not ready:
                raise TimeoutError("the function asks for nothing")
            for key, _ in ready:
                if key.fileobj is self.listener:
                    connection, _ = self.listener.accept()
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.waiting.register(connection, selectors.EVENT_READ, connection.makefile("rb"))
                    continue
                line, body = read(key.data)
                if not line:
                    self.waiting.unregister(key.fileobj)
                    key.fileobj.close()
                elif line.startswith("POST / "):
                    key.fileobj.sendall(message("200 OK", self.table, "content-type: application/x-amz-json-1.0\r\n"))
                else:
                    return key.fileobj, line, body

    def until_next(self) -> socket.socket:
        """The connection on which the function asks for an event."""
        connection, line, _ = self.asked()
        if "/invocation/next" not in line:
            raise RuntimeError(f"the function said {line}")
        return connection

    def answer_to(self, connection: socket.socket, event: bytes) -> tuple[bytes, socket.socket]:
        """What a function answers to an event, and where it asks for the next one."""
        head = "lambda-runtime-aws-request-id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\nlambda-runtime-deadline-ms: 4102444800000\r\n"
        connection.sendall(message("200 OK", event, head + "lambda-runtime-invoked-function-arn: arn:aws:lambda:x:1:function:f\r\n"))
        replied, line, body = self.asked()
        if not line.split(" ")[1].endswith("/response"):
            raise RuntimeError(f"the function said {line}: {body[:500]!r}")
        replied.sendall(message("202 Accepted", b""))
        return body, self.until_next()

    def close(self) -> None:
        for key in list(self.waiting.get_map().values()):
            key.fileobj.close()
        self.waiting.close()


def message(status: str, body: bytes, head: str = "") -> bytes:
    """Head and body in one go: apart, the second waits for the acknowledgement of the first."""
    return f"HTTP/1.1 {status}\r\n{head}content-length: {len(body)}\r\n\r\n".encode() + body


def read(reader) -> tuple[str, bytes]:
    """One request; an empty line where the other side closed."""
    line = reader.readline().decode().strip()
    length, chunked = 0, False
    while header := reader.readline().strip().lower():
        if header.startswith(b"content-length:"):
            length = int(header.split(b":")[1])
        chunked = chunked or header == b"transfer-encoding: chunked"
    if not chunked:
        return line, reader.read(length)
    body = b""
    while size := int(reader.readline(), 16):
        body += reader.read(size)
        reader.readline()
    reader.readline()
    return line, body


class Function:
    """A function's process before its Runtime API, as far as its first `/next`."""

    def __init__(self, command: list[str], variables: dict[str, str], table: bytes = b"{}") -> None:
        self.runtime = Runtime(table)
        given = {
            "AWS_LAMBDA_RUNTIME_API": self.runtime.address,
            "AWS_LAMBDA_FUNCTION_NAME": "bench",
            "AWS_LAMBDA_FUNCTION_VERSION": "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "AWS_REGION": "ap-northeast-2",
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            **{name: value.replace("RUNTIME", self.runtime.address) for name, value in variables.items()},
        }
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        started = time.perf_counter()
        self.pid = os.posix_spawn(command[0], command, given, file_actions=quiet)
        self.connection = self.runtime.until_next()
        self.milliseconds = (time.perf_counter() - started) * 1_000
        self.cpu_milliseconds = cpu_seconds(self.pid) * 1_000
        self.megabytes = resident_mb(self.pid)

    def megabytes_now(self) -> float:
        return resident_mb(self.pid)

    def answer(self, event: bytes) -> bytes:
        body, self.connection = self.runtime.answer_to(self.connection, event)
        return body

    def microseconds_each(self, event: bytes, rounds: int, times: int) -> list[float]:
        """CPU time of one warm request, once per round; the first round warms up."""
        taken = []
        for number in range(rounds + 1):
            before = cpu_seconds(self.pid)
            for _ in range(times):
                self.answer(event)
            if number:
                taken.append((cpu_seconds(self.pid) - before) / times * 1_000_000)
        return taken

    def __enter__(self) -> "Function":
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        self.runtime.close()


def cpu_seconds(pid: int) -> float:
    """What a process took of the processors with all its threads, to the nanosecond: the clock that the kernel has for each process."""
    return time.clock_gettime((~pid << 3) | 2)


def resident_mb(pid: int) -> float:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE).group(1)) / 1024
