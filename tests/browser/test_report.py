"""The HTML report in a real browser: nothing overflows on a phone or a laptop, in both languages and themes; every line
opens to its steps; nothing is loaded and no script is needed. Screenshots go to `target/screenshots`, for looking at.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: tests/setup-env.sh")

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
SCREENSHOTS = TARGET / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")

# What sticks out of the page or is cut off by its own box; a box that scrolls by itself may be wider inside.
OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = (one) => one.closest('.scroll') !== null;
  const out = [...document.querySelectorAll('main *')]
    .filter((one) => one.getClientRects().length && !scrolls(one) && getComputedStyle(one).position !== 'absolute')
    .filter((one) => one.getBoundingClientRect().right > wide + 0.5 || one.getBoundingClientRect().left < -0.5)
    .map((one) => `${one.tagName}.${one.getAttribute('class')}: ${one.textContent.trim().slice(0, 40)}`);
  for (const text of document.querySelectorAll('svg text')) {
    const inside = text.getBoundingClientRect(), around = text.ownerSVGElement.getBoundingClientRect();
    if (around.width && (inside.left < around.left - 0.5 || inside.right > around.right + 0.5)) out.push(`cut off: ${text.textContent}`);
  }
  if (document.documentElement.scrollWidth > wide) out.push(`page is ${document.documentElement.scrollWidth} wide`);
  return out;
}"""

# Steps are read line by line: on a phone they are stacked, and never scroll sideways.
SCROLLING = "() => [...document.querySelectorAll('.steps .scroll')].filter((b) => b.scrollWidth > b.clientWidth + 1).length"


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    command = ["cargo", "run", "-q", "-p", "sundown-report", "--example", "sample_html", "--", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=1200)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return {lang: (folder / f"report.{lang}.html").as_uri() for lang in ("en", "ko")}


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no chromium here: apt-get install chromium, or set CHROMIUM")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(browser, url, width, theme="light"):
    """The page, and in `asked` everything it asked for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(url)
    return page


def open_all(page):
    """As a reader does: by clicking, from the outside in."""
    for summary in page.locator("details.way > summary").all():
        summary.click()
    for summary in page.locator("details.line > summary").all():
        summary.click()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_nothing_overflows_closed_or_open(browser, pages, lang, width, theme):
    page = opened(browser, pages[lang], width, theme)
    assert page.evaluate(OVERFLOWING) == []
    page.screenshot(path=SCREENSHOTS / f"report-{lang}-{width}-{theme}.png", full_page=True)
    open_all(page)
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(SCROLLING) == 0
    page.screenshot(path=SCREENSHOTS / f"report-{lang}-{width}-{theme}-open.png", full_page=True)
    page.context.close()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_line_opens_to_its_steps(browser, pages, lang):
    page = opened(browser, pages[lang], 1280)
    open_all(page)
    lines = page.locator("details.line").all()
    assert len(lines) > 10
    for line in lines:
        assert line.locator("tbody tr").first.is_visible()
        assert re.search(r"\d{4}", line.locator(".origin").inner_text()), "a price without its date"
    page.context.close()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_page_stands_alone_and_says_what_it_is(browser, pages, lang):
    page = opened(browser, pages[lang], 1280)
    assert page.asked == [pages[lang]], "the page asked for something else"
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").inner_text() == page.title()
    assert page.locator("script:not([type='application/json'])").count() == 0
    exact = json.loads(page.locator("#estimate").text_content())
    assert exact["kind"] == "comparison" and exact["lang"] == lang
    names = page.locator(".ways .name").all_inner_texts()
    assert len(names) == len(exact["deployments"])
    unnamed = "() => [...document.querySelectorAll('[role=img],[role=region]')].filter((e) => !e.getAttribute('aria-label')).length"
    assert page.evaluate(unnamed) == 0
    page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_the_ground(browser, pages, theme):
    """WCAG AA for the text colours: 4.5 to 1."""
    page = opened(browser, pages["en"], 1280, theme)
    colours = page.evaluate(
        "() => ['--ground', '--ink', '--soft', '--accent'].map((n) => getComputedStyle(document.documentElement).getPropertyValue(n).trim())"
    )
    ground, *texts = [luminance(colour) for colour in colours]
    for name, text in zip(("ink", "soft", "accent"), texts, strict=True):
        lighter, darker = max(ground, text), min(ground, text)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, f"{name} in {theme}"
    page.context.close()


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_it_prints_with_its_steps(browser, pages):
    page = opened(browser, pages["ko"], 1280)
    page.emulate_media(media="print")
    page.pdf(path=SCREENSHOTS / "report-ko.pdf", format="A4")
    assert page.locator("details.line .steps").first.is_visible(), "closed lines stay closed on paper"
    page.context.close()
