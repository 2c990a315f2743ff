"""The front as it is drawn and named: both languages, both themes, narrow and wide, by keyboard alone."""

import re

import pytest
from conftest import TEMPLATES
from pages import LOW_CONTRAST, NAMELESS, OVERFLOW, add, new_name, person, sign_up
from playwright.sync_api import expect

SITE = TEMPLATES / "site"


def keys_of(language):
    words = (SITE / "text.js").read_text(encoding="utf-8")
    block = re.search(rf"^  {language}: {{\n(.*?)^  }},\n", words, re.DOTALL | re.MULTILINE).group(1)
    return re.findall(r"^    (\w+): ", block, re.MULTILINE)


def test_every_sentence_is_there_in_both_languages_and_used():
    assert keys_of("en") == keys_of("ko")
    page = "".join(path.read_text(encoding="utf-8") for path in SITE.iterdir() if path.suffix in (".html", ".js"))
    used = set(re.findall(r'data-text="(\w+)"', page)) | {key for key in keys_of("en") if f'"{key}"' in page}
    assert used | {"languageName"} == set(keys_of("en"))


def test_nothing_is_written_into_the_page_as_markup_or_inline():
    for path in SITE.iterdir():
        words = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|style=|onclick=|<script>", words), path
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", words), path


@pytest.mark.parametrize("locale,heading,other", [("ko-KR", "로그인 또는 가입", "English"), ("en-US", "Sign in or sign up", "한국어")])
def test_the_browser_chooses_the_language_and_the_person_may_change_it(chromium, site, locale, heading, other):
    with person(chromium, site, locale=locale) as page:
        expect(page.get_by_role("heading", level=2)).to_have_text(heading)
        assert page.locator("html").get_attribute("lang") == locale[:2]
        page.get_by_role("button", name=other).click()
        assert page.locator("html").get_attribute("lang") != locale[:2]
        expect(page.get_by_role("heading", level=2)).not_to_have_text(heading)
        page.reload()
        expect(page.get_by_role("heading", level=2)).not_to_have_text(heading)


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_it_fits_is_named_and_can_be_read(chromium, site, locale, scheme, width, tmp_path):
    with person(chromium, site, locale=locale, width=width, scheme=scheme) as page:
        for look in ("account", "todos", "editing"):
            if look == "todos":
                sign_up(page, new_name() + "-with-a-rather-long-name-that-has-to-wrap-somewhere")
                add(page, "짧은 할 일")
                add(page, "a title without any blank " + "x" * 200).get_by_role("checkbox").check()
                expect(page.locator("li.done")).to_have_count(1)
            if look == "editing":
                page.locator("[data-part=change]").first.click()
            page.screenshot(path=tmp_path / f"{look}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.evaluate(OVERFLOW)
            assert page.evaluate(OVERFLOW) == []
            assert page.evaluate(LOW_CONTRAST) == []
            assert page.evaluate(NAMELESS) == []


def test_the_keyboard_alone_is_enough(chromium, site):
    with person(chromium, site) as page:
        press = page.keyboard.press
        page.locator("#username").focus()
        page.keyboard.type(new_name())
        press("Tab")
        page.keyboard.type("a long enough password")
        press("Tab")
        press("Tab")
        expect(page.get_by_role("button", name="Sign up")).to_be_focused()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline != "0px"
        press("Enter")
        expect(page.locator("#title")).to_be_focused()
        page.keyboard.type("by keyboard")
        press("Enter")
        expect(page.locator("#list li")).to_have_count(1)
        expect(page.locator("#title")).to_be_focused()
        press("Tab")
        press("Tab")
        expect(page.get_by_role("checkbox", name="by keyboard")).to_be_focused()
        press("Space")
        expect(page.locator("#count")).to_have_text("1 of 1 done")
        # The list was drawn anew, and the keyboard is where it was.
        expect(page.get_by_role("checkbox", name="by keyboard")).to_be_focused()
        press("Tab")
        press("Enter")
        page.keyboard.type("changed by keyboard")
        press("Enter")
        expect(page.get_by_role("button", name="Edit: changed by keyboard")).to_be_focused()
        press("Tab")
        press("Tab")
        press("Enter")
        expect(page.locator("#count")).to_have_text("Nothing to do yet.")
        expect(page.locator("#title")).to_be_focused()
