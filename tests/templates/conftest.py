"""What the tests of templates/ share: where things are, the emulated cloud, the api server, a browser.

Nothing is skipped quietly: what a test needs and does not find makes it fail and say how to get it.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
TOOLS = ROOT / ".venv" / "tools" / "bin"
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


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


@pytest.fixture(scope="session")
def ministack(tmp_path_factory):
    """The emulated cloud on a free port, with roles enforced; its address."""
    binary = need(ROOT / ".venv/ministack/bin/ministack", "run tests/setup-env.sh ministack")
    home = tmp_path_factory.mktemp("ministack")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # A bare environment, because the functions inherit it; BIND_HOST, because it would listen to the world.
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port), "MINISTACK_HOST": "localhost", "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0",
        "AWS_ENDPOINT_URL": address, "AUTH": "true",
    }
    with open(home / "log", "wb") as log:
        # A group of its own, because the functions it started would outlive it.
        process = subprocess.Popen([binary], env=environment, cwd=home, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(f"{address}/_ministack/health", process)
        yield address
    finally:
        stop(process)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def api_binary():
    """The api built as a server (`--no-default-features --features sqlite,postgres`), named by API_BIN."""
    if "API_BIN" not in os.environ:
        pytest.fail("API_BIN is not set: it names the api built as a server; the site is tested against the real one only")
    return need(os.environ["API_BIN"], "API_BIN must name an executable")


@pytest.fixture(scope="session")
def site(api_binary, tmp_path_factory):
    """The api on SQLite and a folder, serving the site of templates/site; its address."""
    home = tmp_path_factory.mktemp("api")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LISTEN": f"127.0.0.1:{port}", "TODO_CONTRACT": "book",
        "DATABASE_URL": f"sqlite:{home}/todo.db", "MEDIA_DIR": str(home / "media"), "PUBLIC_URL": address,
        "TOKEN_SECRET": "0123456789abcdef" * 4, "SITE_DIR": str(TEMPLATES / "site"),
    }
    with open(home / "log", "wb") as log:
        process = subprocess.Popen([api_binary], env=environment, cwd=home, stdout=log, stderr=log)
    try:
        wait_for(address, process)
        yield address
    finally:
        stop(process)


@pytest.fixture(scope="session")
def chromium():
    """Debian's browser, with a new profile."""
    from playwright.sync_api import expect, sync_playwright

    executable = need(shutil.which("chromium") or "/usr/bin/chromium", "run tests/setup-env.sh system")
    # A debug build takes seconds over a password on a busy machine.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), headless=True, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
