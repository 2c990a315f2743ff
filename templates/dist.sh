#!/usr/bin/env bash
# Builds what deploy.sh puts up, into DIST (default dist/), by cargo-lambda, linked for Amazon Linux 2023's glibc wherever it is built.
#
#   templates/dist.sh [serverless|cleanup|ec2-elb|fargate]      the functions as zips, or the api as a server
#
# Environment: ARCH (x86_64, the default, or arm64, for who has Rust's target of that name), DIST, CARGO_TARGET_DIR, CARGO_LAMBDA.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
DIST=${DIST:-$root/dist}
target=${CARGO_TARGET_DIR:-$root/target}
architecture=${1:-serverless}
cd "$root"

case ${ARCH:-x86_64} in
    # Nothing is said where it is the machine's own: asked for by name, a target is looked up and fetched.
    x86_64) if [[ $(uname -m) = x86_64 ]]; then chosen=(); else chosen=(--x86-64); fi ;;
    arm64) chosen=(--arm64) ;;
    *)
        printf "error: unknown ARCH '%s'; there are: x86_64, arm64\n" "$ARCH" >&2
        exit 2
        ;;
esac

# Each build has a folder of its own: cargo-lambda packs by the binary's name, and a function and the server are both `api`.
build() {
    # By the environment, because cargo-lambda hands the option --target-dir to a command that doesn't know it.
    PATH="$root/.venv/tools/bin:$PATH" CARGO_TARGET_DIR=$target "${CARGO_LAMBDA:-cargo-lambda}" lambda build --profile "$2" --locked \
        --lambda-dir "$target/dist/$1" ${chosen[@]+"${chosen[@]}"} "${@:3}"
}

sh tests/setup-env.sh tools
functions=()
case $architecture in
    serverless) functions=(api media notify quote) profile=release ;;
    cleanup) functions=(cleanup) profile=small ;;
esac
if ((${#functions[@]} > 0)); then
    packages=()
    for name in "${functions[@]}"; do
        packages+=(--package "sundown-$name" --bin "$name")
    done
    build functions "$profile" --output-format zip "${packages[@]}"
    mkdir -p "$DIST"
    for name in "${functions[@]}"; do
        cp "$target/dist/functions/$name/bootstrap.zip" "$DIST/$name.zip"
    done
else
    build server release --package sundown-api --bin api --no-default-features --features sqlite,postgres
    mkdir -p "$DIST/server"
    cp "$target/dist/server/api/bootstrap" "$DIST/server/api"
fi
