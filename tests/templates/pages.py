"""Hands and eyes for the site's tests: a person at the page, a picture, and what is measured on a drawn page."""

import contextlib
import struct
import uuid
import zlib

# Text whose contrast with what is behind it is under WCAG's 4.5 (3 for large type).
LOW_CONTRAST = """() => {
  const rgb = (css) => (css.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = rgb(getComputedStyle(e).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!(words || element.matches("input")) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgb(style.color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5)) low.push(`${element.outerHTML} ${ratio}`);
  }
  return low;
}"""

# What a finger or a screen reader can act on and that has no name.
NAMELESS = """() => [...document.querySelectorAll("button, input, a")]
  .filter((e) => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim() || e.querySelector("img[alt]")))
  .map((e) => e.outerHTML)"""

OVERFLOW = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && !e.matches(".unseen") && e.getBoundingClientRect().right > innerWidth + 0.5)
  .map((e) => e.outerHTML)"""


def new_name():
    return "kim-" + uuid.uuid4().hex[:12]


def png(width, height):
    """A real picture with a gradient, made here so that no binary has to be kept."""
    rows = b"".join(
        b"\0" + b"".join(bytes((x * 255 // width, y * 255 // height, 120)) for x in range(width)) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@contextlib.contextmanager
def person(chromium, site, locale="en-US", width=1280, scheme="light"):
    """A fresh visitor at the site. On leaving: nothing was asked of another host, and no script failed."""
    context = chromium.new_context(
        base_url=site, locale=locale, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    foreign, failures = [], []
    page.on("request", lambda request: request.url.startswith((site, "blob:", "data:")) or foreign.append(request.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto("/")
    yield page
    context.close()
    assert foreign == []
    assert failures == []


def fill_account(page, username, password, button):
    page.locator("#username").fill(username)
    page.locator("#password").fill(password)
    page.locator(f"#account-form button[value={button}]").click()


def sign_up(page, username=None, password="correct horse battery"):
    username = username or new_name()
    fill_account(page, username, password, "signup")
    page.locator("#todos").wait_for()
    return username


def add(page, title):
    before = page.locator("#list li").count()
    page.locator("#title").fill(title)
    page.locator("#add-form button").click()
    page.locator("#list li").nth(before).wait_for()
    return page.locator("#list li").nth(before)


def titles(page):
    return page.locator("#list [data-part=title]").all_text_contents()
