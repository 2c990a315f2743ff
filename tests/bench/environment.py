"""The Python environment of the peers, .venv/bench: pinned in tests/requirements/bench.txt, made anew when that file changed."""

import hashlib
import shutil
import subprocess
import sys

from measure import ROOT

PLACE = ROOT / ".venv" / "bench"
REQUIREMENTS = ROOT / "tests" / "requirements" / "bench.txt"


def make() -> None:
    want = hashlib.sha256(sys.version.encode() + REQUIREMENTS.read_bytes()).hexdigest()
    stamp = PLACE / ".stamp"
    if stamp.exists() and stamp.read_text() == want:
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
    subprocess.run([str(PLACE / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(REQUIREMENTS)], check=True)
    stamp.write_text(want)
