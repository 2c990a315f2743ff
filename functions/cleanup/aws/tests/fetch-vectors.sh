#!/bin/sh
# Fetches what the tests of the wire are judged by into .venv/botocore: botocore's source package (protocol vectors,
# service models) and botocore itself (the signer). Nothing of it is committed. Does nothing where it is already there.
set -eu
version=1.44.5
root=$(cd "$(dirname "$0")/../../../.." && pwd)
home="$root/.venv/botocore"
[ -f "$home/source/tests/unit/test_protocols.py" ] && [ -x "$home/bin/python" ] && exit 0
mkdir -p "$home"
python3 -m venv "$home"
"$home/bin/pip" install --quiet --disable-pip-version-check "botocore==$version" setuptools wheel
"$home/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: "botocore==$version" -d "$home/package"
rm -rf "$home/source"
mkdir "$home/source"
tar -xzf "$home/package/botocore-$version.tar.gz" --strip-components 1 -C "$home/source"
