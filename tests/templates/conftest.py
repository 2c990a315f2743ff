"""What the tests of templates/ share: where things are, the emulated cloud, the api server, a browser.

Nothing is skipped quietly: what a test needs and does not find makes it fail and say how to get it.
"""

import os
import shutil
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))

from served import ROOT, api_server, free_port, group, need, wait_for  # noqa: E402  the path comes first

TEMPLATES = ROOT / "templates"
TOOLS = ROOT / ".venv" / "tools" / "bin"
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


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
    with open(home / "log", "wb") as log, group([binary], env=environment, cwd=home, stdout=log, stderr=log) as process:
        wait_for(f"{address}/_ministack/health", process)
        yield address


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The api on SQLite and a folder, serving the site of templates/site; its address."""
    with api_server(tmp_path_factory.mktemp("api"), SITE_DIR=str(TEMPLATES / "site")) as address:
        yield address


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
