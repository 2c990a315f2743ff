"""dist.sh asks cargo-lambda for the right builds, and deploy.sh has them built only after the yes. A stand-in records what it is asked;
the real build takes minutes and is `make dist`."""

import pytest
from conftest import ROOT, TEMPLATES
from test_deploy import Cloud, cloud  # noqa: F401  the fixture

RECORDER = """#!/bin/sh
echo "$@" >>"$HOME/asked"
while [ "$#" -gt 0 ]; do
    case $1 in
        --lambda-dir) place=$2 ;;
        --bin) mkdir -p "$place/$2" && echo "$2" >"$place/$2/bootstrap.zip" && echo "$2" >"$place/$2/bootstrap" ;;
    esac
    shift
done
"""


@pytest.fixture
def build(cloud: Cloud):  # noqa: F811
    """dist.sh with the stand-in: what it was asked, and what then is in DIST."""
    recorder = cloud.home / "recorder"
    recorder.write_text(RECORDER)
    recorder.chmod(0o755)
    dist = cloud.home / "dist"

    def run(*arguments, **changes):
        changes |= {"CARGO_LAMBDA": str(recorder), "DIST": str(dist), "CARGO_TARGET_DIR": str(cloud.home / "target")}
        done = cloud.run(TEMPLATES / "dist.sh", *arguments, **changes)
        assert done.returncode == 0, done.stderr
        (asked,) = (cloud.home / "asked").read_text().splitlines()
        return asked, {str(path.relative_to(dist)): path.read_text().strip() for path in dist.rglob("*") if path.is_file()}

    return run


def test_the_four_functions_are_zips(build):
    asked, made = build()
    assert made == {f"{name}.zip": name for name in ("api", "media", "notify", "quote")}
    assert asked.startswith("lambda build --profile release --locked ") and "--output-format zip" in asked
    assert "arm" not in asked and "--features" not in asked and "--no-default-features" not in asked


def test_the_cleanup_is_built_small(build):
    asked, made = build("cleanup")
    assert made == {"cleanup.zip": "cleanup"}
    assert asked.startswith("lambda build --profile small --locked ")


def test_the_server_is_built_with_its_databases(build):
    asked, made = build("ec2-elb")
    assert made == {"server/api": "api"}
    assert asked.startswith("lambda build --profile release --locked ")
    assert "--no-default-features --features sqlite,postgres" in asked and "zip" not in asked


def test_another_processor_is_asked_for_by_name(build, cloud):  # noqa: F811
    asked, _ = build(ARCH="arm64")
    assert "--arm64" in asked
    refused = cloud.run(TEMPLATES / "dist.sh", ARCH="sparc")
    assert refused.returncode == 2 and "there are: x86_64, arm64" in refused.stderr


def test_nothing_is_made_when_the_build_fails(cloud):  # noqa: F811
    before = (ROOT / "dist").exists()
    done = cloud.script("deploy", "serverless", "--yes", DIST=None, CARGO_LAMBDA="/bin/false")
    assert done.returncode == 2 and "it could not be built; nothing was changed" in done.stderr
    assert cloud.aws("s3api", "list-buckets")["Buckets"] == []
    assert (ROOT / "dist").exists() == before
    unasked = cloud.script("deploy", "serverless", DIST=None, CARGO_LAMBDA="/bin/false")
    assert "nobody is there to say yes" in unasked.stderr and "building" not in unasked.stderr
