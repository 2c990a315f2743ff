"""What the tests of `leftovers` share: the binary, an emulated account (moto) with a door that can refuse, a terminal.

Nothing is skipped quietly: what a test needs and does not find makes it fail and say how to get it.
"""

import contextlib
import os
import pathlib
import pty
import select
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import botocore.session
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGION = "ap-northeast-2"


def need(path, how):
    path = pathlib.Path(path)
    if not path.exists():
        pytest.fail(f"{path} is missing: {how}")
    return path


BINARY = pathlib.Path(os.environ.get("LEFTOVERS_BIN", ROOT / "target" / "tested" / "leftovers"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def moto():
    """moto's server, for as long as the tests run."""
    server = need(ROOT / ".venv" / "moto" / "bin" / "moto_server", "sh tests/setup-env.sh moto")
    port = free_port()
    process = subprocess.Popen([str(server), "-H", "127.0.0.1", "-p", str(port)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.fail(f"moto ended with {process.returncode}")
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/moto-api/", timeout=2):
                break
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


# Services that moto does not know: nothing is in them.
NOT_EMULATED = {"apprunner": b'{"ServiceSummaryList":[]}', "globalaccelerator": b'{"Accelerators":[]}'}


class Account:
    """An account in moto, reached through a door that counts, refuses and waits as it is told."""

    def __init__(self, moto, home):
        self.moto, self.home = moto, home
        self.refuse = lambda region, service, headers: False
        self.on_change = lambda path, body: None
        self.requests = 0
        account = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do(self):
                account.requests += 1
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                scope = self.headers.get("Authorization", "").partition("Credential=")[2].split("/")
                region, service = (scope[2], scope[3]) if len(scope) > 4 else ("", "")
                if account.refuse(region, service, self.headers):
                    return self.answer(403, [("Content-Type", "text/xml")], refusal(service, self.headers))
                empty = NOT_EMULATED.get(service)
                if empty is not None:
                    return self.answer(200, [("Content-Type", "application/x-amz-json-1.1")], empty)
                account.on_change(self.path, body)
                request = urllib.request.Request(moto + self.path, data=body or None, method=self.command)
                for name, value in self.headers.items():
                    if name.lower() not in ("connection", "content-length", "transfer-encoding", "accept-encoding"):
                        request.add_header(name, value)
                try:
                    with urllib.request.urlopen(request, timeout=60) as answer:
                        self.answer(answer.status, answer.getheaders(), answer.read())
                except urllib.error.HTTPError as error:
                    self.answer(error.code, list(error.headers.items()), error.read())

            def answer(self, status, headers, body):
                self.send_response_only(status)
                names = {name.lower() for name, _ in headers}
                for name, value in headers:
                    if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                        self.send_header(name, value)
                if "date" not in names:
                    self.send_header("Date", self.date_time_string())
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do

        self.door = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        threading.Thread(target=self.door.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.door.server_port}"

    def client(self, service, region=REGION):
        session = botocore.session.Session()
        return session.create_client(service, region_name=region, endpoint_url=self.moto,
                                     aws_access_key_id="test", aws_secret_access_key="test")

    def environment(self, **more):
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return {**kept, "HOME": str(self.home), "LANG": "C.UTF-8", "TZ": "UTC", "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": self.url, "COLUMNS": "140", **more}

    def run(self, *arguments, **more):
        """The command without a terminal."""
        need(BINARY, "sh tests/build-tested.sh, or name one in LEFTOVERS_BIN")
        return subprocess.run([str(BINARY), *arguments], cwd=self.home, env=self.environment(**more), timeout=240,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)

    def sit_down(self, *arguments, **more):
        """The command at a terminal."""
        need(BINARY, "sh tests/build-tested.sh, or name one in LEFTOVERS_BIN")
        return Terminal([str(BINARY), *arguments], self.home, self.environment(**more))


def refusal(service, headers):
    """AccessDenied as the service's protocol says it."""
    if headers.get("X-Amz-Target") or "json" in headers.get("Content-Type", ""):
        return b'{"__type":"AccessDeniedException","message":"no"}'
    if service == "ec2":
        return (b"<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors>"
                b"<RequestID>r</RequestID></Response>")
    if service == "s3":
        return b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>"
    return (b"<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>"
            b"<RequestId>r</RequestId></ErrorResponse>")


class Terminal:
    """A program at a pseudo-terminal: what it shows is read, what is typed is written. stdout is the terminal too."""

    def __init__(self, command, folder, environment):
        self.shown = ""
        self.process, self.master = None, None
        master, slave = pty.openpty()
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave,
                                        start_new_session=True)
        os.close(slave)
        self.master = master

    def read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.shown += data.decode(errors="replace")
        return bool(data)

    def wait_for(self, text, seconds=120):
        end = time.monotonic() + seconds
        while text not in self.shown:
            if time.monotonic() > end or not self.read(1):
                pytest.fail(f"{text!r} was not shown:\n{self.shown}")

    def type(self, text):
        os.write(self.master, f"{text}\n".encode())

    def signal(self, which):
        os.kill(self.process.pid, which)

    def end(self, seconds=240):
        """Waits for the end: its exit code."""
        end = time.monotonic() + seconds
        while self.read(0.2):
            if self.process.poll() is not None or time.monotonic() > end:
                break
        if time.monotonic() > end:
            self.process.send_signal(signal.SIGKILL)
            pytest.fail(f"it did not end:\n{self.shown}")
        code = self.process.wait(10)
        while self.read(0.1) and select.select([self.master], [], [], 0.1)[0]:
            pass
        os.close(self.master)
        return code


@pytest.fixture
def account(moto, tmp_path):
    """A fresh account."""
    urllib.request.urlopen(urllib.request.Request(f"{moto}/moto-api/reset", method="POST"), timeout=30).close()
    home = tmp_path / "home"
    home.mkdir()
    account = Account(moto, home)
    yield account
    account.door.shutdown()
    account.door.server_close()
    shutil.rmtree(home, ignore_errors=True)
