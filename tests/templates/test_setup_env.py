"""tests/setup-env.sh: an environment is made once, made anew when its requirements change or it was cut short, and everything is pinned."""

import re
import shutil
import subprocess

import pytest
from conftest import ROOT


@pytest.fixture
def house(tmp_path):
    """The script in a project of its own whose one environment needs nothing."""
    (tmp_path / "tests/requirements").mkdir(parents=True)
    shutil.copy(ROOT / "tests/setup-env.sh", tmp_path / "tests/setup-env.sh")
    (tmp_path / "tests/requirements/moto.txt").write_text("# nothing\n")
    return tmp_path


def setup(house, *parts, **environment):
    script = house / "tests/setup-env.sh"
    return subprocess.run([script, *parts], capture_output=True, text=True, timeout=120, env={"PATH": "/usr/local/bin:/usr/bin:/bin", **environment})


def test_an_environment_is_made_once_and_anew_when_it_must(house):
    python = {"PYTHON": shutil.which("python3")}
    requirements = house / "tests/requirements/moto.txt"
    assert "made .venv/moto" in setup(house, "moto", **python).stderr
    again = setup(house, "moto", **python)
    assert (again.returncode, again.stderr) == (0, "")

    requirements.write_text("./there-is-no-such-folder\n")
    assert setup(house, "moto", **python).returncode != 0, "a failed installation is a failure"
    requirements.write_text("# nothing\n")
    assert "made .venv/moto" in setup(house, "moto", **python).stderr, "and is tried again"


def test_what_it_does_not_know_it_refuses(house):
    refused = setup(house, "mots")
    assert refused.returncode == 2
    assert "unknown part 'mots'" in refused.stderr


@pytest.mark.parametrize("name", ["tools", "ministack", "moto"])
def test_every_version_is_exact(name):
    lines = (ROOT / f"tests/requirements/{name}.txt").read_text().splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert len(pinned) > 20
    for line in pinned:
        assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.!+]+", line), line
