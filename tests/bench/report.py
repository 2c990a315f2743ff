"""The figures as a page: Markdown with one picture. It names machine, commit and day, because a figure without them says nothing."""

import html
from dataclasses import dataclass

from peers import Peer


@dataclass(frozen=True)
class Figure:
    """One measured figure and the limit that it is held to, in one unit; `limit` None: told, not held."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def text(self) -> str:
        digits = 0 if self.value >= 1_000 else 2
        return f"{self.value:,.{digits}f} {self.unit}"

    def row(self) -> str:
        limit = "" if self.limit is None else f"≤ {self.limit:,.{0 if self.limit >= 2 else 1}f} {self.unit}"
        verdict = "" if self.limit is None else ("yes" if self.holds else "**no**")
        return f"| {self.name} | {self.text()} | {limit} | {verdict} |"


def table(head: list[str], rows: list[str]) -> list[str]:
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *rows, ""]


def escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'")


def markdown(day: str, machine: str, commit: str, figures: list[Figure], peers: list[Peer], notes: list[str]) -> str:
    lines = [
        f"# Bench of {day}", "",
        f"Machine: {machine}. Commit: {commit}. Made by `make bench`; nothing here is typed by hand.", "",
        "Times are the least of many runs, taken in turn in one run of the bench; on a shared machine only ratios and counts are worth comparing.", "",
        *table(["what", "measured", "limit", "holds"], [figure.row() for figure in figures]),
        "![Time of a whole process](processes.svg)", "",
        "## Peers", "",
        "Asked what they can be asked on a machine without AWS: the price of a t3.micro in Seoul, or of a Lambda binary for cargo-bill. "
        "The time is from the start of the process to its answer, once.", "",
        *table(
            ["peer", "answers", "needs", "answered here", "ms"],
            [f"| {p.name} {p.version} | {p.answers} | {p.needs} | `{escaped(p.said)}` | {p.milliseconds:,.0f} |" for p in peers],
        ),
    ]
    if notes:
        lines += ["## Not measured", "", *[f"- {note}" for note in notes], ""]
    return "\n".join(lines)


def svg(bars: list[tuple[str, float]]) -> str:
    """Horizontal bars of milliseconds; the longest is the width."""
    wide, high, left, row = 640, 40 + 34 * len(bars), 230, 34
    most = max(value for _, value in bars)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
        "<title>Milliseconds of a whole process, the least of many runs</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        '<g font-family="system-ui, sans-serif" font-size="13" fill="#1f2328">',
    ]
    for number, (name, value) in enumerate(bars):
        y = 20 + number * row
        length = max(1.0, (wide - left - 90) * value / most)
        out.append(f'<text x="{left - 10}" y="{y + 17}" text-anchor="end">{html.escape(name)}</text>')
        out.append(f'<rect x="{left}" y="{y + 3}" width="{length:.1f}" height="20" rx="2" fill="{"#c2410c" if number == 0 else "#9ca3af"}"/>')
        out.append(f'<text x="{left + length + 8:.1f}" y="{y + 17}">{value:.1f} ms</text>')
    return "\n".join([*out, "</g></svg>", ""])
