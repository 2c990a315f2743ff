"""The figures as a page: Markdown with pictures. It names machine, commit and day, because a figure without them says nothing."""

import html
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One measured figure and the limit that it is held to, in one unit; `limit` None: told, not held."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def row(self) -> list[str]:
        sign = "≥" if self.at_least else "≤"
        limit = "" if self.limit is None else f"{sign} {self.limit:,.{0 if self.limit >= 2 else 1}f} {self.unit}"
        return [self.name, f"{number(self.value)} {self.unit}", limit, "" if self.limit is None else ("yes" if self.holds else "**no**")]


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Picture:
    """Horizontal bars, the first of them ours."""

    name: str
    title: str
    unit: str
    bars: list[tuple[str, float]]


@dataclass(frozen=True)
class Section:
    """What belongs together: figures with their limits, peers side by side, a picture of them."""

    title: str
    words: str = ""
    figures: list[Figure] = field(default_factory=list)
    beside: Table | None = None
    pictures: list[Picture] = field(default_factory=list)

    def lines(self) -> list[str]:
        lines = [f"## {self.title}", ""]
        if self.words:
            lines += [self.words, ""]
        if self.figures:
            lines += table(Table(["what", "measured", "limit", "holds"], [figure.row() for figure in self.figures]))
        if self.beside:
            lines += table(self.beside)
        for picture in self.pictures:
            lines += [f"![{picture.title}]({picture.name}.svg)", ""]
        return lines


def number(value: float) -> str:
    return f"{value:,.{0 if value >= 1_000 else 1 if value >= 100 else 2}f}"


def table(given: Table) -> list[str]:
    return [cells(given.head), "|" + " --- |" * len(given.head), *map(cells, given.rows), ""]


def cells(row: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def markdown(day: str, machine: str, commit: str, sections: list[Section], notes: list[str]) -> str:
    lines = [
        f"# Bench of {day}", "",
        f"Machine: {machine}. Commit: {commit}. Made by `make bench`; nothing here is typed by hand.", "",
        "Times are the least of many runs where nothing else is said, taken in turn in one run of the bench. On a shared machine only the least, "
        "ratios and counts are worth comparing; a median says how busy the machine was.", "",
    ]
    for section in sections:
        lines += section.lines()
    if notes:
        lines += ["## Not measured", "", *[f"- {note}" for note in notes], ""]
    return "\n".join(lines)


def svg(picture: Picture) -> str:
    """The longest bar is the width."""
    bars = picture.bars
    wide, high, left, row = 640, 40 + 34 * len(bars), 230, 34
    most = max(value for _, value in bars)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
        f"<title>{html.escape(picture.title)}</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        '<g font-family="system-ui, sans-serif" font-size="13" fill="#1f2328">',
    ]
    for place, (name, value) in enumerate(bars):
        y = 20 + place * row
        length = max(1.0, (wide - left - 110) * value / most)
        out.append(f'<text x="{left - 10}" y="{y + 17}" text-anchor="end">{html.escape(name)}</text>')
        out.append(f'<rect x="{left}" y="{y + 3}" width="{length:.1f}" height="20" rx="2" fill="{"#c2410c" if place == 0 else "#9ca3af"}"/>')
        out.append(f'<text x="{left + length + 8:.1f}" y="{y + 17}">{number(value)} {html.escape(picture.unit)}</text>')
    return "\n".join([*out, "</g></svg>", ""])
