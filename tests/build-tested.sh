#!/bin/sh
# Builds what the suites run from outside, into TARGET/tested: the api as a server, the command `leftovers`, and the functions
# as the zips that the templates deploy. Debug for server and command, which are only talked to; the profile `ci` for the
# functions, which are weighed.
#
#   tests/build-tested.sh [TARGET [functions]]      with `functions`: only those
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=${1:-$root/target}
tested=$target/tested
cd "$root"
mkdir -p "$tested/dist/server"

if [ "${2:-}" != functions ]; then
    cargo build --quiet --locked --target-dir "$target" -p sundown-api --no-default-features --features sqlite,postgres
    cp "$target/debug/api" "$tested/api"
    cp "$target/debug/api" "$tested/dist/server/api"
    cargo build --quiet --locked --target-dir "$target" -p sundown-leftovers --bin leftovers
    cp "$target/debug/leftovers" "$tested/leftovers"
fi

cargo build --quiet --locked --target-dir "$target" --profile ci \
    -p sundown-api -p sundown-media -p sundown-notify -p sundown-quote -p sundown-cleanup
for name in api media notify quote cleanup; do
    python3 - "$target/ci/$name" "$tested/dist/$name.zip" <<'PY'
import sys, zipfile
binary, archive = sys.argv[1:]
entry = zipfile.ZipInfo("bootstrap")
entry.external_attr = 0o755 << 16
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out, open(binary, "rb") as source:
    out.writestr(entry, source.read(), zipfile.ZIP_DEFLATED)
PY
done
ls -l "$tested/dist"
