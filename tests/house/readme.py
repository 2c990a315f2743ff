#!/usr/bin/env python3
"""The commands that a Markdown page shows, run, and what they printed put beside them.

    python3 tests/house/readme.py            lists the pages whose examples are stale, exit 1 if there are any
    python3 tests/house/readme.py --update   writes what the commands print today into the pages

A block ```console holds commands after `$ ` and what they print; `...` alone on a line stands for lines left out: before it as many lines
are shown from the start, after it from the end, as the page shows now. The command runs in an empty folder, without the network
being needed, with a fixed language and width. ESTIMATE names another binary than the debug build.
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PAGES = ["README.md", "README.ko.md", "CONTRIBUTING.md"]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELLIPSIS = "..."


def estimate() -> str:
    if "ESTIMATE" in os.environ:
        return os.environ["ESTIMATE"]
    subprocess.run(["cargo", "build", "--quiet", "--locked", "-p", "sundown-cli"], cwd=ROOT, check=True)
    return str(TARGET / "debug" / "estimate")


def printed(command: list[str], folder: str) -> list[str]:
    """Standard output and error, as lines. A person sees both; a test compares both."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ESTIMATE", "LC_", "LANG", "XDG_"))}
    environment |= {"LC_ALL": "C.UTF-8", "HOME": folder, "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=60
    )
    return [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")]


def as_shown(shown: list[str], actual: list[str]) -> list[str]:
    """What was printed, cut where the page cuts it."""
    if ELLIPSIS not in shown:
        return actual
    first = shown.index(ELLIPSIS)
    last = len(shown) - first - 1
    return actual[:first] + [ELLIPSIS] + (actual[-last:] if last else [])


def renewed(block: str, binary: str) -> str:
    """The block with each command's output as it is today."""
    lines, after = [], []
    with tempfile.TemporaryDirectory() as folder:
        parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
        if parts[0].strip():
            raise SystemExit(f"a console block begins with output, not with a command: {parts[0]!r}")
        for command, output in zip(parts[1::2], parts[2::2]):
            words = shlex.split(command)
            if words[0] != "estimate":
                raise SystemExit(f"only estimate runs in a console block, not `{command}`: use ```sh for what is not run")
            shown = output.rstrip("\n").split("\n")
            after = as_shown(shown, printed([binary, *words[1:]], folder))
            lines += [f"$ {command}", *after]
    return "\n".join(lines) + "\n"


def page_renewed(text: str, binary: str) -> str:
    return BLOCK.sub(lambda match: f"```console\n{renewed(match.group(1), binary)}```", text)


def main() -> int:
    binary = estimate()
    stale = []
    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        new = page_renewed(text, binary)
        if new != text:
            stale.append(name)
            if "--update" in sys.argv[1:]:
                (ROOT / name).write_text(new, encoding="utf-8", newline="\n")
    print("\n".join(f"stale: {name}" for name in stale) or "all examples are as the command prints them")
    return 1 if stale and "--update" not in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
