"""Schemathesis on the three contracts, as the running api serves and describes them: no 5xx, nothing that its OpenAPI does not say.

All checks are on; the files CONTRACT.toml name the few answers that are right and a default check would refuse, each with its reason.
1,000 cases over the three contracts, or as many as CASES says (`make test-long`: 10,000), from a fixed seed.
"""

import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

from served import ROOT, api_server, need  # noqa: E402  the path comes first

CASES = int(os.environ.get("CASES", "1000"))
SEED = 20261121

# A third of the cases each; how many cases for an operation make that many (the phases before the random one have some of their own).
CONTRACTS = {"book": 25, "wanted": 78, "todobackend": 47}
ACCOUNT = {"book": {"username": "kim", "password": "correct horse"}, "wanted": {"email": "kim@example.com", "password": "correct horse"}}


def post(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def signed_in(contract, address):
    """The header of somebody who has an account; the contract `todobackend` knows none."""
    if contract not in ACCOUNT:
        return []
    post(f"{address}/auth/signup", ACCOUNT[contract])
    answer = post(f"{address}/auth/signin", ACCOUNT[contract])
    return ["--header", f"Authorization: Bearer {answer.get('token') or answer['access_token']}"]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_nothing_breaks_the_contract(contract, tmp_path, capsys):
    program = need(ROOT / ".venv/tools/bin/schemathesis", "run tests/setup-env.sh tools")
    started = time.monotonic()
    with api_server(tmp_path, TODO_CONTRACT=contract) as address:
        command = [
            str(program), "--config-file", str(HERE / f"{contract}.toml"), "run", f"{address}/openapi.json", *signed_in(contract, address),
            "--seed", str(SEED), "--max-examples", str(max(1, CONTRACTS[contract] * CASES // 1000)),
            "--continue-on-failure", "--no-color", "--output-sanitize", "false", "--output-truncate", "false", "--request-timeout", "10",
            "--report", "json", "--report-json-path", str(tmp_path / "report.json"),
        ]
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    cases = report["test_cases"]["generated"]
    with capsys.disabled():
        print(f"\nschemathesis, {contract}: {cases} cases, seed {SEED}, {time.monotonic() - started:.0f} s")
    assert report["complete"] and report["operations"]["tested"] == report["operations"]["total"] > 5
    assert cases >= CASES / len(CONTRACTS), "fewer than a third: raise the contract's number above"
