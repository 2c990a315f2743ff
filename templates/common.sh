# shellcheck shell=bash
# What deploy.sh and destroy.sh share: names, tools, talk. Sourced, never run.
#
# A stack called NAME owns, beside its own resources: the bucket NAME-artifacts-ACCOUNT-REGION (zips and packaged templates)
# and the SSM parameters /sundown/NAME/… (secrets). destroy.sh removes all of it.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
AWS=${AWS:-$root/.venv/tools/bin/aws}
export AWS_PAGER=''

# What the command line may change.
architecture=serverless stack='' yes=no

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $*"
    exit 2
}

# Checks the architecture and the stack's name, asks AWS who we are, and sets account, region, artifacts, secrets.
find_place() {
    case $architecture in
        serverless | ec2-elb | fargate | cleanup) ;;
        *) die "unknown architecture '$architecture'; there are: serverless, ec2-elb, fargate, cleanup" ;;
    esac
    stack=${stack:-sundown-$architecture}
    [[ $stack =~ ^[a-z][a-z0-9-]{0,20}$ ]] || die "the stack's name '$stack' must be 1 to 21 of a-z, 0-9 and '-', because buckets are named after it"
    [[ -x $AWS ]] || die "no AWS command at $AWS; make it with tests/setup-env.sh tools, or name yours in AWS"
    region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$("$AWS" configure get region || true)}}
    [[ -n $region ]] || die "no region; set AWS_REGION, for example to ap-northeast-2"
    export AWS_REGION=$region AWS_DEFAULT_REGION=$region
    account=$("$AWS" sts get-caller-identity --query Account --output text) || die "AWS does not know us; sign in first (aws configure)"
    # shellcheck disable=SC2034  # the scripts that source this use them
    artifacts=$stack-artifacts-$account-$region secrets=/sundown/$stack
    say "architecture $architecture, stack $stack, account $account, region $region${AWS_ENDPOINT_URL:+, endpoint $AWS_ENDPOINT_URL}"
}

# Nothing happens without a typed yes, or --yes from a script.
consent() {
    [[ $yes = no ]] || return 0
    [[ -t 0 ]] || die "nobody is there to say yes; a script says --yes"
    local answer
    read -r -p "$1 Type yes: " answer
    [[ $answer = yes ]] || die "not confirmed, nothing was changed"
}

stack_exists() { "$AWS" cloudformation describe-stacks --stack-name "$stack" >/dev/null 2>&1; }

output() {
    "$AWS" cloudformation describe-stacks --stack-name "$stack" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}
