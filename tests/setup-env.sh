#!/bin/sh
# Makes the environments that the tests and the deployment use, once: .venv/tools, .venv/ministack, .venv/moto
# (one each, because the two emulators want different versions of botocore) and Debian's programs.
# An environment is made again only when its requirements file or the Python changed. Run it as often as you like.
#
#   tests/setup-env.sh              everything
#   tests/setup-env.sh tools        only what is named: tools, ministack, moto, system
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=${PYTHON:-python3}

# Debian's packages, and the command or file that shows that each is there.
system_packages='chromium:/usr/bin/chromium
fonts-nanum:/usr/share/fonts/truetype/nanum/NanumGothic.ttf
nginx-light:/usr/sbin/nginx
valgrind:/usr/bin/valgrind
postgresql:/usr/lib/postgresql/*/bin/initdb'

fingerprint='import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'

say() { printf 'setup-env: %s\n' "$*" >&2; }

make_environment() {
    name=$1
    # The pinned versions were resolved for 3.11; an older Python fails late and in many words.
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        say "$python is $("$python" --version); Python 3.11 or newer is needed (name one in PYTHON)"
        exit 2
    fi
    requirements=$root/tests/requirements/$name.txt
    place=$root/.venv/$name
    want=$({ "$python" --version; cat "$requirements"; } | "$python" -c "$fingerprint")
    if [ "$(cat "$place/.stamp" 2>/dev/null || true)" = "$want" ]; then
        return 0
    fi
    say "making .venv/$name"
    started=$(date +%s)
    rm -rf "$place"
    "$python" -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
    # Written last: an interrupted installation has no stamp and starts again.
    printf '%s\n' "$want" >"$place/.stamp"
    say "made .venv/$name in $(($(date +%s) - started)) s"
}

missing_packages() {
    printf '%s\n' "$system_packages" | while IFS=: read -r package sign; do
        # shellcheck disable=SC2086  # the sign may be a pattern, which has to expand
        set -- $sign
        [ -e "$1" ] || printf '%s ' "$package"
    done
}

install_system() {
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        say "missing, and not installed (needs root and apt): ${missing}"
        say "install them yourself, for example: sudo apt-get install --no-install-recommends ${missing}"
        return 0
    fi
    say "installing ${missing}"
    # The tests start their own servers on loopback; Debian's must not start by themselves on a student's machine.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of names
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

[ "$#" -gt 0 ] || set -- system tools ministack moto
for part in "$@"; do
    case $part in
        system) install_system ;;
        tools | ministack | moto) make_environment "$part" ;;
        *)
            say "unknown part '$part'; there are: system, tools, ministack, moto"
            exit 2
            ;;
    esac
done
