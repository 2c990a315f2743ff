"""What the tests of the house share: where things are, and how a program is run."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
TOOLS = ROOT / ".venv" / "tools" / "bin"


def tool(name):
    """A program of the pinned tools; without it a test fails and says how it is made."""
    path = TOOLS / name
    if not path.exists():
        pytest.fail(f"{path} is missing: run tests/setup-env.sh tools")
    return str(path)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False, **options)
