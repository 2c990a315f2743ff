#!/usr/bin/env bash
# The application on this machine, with no account: the api on SQLite and a folder, the site beside it. What it keeps is in
# .dev/ (remove it to start anew); notices of finished todos are lines of its log.
#
#   templates/dev.sh              http://127.0.0.1:8080
#   LISTEN=127.0.0.1:9000 templates/dev.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --quiet --locked -p sundown-api --no-default-features --features sqlite --bin api
mkdir -p .dev/media
# Made once, so that a sign-in outlives a restart; nobody else can read it.
if [ ! -s .dev/secret ]; then
    (umask 077 && head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >.dev/secret)
fi
export TOKEN_SECRET DATABASE_URL=sqlite:.dev/todo.db MEDIA_DIR=.dev/media SITE_DIR=templates/site
TOKEN_SECRET=$(cat .dev/secret)
export LISTEN=${LISTEN:-127.0.0.1:8080}
printf 'http://%s  (Ctrl-C ends it)\n' "$LISTEN" >&2
exec "${CARGO_TARGET_DIR:-target}/debug/api"
