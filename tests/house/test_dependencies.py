"""What we depend on: licences, bans and sources as deny.toml allows them, and nothing that no code uses.

Advisories are not checked here: their database lives on GitHub, and the tests reach package registries only.
Where GitHub is reachable: `cargo deny check advisories`.
"""

import json
import tomllib

from house import ROOT, run, tool

# Findings of cargo-shear that are no faults here, with the reason.
EXCUSED = {
    # The list in [workspace.dependencies] is checked once every member that it serves is in the tree.
    "shear/unused_workspace_dependency",
    # Modules declared by a macro (`services!`) are invisible to a tool that does not expand macros.
    "shear/unlinked_files",
}


def test_licences_bans_and_sources_are_as_deny_toml_allows():
    found = run(tool("cargo-deny"), "--color", "never", "--locked", "check", "licenses", "bans", "sources", timeout=300)
    errors = [line for line in found.stderr.splitlines() if line.startswith("error")]
    assert found.returncode == 0, "\n".join([*errors, found.stderr[-4000:]])


def test_the_check_of_licences_can_fail(tmp_path):
    strict = tmp_path / "deny.toml"
    strict.write_text('[licenses]\nallow = ["ISC"]\n', encoding="utf-8")
    found = run(tool("cargo-deny"), "--color", "never", "--locked", "--config", strict, "check", "licenses", timeout=300)
    assert found.returncode != 0


def test_every_dependency_is_used():
    found = run(tool("cargo-shear"), "--format=json", "--locked", "--offline", timeout=300)
    report = json.loads(found.stdout)
    faults = [f"{one.get('file', 'the workspace')}: {one['message']}" for one in report["findings"] if one["code"] not in EXCUSED]
    assert faults == []


def test_what_is_excused_is_used_after_all():
    """A dependency that cargo-shear is told to ignore is named by some source of its package."""
    for manifest in ROOT.glob("*/**/Cargo.toml"):
        package = tomllib.loads(manifest.read_text(encoding="utf-8")).get("package", {})
        for name in package.get("metadata", {}).get("cargo-shear", {}).get("ignored", []):
            sources = manifest.parent.rglob("*.rs")
            word = name.replace("-", "_") + "::"
            assert any(word in source.read_text(encoding="utf-8") for source in sources), f"{manifest}: {name}"
