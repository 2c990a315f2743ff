#!/usr/bin/env python3
"""Makes the pictures of the README in docs/: the terminal as SVG, the HTML report as PNG, in both languages.

    .venv/tools/bin/python tests/house/screenshots.py      (make screenshots)

What is drawn is what the command prints on 2026-12-01, so a picture changes only when the answer does. The terminal is drawn from the
command's own colours, each run of characters stretched to its cells, so that Hangul lines up with whatever font there is.
"""

import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import readme
from playwright.sync_api import sync_playwright

DOCS = readme.ROOT / "docs"
ON = ["--on", "2026-12-01"]
COLUMNS, LINES = 100, 20
CELL, LEADING, MARGIN = 8, 18, 16
COLOURS = {30: "#484f58", 31: "#ff7b72", 32: "#3fb950", 33: "#d29922", 34: "#58a6ff", 35: "#bc8cff", 36: "#39c5cf", 37: "#b1bac4"}
INK, PAPER = "#e6edf3", "#0d1117"
SGR = re.compile(r"\x1b\[([0-9;]*)m")


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text if not unicodedata.combining(one))


def style(codes: str, now: dict[str, str]) -> dict[str, str]:
    """The style after one escape sequence; what a README's picture does not need (backgrounds, 256 colours) stops the run."""
    for code in [int(one or 0) for one in codes.split(";")]:
        if code == 0:
            now = {}
        elif code == 1:
            now = now | {"font-weight": "bold"}
        elif code == 2:
            now = now | {"opacity": "0.65"}
        elif code in (22, 39):
            now = {}
        elif code in COLOURS or code - 60 in COLOURS:
            now = now | {"fill": COLOURS.get(code, COLOURS.get(code - 60))}
        elif code == 4:
            now = now | {"text-decoration": "underline"}
        else:
            raise SystemExit(f"SGR {code} is not drawn yet: {codes!r}")
    return now


def drawn(line: str, y: int) -> list[str]:
    """One line as <text> elements, each as wide as its cells."""
    out, x, now = [], MARGIN, {}
    parts = SGR.split(line)
    for number, part in enumerate(parts):
        if number % 2:
            now = style(part, now)
            continue
        for run in re.findall(r"\S+(?: \S+)*| +", part):
            cells = width(run)
            if run.strip():
                looks = "".join(f' {name}="{value}"' for name, value in now.items())
                size = f' textLength="{cells * CELL}" lengthAdjust="spacingAndGlyphs"'
                out.append(f'<text x="{x}" y="{y}"{size}{looks}>{html.escape(run)}</text>')
            x += cells * CELL
    return out


def terminal(binary: str, lang: str) -> str:
    command = ["estimate", *ON, *(["--lang", lang] if lang != "en" else [])]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "COLUMNS": str(COLUMNS)}
    environment.pop("NO_COLOR", None)
    text = subprocess.run([binary, *command[1:], "--color", "always"], env=environment, check=True, capture_output=True, text=True).stdout
    lines = [f"\x1b[2m$ {' '.join(command)}\x1b[0m", *text.split("\n")][:LINES]
    wide, high = COLUMNS * CELL + 2 * MARGIN, len(lines) * LEADING + 2 * MARGIN
    body = [one for number, line in enumerate(lines) for one in drawn(line, MARGIN + (number + 1) * LEADING - 5)]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
        f"<title>{html.escape(' '.join(command))}</title>",
        f'<rect width="{wide}" height="{high}" rx="8" fill="{PAPER}"/>',
        f'<g fill="{INK}" font-family="ui-monospace, Menlo, Consolas, NanumGothicCoding, monospace" font-size="13" xml:space="preserve">',
        *body, "</g></svg>", "",
    ])


def report(binary: str, lang: str, browser, folder: pathlib.Path) -> None:
    page_file = folder / f"report.{lang}.html"
    subprocess.run([binary, *ON, "--lang", lang, "--format", "html", "--output", str(page_file)], check=True, capture_output=True)
    page = browser.new_page(viewport={"width": 1000, "height": 900}, color_scheme="light")
    page.goto(page_file.as_uri())
    page.screenshot(path=str(DOCS / f"report.{lang}.png"))
    page.close()


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("no chromium here: tests/setup-env.sh system, or set CHROMIUM", file=sys.stderr)
        return 2
    binary = readme.estimate()
    DOCS.mkdir(exist_ok=True)
    for lang in ("en", "ko"):
        (DOCS / f"terminal.{lang}.svg").write_text(terminal(binary, lang), encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for lang in ("en", "ko"):
            report(binary, lang, browser, pathlib.Path(folder))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
