"""The peers from the registries, on the one question they share with us: what does a t3.micro in Seoul cost?

Each is installed pinned (tests/requirements/bench.txt) and asked in its own way. A peer that can't answer without the network is no worse for it, but
the report says what it answered here, word for word.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

from environment import PLACE
from measure import ROOT
from report import Section, Table

# Not in an environment of Python: it takes half an hour to build, and stays when they are made anew.
CARGO = ROOT / ".venv" / "cargo-bill"
CARGO_BILL = "0.1.5"
TERRAFORM = 'resource "aws_instance" "web" {\n  ami           = "ami-1"\n  instance_type = "t3.micro"\n}\n'
WITHOUT_ACCOUNT = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}


@dataclass(frozen=True)
class Peer:
    name: str
    version: str
    answers: str
    needs: str
    said: str
    milliseconds: float | None


def install_cargo_bill(patience: int) -> str | None:
    """Why it is not there, or None. It builds the AWS SDK, which takes longer than everything else in a bench."""
    if (CARGO / "bin" / "cargo-bill").exists():
        return None
    command = ["cargo", "install", "--quiet", "--locked", "cargo-bill", "--version", CARGO_BILL, "--root", str(CARGO)]
    try:
        subprocess.run(command, check=True, timeout=patience, env=os.environ | {"CARGO_TARGET_DIR": str(CARGO / "target")})
    except subprocess.TimeoutExpired:
        return f"cargo-bill {CARGO_BILL}: it was not built within {patience} s (--patience)"
    except subprocess.CalledProcessError as error:
        return f"cargo-bill {CARGO_BILL}: cargo install ended with {error.returncode}"
    return None


def asked(command: list[str], tool: str, arguments: dict, seconds: int = 60) -> tuple[str, float]:
    """One call of a tool of an MCP server on standard input and output; the answer's text and the time from start to answer."""
    started = time.perf_counter()
    environment = os.environ | WITHOUT_ACCOUNT
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, text=True, env=environment, **pipes)
    clock = threading.Timer(seconds, server.kill)
    clock.start()

    def send(message: dict) -> None:
        server.stdin.write(json.dumps({"jsonrpc": "2.0"} | message) + "\n")
        server.stdin.flush()

    def answer(number: int) -> dict:
        for line in server.stdout:
            if line.startswith("{") and json.loads(line).get("id") == number:
                return json.loads(line)
        raise TimeoutError(f"no answer within {seconds} s")

    try:
        hello = {"protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}
        send({"id": 1, "method": "initialize", "params": hello})
        answer(1)
        send({"method": "notifications/initialized"})
        send({"id": 2, "method": "tools/call", "params": {"name": tool, "arguments": arguments}})
        reply = answer(2)
        text = " ".join(part.get("text", "") for part in reply.get("result", {}).get("content", [])) or json.dumps(reply)
    except (TimeoutError, BrokenPipeError) as error:
        text = str(error)
    finally:
        clock.cancel()
        server.kill()
        server.wait()
    return " ".join(text.split())[:900], (time.perf_counter() - started) * 1_000


def opencloudcosts() -> Peer:
    spec = {"provider": "aws", "domain": "compute", "resource_type": "t3.micro", "region": "ap-northeast-2"}
    said, taken = asked([str(PLACE / "bin" / "opencloudcosts")], "get_price", {"spec": spec})
    return Peer("opencloudcosts", "1.3.1", "single prices and bills of material, three clouds", "network; an MCP client", said, taken)


def iac_estimator() -> Peer:
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "main.tf").write_text(TERRAFORM, encoding="utf-8")
        arguments = {"project_path": folder, "region": "ap-northeast-2"}
        said, taken = asked([str(PLACE / "bin" / "aws-iac-cost-estimator")], "estimate_terraform_cost", arguments)
        said = said.replace(folder, "FOLDER")
    needs = "network and AWS credentials; an MCP client"
    return Peer("aws-iac-cost-estimator-mcp-server", "0.1.1", "Terraform, CDK, CloudFormation", needs, said, taken)


def cargo_bill() -> Peer:
    """It builds the crate it is run in and prices the binary as one Lambda function: here an empty program, built before the clock starts."""
    ask = [str(CARGO / "bin" / "cargo-bill"), "bill", "lambda", "--region", "ap-northeast-2", "--json"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CARGO")} | WITHOUT_ACCOUNT
    with tempfile.TemporaryDirectory() as folder:
        for command in (["cargo", "init", "--quiet", "--name", "handler", folder], ["cargo", "build", "--quiet", "--release", "--offline"]):
            subprocess.run(command, cwd=folder, env=environment, check=True)
        started = time.perf_counter()
        done = subprocess.run(ask, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False, timeout=60)
        taken = (time.perf_counter() - started) * 1_000
        said = " ".join(done.stdout.replace(folder, "FOLDER").split())
    return Peer("cargo-bill", CARGO_BILL, "one Lambda function, from the size of its binary", "a crate with a binary; without network its own prices", said, taken)


def section(patience: int, notes: list[str]) -> Section:
    missing = install_cargo_bill(patience)
    if missing:
        notes.append(missing)
    asked_peers = [*([] if missing else [cargo_bill()]), opencloudcosts(), iac_estimator()]
    words = (
        "Asked what they can be asked on a machine without AWS: the price of a t3.micro in Seoul, or of a Lambda binary for cargo-bill. "
        "The time is from the start of the process to its answer, once."
    )
    rows = [[f"{p.name} {p.version}", p.answers, p.needs, f"`{p.said.replace('`', chr(39))}`", f"{p.milliseconds:,.0f}"] for p in asked_peers]
    return Section("Peers of the command", words, beside=Table(["peer", "answers", "needs", "answered here", "ms"], rows))
