"""What the pages say is so: examples print what is shown, targets, files and flags exist, both languages show the same."""

import os
import re

import pytest
import readme
from house import ROOT, run

PAGES = ["README.md", "README.ko.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "templates/README.md"]
READ = {name: (ROOT / name).read_text(encoding="utf-8") for name in PAGES}


@pytest.fixture(scope="session")
def binary():
    return readme.estimate()


@pytest.mark.parametrize("page", readme.PAGES)
def test_examples_print_what_is_shown(page, binary):
    assert readme.BLOCK.search(READ[page]), "no example in the page"
    assert readme.page_renewed(READ[page], binary) == READ[page]


def test_an_example_that_is_wrong_is_seen(binary):
    wrong = "```console\n$ estimate --on 2026-12-01\nFargate is cheapest.\n...\n```"
    assert readme.page_renewed(wrong, binary) != wrong


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    soon = set(re.findall(r"`(?:make )?([a-z-]+)`", not_yet(READ["README.md"])))
    named = set(re.findall(r"`make ([a-z-]+)", READ[page])) - soon
    assert named <= targets, named - targets


def not_yet(text):
    """The paragraph in which a page says what is not there."""
    return "".join(re.findall(r"^## (?:Limits|한계).*?(?=^## )", text, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page):
    here = (ROOT / page).parent
    for link in re.findall(r"\]\(([^)#]+)\)", READ[page]):
        assert link.startswith("https://") or (here / link).exists(), link


@pytest.mark.parametrize("page", PAGES)
def test_paths_in_the_text_exist(page):
    made = {"docs/bench/"}
    for path in re.findall(r"`((?:estimator|tests|templates|docs|\.ci)/[\w./-]*)`", READ[page]):
        assert path in made or (ROOT / path).exists(), path


@pytest.mark.parametrize("page", PAGES)
def test_flags_of_the_scripts_exist(page):
    for script, rest in re.findall(r"(templates/(?:deploy|destroy)\.sh)([^`\n#]*)", READ[page]):
        text = (ROOT / script).read_text(encoding="utf-8")
        for flag in re.findall(r"--[a-z-]+", rest):
            assert f"{flag})" in text, f"{script} has no {flag}"


def test_flags_of_the_command_exist(binary):
    leftovers = os.environ.get("LEFTOVERS_BIN", str(ROOT / "target" / "tested" / "leftovers"))
    helps = [run(binary, *page, "--help") for page in ([], ["prices", "refresh"], ["prices", "diff"])]
    helps += [run(leftovers, *page, "--help") for page in ([], ["plan"])]
    known = {flag for page in helps for flag in re.findall(r"--[a-z-]+", page.stdout)}
    for page in ("README.md", "README.ko.md"):
        written = READ[page].replace(not_yet(READ[page]), "")
        named = {flag for text in re.findall(r"`([^`\n]*)`", written) for flag in re.findall(r"(?<!\S)--[a-z-]+", text)}
        others = {"--release", "--locked", "--bin", "--path", "--workspace", "--only", "--owner", "--for"}
        assert named - others <= known, named - others - known


def test_both_languages_show_the_same_commands():
    shown = [re.findall(r"^\$ (.*?)(?: --lang ko)?$", READ[page], re.MULTILINE) for page in ("README.md", "README.ko.md")]
    assert shown[0] == shown[1]
    made = [sorted(set(re.findall(r"`make ([a-z-]+)", READ[page]))) for page in ("README.md", "README.ko.md")]
    assert made[0] == made[1]
