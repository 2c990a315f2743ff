#!/usr/bin/env bash
# Reads one synthetic EC2 region file of about 400 MB in every way that matters, and beside jq and Python's ijson.
# Needs jq, GNU time and a Python with ijson (yajl2): `PYTHON=.venv/bin/python estimator/prices/benches/offer.sh [MEGABYTES]`.
set -euo pipefail
megabytes=${1:-400}
python=${PYTHON:-python3}
cargo build --quiet --release --no-default-features -p sundown-prices -p sundown-pricelist --examples
bin=$(cargo metadata --no-deps --format-version 1 | "$python" -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin/synth" "$megabytes" > "$work/products_first.json"
"$bin/synth" "$megabytes" terms-first > "$work/terms_first.json"
gzip --keep "$work/products_first.json"
bytes=$(stat --format %s "$work/products_first.json")

# NAME COMMAND...: the best of three, by the clock; MB of JSON a second and the peak of the process.
measure() {
    local name=$1 best= memory=
    shift
    for _ in $(seq "${RUNS:-3}"); do
        /usr/bin/time --output "$work/time" --format '%e %M' taskset --cpu-list 0 "$@" > "$work/out"
        read -r seconds kilobytes < "$work/time"
        if [[ -z $best || $(echo "$seconds < $best" | bc) == 1 ]]; then best=$seconds memory=$kilobytes; fi
    done
    printf '%-28s %8.2f s %8.0f MB/s %8.1f MB peak   %s\n' "$name" "$best" \
        "$(echo "$bytes / 1000000 / $best" | bc -l)" "$(echo "$memory / 1024" | bc -l)" "$(head -n 1 "$work/out")"
}

cat > "$work/with_ijson.py" <<'PYTHON'
import sys
import ijson
types = prices = 0
with open(sys.argv[1], "rb") as file:
    for prefix, event, value in ijson.parse(file, buf_size=1 << 20):
        if event == "string" and value == "BoxUsage:t3.micro" and prefix.endswith(".usagetype"):
            types += 1
        elif event == "string" and prefix.endswith(".pricePerUnit.USD"):
            prices += 1
print(ijson.backend, types, prices)
PYTHON
measure 'products first' "$bin/read_offer" "$work/products_first.json"
measure 'terms first (two passes)' "$bin/read_offer" "$work/terms_first.json"
measure 'gzip' "$bin/read_offer" "$work/products_first.json.gz"
RUNS=1 measure 'ijson' "$python" "$work/with_ijson.py" "$work/products_first.json"
RUNS=1 measure 'jq --stream' jq --compact-output --stream \
    'select(length == 2 and .[0][3] == "usagetype" and .[1] == "BoxUsage:t3.micro")' "$work/products_first.json"
