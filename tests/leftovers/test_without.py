"""Without credentials, a policy or a terminal: one clear message, at once, and nothing touched."""

import subprocess
import time

import pytest
from conftest import ROOT


def bare(account, **more):
    environment = account.environment(**more)
    return {name: value for name, value in environment.items() if not name.startswith("AWS_")}


@pytest.mark.parametrize("language, word", [("en", "error: "), ("ko", "오류: ")])
@pytest.mark.parametrize("metadata", ["true", "false"])
def test_without_credentials_there_is_one_message_and_exit_2(account, monkeypatch, language, word, metadata):
    environment = {**bare(account), "AWS_EC2_METADATA_DISABLED": metadata, "LEFTOVERS_LANG": language}
    monkeypatch.setattr(account, "environment", lambda **more: environment)
    started = time.monotonic()
    done = account.run("scan")
    assert done.returncode == 2
    assert time.monotonic() - started < 4
    assert done.stdout == ""
    assert done.stderr.startswith(word) and done.stderr.count("\n") == 1, done.stderr
    assert "AWS_PROFILE" in done.stderr


def test_a_profile_that_is_not_there_is_named(account, monkeypatch):
    environment = {**bare(account), "AWS_EC2_METADATA_DISABLED": "true"}
    monkeypatch.setattr(account, "environment", lambda **more: environment)
    done = account.run("--profile", "nobody")
    assert done.returncode == 2 and "nobody" in done.stderr, done.stderr


def test_a_plan_needs_a_policy_and_apply_a_plan(account):
    done = account.run("plan")
    assert done.returncode == 2 and "leftovers init" in done.stderr
    done = account.run("apply", "plan.json")
    assert done.returncode == 2 and "plan.json" in done.stderr
    assert account.requests == 0


def test_init_writes_a_policy_once(account):
    done = account.run("init", "--lang", "ko")
    assert done.returncode == 0 and "leftovers.toml" in done.stdout
    assert "[account]" in (account.home / "leftovers.toml").read_text()
    assert account.run("init").returncode == 2
    # An account has to be named before anything runs.
    done = account.run("plan")
    assert done.returncode == 2 and "leftovers.toml:" in done.stderr and "account.allow" in done.stderr


def test_words_that_are_none_are_refused_in_the_readers_language(account):
    for arguments, english, korean in [
        (["--chek"], "near: --check", "--check"),
        (["scna"], "near: scan", "scan"),
        (["--format", "xml"], "it can be: table", "가능한 값: table"),
        (["--rate", "0"], "won for one dollar", "환율"),
        (["explain"], "is missing", "빠졌습니다"),
        (["plan", "--yes"], "no argument", "없는 인수"),
        (["apply", "plan.json", "--digest", "00000000"], "no argument", "없는 인수"),
    ]:
        done = account.run(*arguments)
        assert done.returncode == 2 and english in done.stderr, done.stderr
        done = account.run(*arguments, LEFTOVERS_LANG="ko")
        assert done.returncode == 2 and korean in done.stderr, done.stderr
    assert account.requests == 0


def test_completions_and_man_come_from_the_same_tables(account):
    assert "--by" in account.run("completions", "bash").stdout
    assert "apply" in account.run("man").stdout
    assert "leftovers" in account.run("--version").stdout


@pytest.mark.parametrize("language, words", [("en", "sign in again"), ("ko", "다시 로그인")])
def test_credentials_that_aws_refuses_are_told_from_none(account, language, words):
    account.refuse = lambda region, service, headers: True
    done = account.run("--lang", language)
    assert done.returncode == 2 and words in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_a_policy_of_another_account_runs_nowhere(account):
    assert account.run("init").returncode == 0
    policy = account.home / "leftovers.toml"
    policy.write_text(policy.read_text().replace("allow = []", 'allow = ["999988887777"]'))
    done = account.run("plan")
    assert done.returncode == 2 and "does not allow this account" in done.stderr
    for mistake, words in [("mode = \"taged\"", "leftovers.toml:6:8"), ("modes = \"tagged\"", "leftovers.toml:6:1")]:
        policy.write_text(policy.read_text().replace("mode = \"tagged\"", mistake))
        done = account.run("scan")
        assert done.returncode == 2 and words in done.stderr, done.stderr
        policy.write_text(policy.read_text().replace(mistake, "mode = \"tagged\""))


def test_a_policy_is_read_whole_or_not_at_all(account):
    assert account.run("init").returncode == 0
    policy = account.home / "leftovers.toml"
    text = policy.read_text().replace("allow = []", 'allow = ["123456789012"]')
    account.refuse = lambda region, service, headers: True
    # A mark before the first letter and Windows' line ends are no mistakes: the next thing to fail is AWS.
    policy.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    done = account.run("plan")
    assert done.returncode == 2 and "sign in again" in done.stderr, done.stderr
    for broken in [b"", text.encode("utf-16"), text.encode()[:200], text.replace("[caps]", "[caps]\nitem = 3").encode()]:
        policy.write_bytes(broken)
        done = account.run("plan")
        assert done.returncode == 2 and "leftovers.toml" in done.stderr, done.stderr
    policy.unlink()
    assert "leftovers init" in account.run("plan").stderr
    assert account.run("plan", "--policy", "other.toml").returncode == 2


@pytest.mark.parametrize("code, green", [(0, True), (3, True), (1, False), (2, False)])
def test_make_is_green_when_it_listed_what_it_found(code, green):
    done = subprocess.run(["make", "-s", "leftovers", f"LEFTOVERS=sh -c 'exit {code}'"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode == 0) == green, done.stderr
