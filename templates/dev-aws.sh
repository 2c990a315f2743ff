#!/usr/bin/env bash
# The real Lambda functions on this machine, with no account: an emulated AWS that enforces the functions' roles, and serverless.yaml
# put up in it by deploy.sh, as it would be on AWS. Ctrl-C ends it and forgets everything.
#
#   templates/dev-aws.sh        the site at http://localhost:3000; the API's address is printed
#
# Real here: the four binaries, their roles, HTTP API to api and quote, table, queues, topic, signed uploads, uploads to media.
# Replaced: CloudFront, by a server of plain files with what was deployed; the API's CORS settings, which are made once more for that
# server. The emulator ignores throttling and access logs.
#
# Environment: DIST (folder of the zips; built here without it), PORT (4566, the emulator's), SITE_PORT (3000; pictures are taken from there only).
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
port=${PORT:-4566} site_port=${SITE_PORT:-3000}

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $*"
    exit 2
}

for number in "$port" "$site_port"; do
    python3 -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' "$number" 2>/dev/null ||
        die "port $number is taken; set PORT (the emulator's) or SITE_PORT to another"
done
sh tests/setup-env.sh tools ministack
if [[ -z ${DIST:-} ]]; then
    say "building the functions (minutes the first time)"
    target=${CARGO_TARGET_DIR:-$PWD/target}
    sh tests/build-tested.sh "$target" functions >/dev/null
    DIST=$target/tested/dist
fi

home=$(mktemp -d)
cloud='' front=''
# The emulator leads a group of its own, because the functions that it started would outlive it.
# shellcheck disable=SC2329  # the trap below calls it
finish() {
    [[ -z $front ]] || kill "$front" 2>/dev/null || true
    if [[ -n $cloud ]]; then
        kill -- "-$cloud" 2>/dev/null || true
        for ((try = 0; try < 50; try++)); do
            kill -0 -- "-$cloud" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL -- "-$cloud" 2>/dev/null || true
    fi
    wait
    rm -rf "$home"
    say 'ended: nothing is left running, nothing was kept'
}
trap finish EXIT
trap 'exit 0' INT TERM

# A bare environment, because the functions inherit it; BIND_HOST, because it would listen to the world.
endpoint=http://127.0.0.1:$port
lead='import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])'
python3 -c "$lead" env -i PATH="$PATH" HOME="$home" TMPDIR="$home" BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" MINISTACK_HOST=localhost \
    IOT_MTLS_ENABLED=0 SFTP_ENABLED=0 AUTH=true AWS_ENDPOINT_URL="$endpoint" "$PWD/.venv/ministack/bin/ministack" >"$home/log" 2>&1 &
cloud=$!
for ((try = 0; ; try++)); do
    curl --silent --fail --output /dev/null "$endpoint/_ministack/health" && break
    if ((try == 200)) || ! kill -0 "$cloud" 2>/dev/null; then
        die "the emulator did not start: $(tail -n 3 "$home/log")"
    fi
    sleep 0.1
done

# As somebody with no settings and no account: nothing of this can reach AWS.
user=(env -i PATH="$PATH" HOME="$home" TMPDIR="$home" AWS_ENDPOINT_URL="$endpoint" AWS_REGION=ap-northeast-2 AWS_DEFAULT_REGION=ap-northeast-2
    AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test DIST="$DIST" ESTIMATE=none)
"${user[@]}" templates/deploy.sh serverless --stack dev --owner "${USER:-dev}" --for 1d --yes >"$home/deployed" 2>&1 ||
    die "the stack could not be put up: $(tail -n 5 "$home/deployed")"
output() {
    "${user[@]}" .venv/tools/bin/aws cloudformation describe-stacks --stack-name dev --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}
api=$(output ApiUrl)
id=${api#http://}
# The emulator's CloudFormation drops the API's CORS settings; its gateway keeps them.
"${user[@]}" .venv/tools/bin/aws apigatewayv2 update-api --api-id "${id%%.*}" --cors-configuration \
    "AllowOrigins=http://localhost:$site_port,AllowMethods=GET,POST,PUT,PATCH,DELETE,AllowHeaders=authorization,content-type,idempotency-key" >/dev/null
"${user[@]}" .venv/tools/bin/aws s3 sync --only-show-errors "s3://$(output SiteBucket)" "$home/site"
python3 -m http.server "$site_port" --bind 127.0.0.1 --directory "$home/site" >>"$home/log" 2>&1 &
front=$!

printf 'site  http://localhost:%s\nAPI   %s\nAWS   %s\n' "$site_port" "$api" "$endpoint"
say "The emulator's log, with the notices: $home/log  (Ctrl-C ends everything)"
wait "$cloud" || true
die "the emulator ended by itself: $(tail -n 3 "$home/log")"
