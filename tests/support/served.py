"""Programs that the suites start: found or asked for, started on free ports of the loopback, waited for, stopped."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def need(path, how):
    """The path, or a failure that says how it is made."""
    path = pathlib.Path(path)
    if not path.exists():
        pytest.fail(f"{path} is missing: {how}")
    return path


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url, process, seconds=20):
    """Waits until the URL answers anything; fails when the process has ended or the time is over."""
    for _ in range(seconds * 20):
        if process.poll() is not None:
            pytest.fail(f"{process.args[0]} ended with {process.returncode}: {(process.stdout or b'') and process.stdout.read()}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"{url} did not answer within {seconds} s")


def stop(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def api_server(home, **settings):
    """The api built as a server (API_BIN), on SQLite and a folder in `home`; its address."""
    if "API_BIN" not in os.environ:
        pytest.fail("API_BIN is not set: it names the api built as a server (tests/build-tested.sh makes it)")
    binary = need(os.environ["API_BIN"], "API_BIN must name an executable")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LISTEN": f"127.0.0.1:{port}", "TODO_CONTRACT": "book",
        "DATABASE_URL": f"sqlite:{home}/todo.db", "MEDIA_DIR": str(home / "media"), "PUBLIC_URL": address,
        "TOKEN_SECRET": "0123456789abcdef" * 4, **settings,
    }
    with open(home / "log", "wb") as log:
        process = subprocess.Popen([binary], env=environment, cwd=home, stdout=log, stderr=log)
    try:
        wait_for(address if settings.get("TODO_CONTRACT") != "wanted" else f"{address}/health", process)
        yield address
    finally:
        stop(process)


@contextlib.contextmanager
def group(command, **options):
    """A process with a group of its own, because what it started would outlive it; all of it is ended."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        yield process
    finally:
        stop(process)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
