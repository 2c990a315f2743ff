"""`make cleanup` as a whole: it plans, a person types her consent, it applies. Without the right words nothing goes."""

import json

import pytest
from conftest import BINARY, REGION, ROOT, Terminal, need
from test_account import leftovers, volumes, with_policy  # noqa: F401  (leftovers is a fixture)


@pytest.fixture
def clean_up(account, leftovers):  # noqa: F811
    """`make cleanup` at a terminal in a student's folder, where her policy is and the plan is written."""
    need(BINARY, "sh tests/build-tested.sh, or name one in LEFTOVERS_BIN")
    with_policy(account, leftovers)

    def clean_up(*more):
        make = ["make", "--no-print-directory", "-f", str(ROOT / "Makefile"), "cleanup", f"LEFTOVERS={BINARY}"]
        return Terminal([*make, "AS=kim", *more], account.home, account.environment())
    return clean_up


def consent(account, terminal, alias="class-lab", digest=None):
    terminal.wait_for("alias")
    terminal.type(alias)
    if alias == "class-lab":
        terminal.wait_for("characters")
        plan = json.loads((account.home / "target" / "leftovers-plan.json").read_text())
        terminal.type(digest or plan["digest"][:8])


def test_it_plans_asks_and_deletes(account, leftovers, clean_up):  # noqa: F811
    terminal = clean_up(f"REGION={REGION}", "ARGS=--lang en")
    consent(account, terminal)
    assert terminal.end() == 0, terminal.shown
    assert "4 of 4 deleted and verified" in terminal.shown, terminal.shown
    assert volumes(account) == {leftovers[name] for name in ("lee", "kept", "plain")}
    assert account.client("ec2").describe_addresses()["Addresses"] == []


@pytest.mark.parametrize("words", [{"alias": "klass-lab"}, {"digest": "00000000"}, {"digest": "yes"}])
def test_the_wrong_word_deletes_nothing(account, leftovers, clean_up, words):  # noqa: F811
    changes = []
    account.on_change = lambda path, body: changes.append(body) if b"Action=Delete" in body or b"Action=Release" in body else None
    before = volumes(account)
    terminal = clean_up(f"REGION={REGION}")
    consent(account, terminal, **words)
    assert terminal.end() == 2, terminal.shown
    assert "Error 2" in terminal.shown and volumes(account) == before and changes == []


def test_without_a_policy_there_is_nothing_to_consent_to(account, leftovers, clean_up):  # noqa: F811
    (account.home / "leftovers.toml").unlink()
    before = volumes(account)
    terminal = clean_up(f"REGION={REGION}")
    assert terminal.end() == 2, terminal.shown
    assert "alias" not in terminal.shown and volumes(account) == before
