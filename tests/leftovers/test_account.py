"""The command against an emulated account, from a scan to a deletion with consent."""

import contextlib
import csv
import io
import json
import signal
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

import jsonschema
import pytest
from conftest import REGION, ROOT

SCOPE = ("--region", REGION)
# moto tells services apart by the signature's scope, and checks nothing of it.
EC2_SCOPE = f"AWS4-HMAC-SHA256 Credential=test/20261121/{REGION}/ec2/aws4_request, SignedHeaders=host, Signature=0"


def tags(kind, **pairs):
    pairs = {key.replace("_", "-"): value for key, value in pairs.items()}
    return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in pairs.items()]}]


def lab(kind, owner="kim", **more):
    return tags(kind, lab="todo", owner=owner, **more)


@pytest.fixture
def leftovers(account):
    """kim's two volumes and an address, lee's volume, a kept volume, an untagged one."""
    ec2 = account.client("ec2")
    zone = f"{REGION}a"
    volume = lambda spec: ec2.create_volume(Size=10, VolumeType="gp2", AvailabilityZone=zone, TagSpecifications=spec)["VolumeId"]
    made = {
        "kim": volume(lab("volume")),
        "kim2": volume(lab("volume")),
        "lee": volume(lab("volume", owner="lee")),
        "expired": volume(lab("volume", owner="lee", expires_at=(datetime.now(timezone.utc) - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ"))),
        "kept": volume(lab("volume", keep="yes")),
        "plain": ec2.create_volume(Size=10, VolumeType="gp2", AvailabilityZone=zone)["VolumeId"],
        "address": ec2.allocate_address(Domain="vpc", TagSpecifications=lab("elastic-ip"))["AllocationId"],
    }
    account.client("iam").create_account_alias(AccountAlias="class-lab")
    number = account.client("sts").get_caller_identity()["Account"]
    assert account.run("init").returncode == 0
    policy = account.home / "leftovers.toml"
    made["policy"] = policy.read_text().replace("allow = []", f'allow = ["{number}"]')
    policy.unlink()
    return made


def volumes(account):
    return {volume["VolumeId"] for volume in account.client("ec2").describe_volumes()["Volumes"]}


def with_policy(account, leftovers):
    (account.home / "leftovers.toml").write_text(leftovers["policy"])


def plan(account, *more):
    done = account.run("plan", *SCOPE, "--as", "kim", "-o", "plan.json", *more)
    assert done.returncode in (0, 3), done.stderr
    return done, json.loads((account.home / "plan.json").read_text())


def fits(document, kind):
    schema = ROOT / "functions" / "cleanup" / "leftovers" / "schema" / f"{kind}.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text()))
    assert document["kind"] == kind


def consent(terminal, digest, alias="class-lab"):
    terminal.wait_for("alias")
    terminal.type(alias)
    terminal.wait_for("characters")
    terminal.type(digest[:8])


def test_a_scan_needs_no_policy_and_changes_nothing(account, leftovers):
    seen = []
    account.on_change = lambda path, body: seen.append(body)
    done = account.run(*SCOPE, "--format", "json")
    document = json.loads(done.stdout)
    assert done.returncode == (0 if document["complete"] else 3), done.stderr
    fits(document, "scan")
    found = {finding["id"]: finding for finding in document["findings"]}
    for name in ("kim", "lee", "plain"):
        finding = found[leftovers[name]]
        assert finding["leftover"], finding
        # 10 GB of gp2 in Seoul, $0.114 each.
        assert float(finding["usd"]["month"]) == pytest.approx(1.14)
        assert float(finding["won"]["month"]) == pytest.approx(float(finding["usd"]["month"]) * 1400, rel=1e-6)
    assert not found[leftovers["kept"]]["leftover"] and "keep" in found[leftovers["kept"]]["reason"]
    assert found[leftovers["kim"]]["owner"] == "kim"
    calls = [body for body in seen if body.startswith(b"Action=")]
    assert calls and all(body.split(b"=")[1].startswith((b"Describe", b"List", b"Get")) for body in calls)
    assert volumes(account) == {leftovers[name] for name in ("kim", "kim2", "lee", "expired", "kept", "plain")}


def test_it_answers_first_in_both_languages(account, leftovers):
    english, korean = account.run(*SCOPE), account.run(*SCOPE, "--lang", "ko")
    assert english.returncode == korean.returncode
    first = english.stdout.splitlines()[0]
    assert " leftovers " in first and "a day" in first and "₩" in english.stdout
    assert korean.stdout.startswith("남은 자원 ") and "하루" in korean.stdout.splitlines()[0]
    assert english.stderr == korean.stderr == "", "no bar without a terminal"


def test_check_says_no_unless_something_could_not_be_scanned(account, leftovers):
    document = json.loads(account.run(*SCOPE, "--format", "json").stdout)
    assert document["complete"], document["not_scanned"]
    assert account.run(*SCOPE).returncode == 0
    assert account.run(*SCOPE, "--check").returncode == 1
    account.refuse = lambda region, service, headers: service == "kms"
    done = account.run(*SCOPE, "--check")
    assert done.returncode == 3 and "kms:key" in done.stdout and "access denied" in done.stdout


def test_by_owner_is_a_table_to_read_out(account, leftovers):
    with_policy(account, leftovers)
    done = account.run(*SCOPE, "--by", "owner", "--lang", "ko")
    assert "누가" in done.stdout and "보존 또는 삭제 방법" in done.stdout
    assert "lee" in done.stdout and leftovers["expired"] in done.stdout, done.stdout


def test_all_forms_hold_the_same_resources(account, leftovers):
    rows = list(csv.DictReader(io.StringIO(account.run(*SCOPE, "--format", "csv").stdout)))
    assert {leftovers["kim"], leftovers["kept"]} <= {row["id"] for row in rows}
    assert account.run(*SCOPE, "--format", "html", "-o", "report.html").stdout == ""
    page = (account.home / "report.html").read_text()
    assert page.startswith("<!doctype html>") and leftovers["kim"] in page
    assert leftovers["kim"] in account.run(*SCOPE, "--format", "markdown").stdout


def test_a_region_that_refuses_is_listed_and_wins(account, leftovers):
    account.refuse = lambda region, service, headers: region == "us-west-2"
    done = account.run("--region", f"{REGION},us-west-2", "--check")
    assert done.returncode == 3
    assert "us-west-2: everything: not available" in done.stdout
    assert leftovers["kim"] in done.stdout, "the other region is there all the same"


def test_explain_says_why_and_what_it_costs(account, leftovers):
    done = account.run("explain", leftovers["kept"], *SCOPE)
    assert "tagged to be kept: keep" in done.stdout and "gp2" in done.stdout, done.stdout
    done = account.run("explain", "vol-nothing", *SCOPE)
    assert done.returncode == 2 and "vol-nothing" in done.stderr


def test_plan_consent_apply_gone_and_what_is_protected_is_still_there(account, leftovers):
    with_policy(account, leftovers)
    done, document = plan(account)
    fits(document, "plan")
    planned = {line["key"]["id"] for line in document["plan"]["lines"]}
    assert planned == {leftovers[name] for name in ("kim", "kim2", "expired", "address")}, done.stdout
    assert document["digest"][:8] in done.stdout and "leftovers apply plan.json" in done.stdout
    assert len(volumes(account)) == 6, "a plan changes nothing"

    terminal = account.sit_down("apply", "plan.json")
    consent(terminal, document["digest"])
    assert terminal.end() in (0, 3), terminal.shown
    assert "4 of 4 deleted and verified" in terminal.shown, terminal.shown
    assert volumes(account) == {leftovers[name] for name in ("lee", "kept", "plain")}
    assert account.client("ec2").describe_addresses()["Addresses"] == []
    # The same plan again finds everything gone.
    terminal = account.sit_down("apply", "plan.json", "--lang", "ko", "--format", "json")
    terminal.wait_for("별칭")
    terminal.type("class-lab")
    terminal.wait_for("처음 8자")
    terminal.type(document["digest"][:8])
    assert terminal.end() in (0, 3), terminal.shown
    done = json.loads(terminal.shown[terminal.shown.index('{\r\n  "schema"'):])
    fits(done, "apply")
    assert {outcome["bucket"] for outcome in done["outcomes"]} == {"gone"}


def test_without_the_right_words_nothing_is_deleted(account, leftovers):
    with_policy(account, leftovers)
    _, document = plan(account)
    before = volumes(account)
    done = account.run("apply", "plan.json")
    assert done.returncode == 2 and "terminal" in done.stderr
    for alias, digest in [("wrong", document["digest"]), ("class-lab", "00000000"), ("class-lab", document["digest"][:7])]:
        terminal = account.sit_down("apply", "plan.json")
        terminal.wait_for("alias")
        terminal.type(alias)
        if alias == "class-lab":
            terminal.wait_for("characters")
            terminal.type(digest[:8])
        assert terminal.end() == 2, terminal.shown
    changed = json.dumps(document).replace(leftovers["kim2"], leftovers["kept"])
    (account.home / "plan.json").write_text(changed)
    done = account.run("apply", "plan.json")
    assert done.returncode == 2 and "changed" in done.stderr
    assert volumes(account) == before


def test_killed_in_the_middle_it_goes_on(account, leftovers):
    with_policy(account, leftovers)
    _, document = plan(account)
    terminal = account.sit_down("apply", "plan.json")
    killed = []

    def kill(path, body):
        if b"Action=DeleteVolume" in body or b"Action=ReleaseAddress" in body:
            if not killed:
                killed.append(body)
                terminal.signal(signal.SIGKILL)
                time.sleep(0.5)

    account.on_change = kill
    consent(terminal, document["digest"])
    assert terminal.end() == -signal.SIGKILL and killed
    terminal = account.sit_down("apply", "plan.json")
    consent(terminal, document["digest"])
    assert terminal.end() in (0, 3), terminal.shown
    assert "4 of 4 deleted and verified" in terminal.shown, terminal.shown
    assert volumes(account) == {leftovers[name] for name in ("lee", "kept", "plain")}


def test_killed_at_every_change_it_ends_all_the_same(account, leftovers):
    """SIGKILL right before each change and right after its effect, in turn; a new process each time."""
    with_policy(account, leftovers)
    _, document = plan(account)
    seen, running = {}, []

    def kill(path, body):
        if body.startswith((b"Action=Delete", b"Action=Release")):
            if body in seen:
                seen[body] += 1
                return
            seen[body] = 0
            if len(seen) % 2 == 0:
                # The effect first: the door passes on to moto what we send here.
                seen[body] = 1
                with contextlib.suppress(urllib.error.HTTPError):
                    urllib.request.urlopen(urllib.request.Request(account.moto + path, data=body, method="POST",
                                           headers={"Authorization": EC2_SCOPE}), timeout=30).close()
            running[-1].signal(signal.SIGKILL)
            time.sleep(0.5)
            raise ConnectionAbortedError("nobody is there to hear")

    account.on_change = kill
    kills = 0
    while True:
        terminal = account.sit_down("apply", "plan.json")
        running.append(terminal)
        consent(terminal, document["digest"])
        code = terminal.end()
        if code != -signal.SIGKILL:
            break
        kills += 1
        assert kills <= 8
    assert code in (0, 3) and "4 of 4 deleted and verified" in terminal.shown, terminal.shown
    assert kills == 4 and set(seen.values()) == {1}, "each change had its effect once"
    assert volumes(account) == {leftovers[name] for name in ("lee", "kept", "plain")}


def test_ctrl_c_says_what_happened(account, leftovers):
    with_policy(account, leftovers)
    _, document = plan(account)
    terminal = account.sit_down("apply", "plan.json")
    consent(terminal, document["digest"])
    terminal.wait_for("scanning")
    terminal.signal(signal.SIGINT)
    assert terminal.end() == 2
    assert "stopped as you asked; 0 changes" in terminal.shown and "leftovers apply plan.json" in terminal.shown
    assert len(volumes(account)) == 6


def test_a_damaged_state_is_named_and_deletes_nothing(account, leftovers):
    with_policy(account, leftovers)
    _, document = plan(account)
    number = document["plan"]["account"]
    state = account.home / ".local" / "state" / "sundown" / "leftovers"
    state.mkdir(parents=True)
    (state / f"{number}.jsonl").write_text("{}\n")
    done = account.run("plan", *SCOPE)
    assert done.returncode == 2 and f"{number}.jsonl" in done.stderr
    terminal = account.sit_down("apply", "plan.json")
    assert terminal.end() == 2 and "nothing is deleted" in terminal.shown
    assert len(volumes(account)) == 6


def test_a_baseline_is_recorded(account, leftovers):
    done = account.run("baseline", "record", *SCOPE)
    assert done.returncode in (0, 3) and "recorded" in done.stdout, done.stderr
    state = account.home / ".local" / "state" / "sundown" / "leftovers"
    assert leftovers["kept"] in "".join(path.read_text() for path in state.glob("*.baseline.jsonl"))


def test_names_of_strangers_stay_names(account, leftovers):
    # No sign that XML itself forbids: those are in the tests beside the code.
    name = "\u202egnp.exe=cmd()</td><script>alert(1)</script>[x](http://evil.example)\u009b31m"
    account.client("ec2").create_tags(Resources=[leftovers["kim"]], Tags=[{"Key": "Name", "Value": name}])
    for form in ("table", "json", "csv", "html", "markdown"):
        shown = account.run(*SCOPE, "--format", form).stdout
        assert "gnp.exe" in shown, form
        obeyed = [sign for sign in shown if (ord(sign) < 32 and sign not in "\r\n") or "\u007f" <= sign <= "\u009f" or sign == "\u202e"]
        assert not obeyed, (form, obeyed)
        if form == "html":
            assert "<script" not in shown
        if form == "json":
            assert name in {finding["name"] for finding in json.loads(shown)["findings"]}
