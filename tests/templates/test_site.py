"""The front in a real browser against the real api: what a person can do, in words that person reads."""

import re

from pages import add, fill_account, new_name, person, png, sign_up, titles
from playwright.sync_api import expect


def test_a_day_with_todos(chromium, site):
    with person(chromium, site) as page:
        username = sign_up(page)
        expect(page.locator("#who")).to_have_text(username)
        first = add(page, "buy milk")
        add(page, "우유 사기 🥛")
        assert titles(page) == ["buy milk", "우유 사기 🥛"]

        first.get_by_role("checkbox", name="buy milk").check()
        expect(page.locator("#count")).to_have_text("1 of 2 done")
        first.get_by_role("button", name="Edit: buy milk").click()
        page.get_by_label("New title: buy milk").fill("buy oat milk")
        page.keyboard.press("Enter")
        expect(page.locator("#list li").first.locator("[data-part=title]")).to_have_text("buy oat milk")
        expect(page.locator("#list li").first.get_by_role("checkbox")).to_be_checked()

        page.get_by_role("button", name="Delete: 우유 사기 🥛").click()
        expect(page.locator("#list li")).to_have_count(1)
        page.reload()
        expect(page.locator("#list li")).to_have_count(1)
        assert titles(page) == ["buy oat milk"]

        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("#account")).to_be_visible()
        fill_account(page, username, "correct horse battery", "signin")
        expect(page.locator("#list li")).to_have_count(1)


def test_editing_can_be_given_up(chromium, site):
    with person(chromium, site) as page:
        sign_up(page)
        row = add(page, "as it was")
        row.get_by_role("button", name="Edit: as it was").click()
        page.get_by_label("New title: as it was").fill("never kept")
        page.keyboard.press("Escape")
        assert titles(page) == ["as it was"]
        expect(page.get_by_role("button", name="Edit: as it was")).to_be_focused()


def test_another_account_sees_nothing_of_it(chromium, site):
    with person(chromium, site) as page:
        sign_up(page)
        add(page, "mine")
    with person(chromium, site) as page:
        sign_up(page)
        expect(page.locator("#count")).to_have_text("Nothing to do yet.")
        assert titles(page) == []


def test_a_picture_gets_its_thumbnail(chromium, site):
    with person(chromium, site) as page:
        sign_up(page)
        row = add(page, "my cat")
        row.locator("input[type=file]").set_input_files({"name": "cat.png", "mimeType": "image/png", "buffer": png(640, 480)})
        thumbnail = page.get_by_role("img", name="Picture: my cat")
        expect(thumbnail).to_be_visible(timeout=20_000)
        expect(page.locator("[data-part=waiting]")).to_be_hidden()
        assert 0 < thumbnail.evaluate("image => image.naturalWidth") <= 256, "the thumbnail and not the original"
        # It stays when the list is drawn anew, and comes back when the page is.
        page.get_by_role("checkbox", name="my cat").check()
        expect(thumbnail).to_be_visible()
        page.reload()
        expect(thumbnail).to_be_visible()


def test_what_is_no_picture_is_refused_before_it_is_sent(chromium, site):
    with person(chromium, site) as page:
        sign_up(page)
        row = add(page, "notes")
        sent = []
        page.on("request", lambda request: sent.append(request.url))
        row.locator("input[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"text"})
        expect(page.get_by_role("alert")).to_have_text("A picture must be a JPEG, PNG, WebP or GIF file.")
        large = {"name": "a.png", "mimeType": "image/png", "buffer": b"\0" * (5 * 1024 * 1024 + 1)}
        row.locator("input[type=file]").set_input_files(large)
        expect(page.get_by_role("alert")).to_have_text("A picture must have at most 5 MB.")
        assert sent == []


def test_markup_in_a_title_is_only_text(chromium, site):
    evil = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    with person(chromium, site) as page:
        sign_up(page)
        row = add(page, evil)
        assert titles(page) == [evil]
        row.locator("[data-part=change]").click()
        expect(row.locator("[data-part=draft]")).to_have_value(evil)
        assert page.title() == "Sundown · Todo"


def test_refusals_are_said_in_words(chromium, site):
    username = new_name()
    with person(chromium, site) as page:
        fill_account(page, username, "some password 1", "signin")
        expect(page.get_by_role("alert")).to_have_text("Account name or password is wrong.")
        sign_up(page, username)
    with person(chromium, site, locale="ko-KR") as page:
        fill_account(page, username, "other password 2", "signup")
        expect(page.get_by_role("alert")).to_have_text("이미 있는 계정 이름입니다.")
        expect(page.locator("#account")).to_be_visible()


def test_a_token_that_is_no_longer_good_leads_to_the_sign_in(chromium, site):
    with person(chromium, site) as page:
        sign_up(page)
        page.evaluate("sessionStorage.setItem('sundown.token', 'null')")
        page.locator("#title").fill("too late")
        page.locator("#add-form button").click()
        expect(page.get_by_role("alert")).to_have_text("Please sign in again.")
        expect(page.locator("#account")).to_be_visible()
        expect(page.locator("#todos")).to_be_hidden()


def test_a_server_that_is_gone_is_said_and_nothing_is_added_twice(chromium, site):
    with person(chromium, site) as page:
        sign_up(page)
        keys = []

        def lose_the_answer(route):
            keys.append(route.request.headers["idempotency-key"])
            route.fetch()
            route.abort()

        page.route(re.compile("/todo$"), lose_the_answer, times=1)
        page.locator("#title").fill("once")
        page.locator("#add-form button").click()
        expect(page.get_by_role("alert")).to_have_text("The server can't be reached.")
        page.on("request", lambda request: request.method == "POST" and keys.append(request.headers["idempotency-key"]))
        page.locator("#add-form button").click()
        expect(page.locator("#list li")).to_have_count(1)
        assert len(keys) == 2 and keys[0] == keys[1]
