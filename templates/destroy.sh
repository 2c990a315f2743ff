#!/usr/bin/env bash
# Takes down what deploy.sh put up, waits until it is gone, and lists what is left.
#
#   templates/destroy.sh [serverless|ec2-elb|fargate] [--stack NAME] [--yes]
#
# Exit code 0: nothing is left. 1: something is, and it is listed with its price. 2: it could not be done. Environment: ESTIMATE
# (the estimate command), AWS, AWS_ENDPOINT_URL.
set -euo pipefail
# shellcheck source=templates/common.sh
source "$(dirname -- "$0")/common.sh"

ESTIMATE=${ESTIMATE:-$root/target/release/estimate}

while (($#)); do
    case $1 in
        --stack) stack=${2:?--stack needs a name} && shift ;;
        --yes) yes=yes ;;
        -*) die "unknown option '$1'; there are: --stack --yes" ;;
        *) architecture=$1 ;;
    esac
    shift
done

stack_buckets() {
    "$AWS" cloudformation list-stack-resources --stack-name "$stack" --output text \
        --query "StackResourceSummaries[?ResourceType=='AWS::S3::Bucket' && ResourceStatus!='DELETE_COMPLETE'].PhysicalResourceId"
}

# A bucket must be empty before it can go: every object, every version, every delete marker, 1,000 at a time.
empty_bucket() {
    local bucket=$1 batch
    "$AWS" s3api head-bucket --bucket "$bucket" >/dev/null 2>&1 || return 0
    batch=$(mktemp)
    while :; do
        # shellcheck disable=SC2016  # the back quotes are JMESPath's
        "$AWS" s3api list-object-versions --bucket "$bucket" --max-items 1000 --output json \
            --query '{Quiet: `true`, Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}' >"$batch"
        grep -q '"Key"' "$batch" || break
        "$AWS" s3api delete-objects --bucket "$bucket" --delete "file://$batch" >/dev/null
    done
    rm -f "$batch"
}

delete_stack() {
    stack_exists || return 0
    local bucket
    for bucket in $(stack_buckets); do
        say "emptying $bucket"
        empty_bucket "$bucket"
    done
    say "deleting the stack (a distribution or a database takes some minutes)"
    "$AWS" cloudformation delete-stack --stack-name "$stack"
    "$AWS" cloudformation wait stack-delete-complete --stack-name "$stack" ||
        die "the stack could not be deleted; its events say why: aws cloudformation describe-stack-events --stack-name $stack"
}

delete_beside_stack() {
    if "$AWS" s3api head-bucket --bucket "$artifacts" >/dev/null 2>&1; then
        say "emptying and deleting $artifacts"
        empty_bucket "$artifacts"
        "$AWS" s3api delete-bucket --bucket "$artifacts"
    fi
    local name
    for name in token database; do
        "$AWS" ssm get-parameter --name "$secrets/$name" >/dev/null 2>&1 || continue
        say "deleting $secrets/$name"
        "$AWS" ssm delete-parameter --name "$secrets/$name"
    done
}

# What bytes kept cost a month at list price, by the estimate itself: month KIND FIELD BYTES.
month() {
    local gb
    [[ -x $ESTIMATE ]] || { printf 'price unknown: no estimate command at %s' "$ESTIMATE" && return; }
    gb=$(python3 -c 'import sys; print(f"{int(sys.argv[1]) / 2**30:.6f}")' "$3")
    printf 'region = "%s"\n[deployments.left.it.%s]\n%s = %s\n' "$region" "$1" "$2" "$gb" |
        "$ESTIMATE" compare - --only left --format json |
        python3 -c 'import json, sys; print("$" + json.load(sys.stdin)["deployments"][0]["gross"], "a month at list price", end="")' ||
        printf 'price unknown'
}

# One line for each thing of ours that is still there. Log groups bill for what they keep, buckets for what they hold.
left() {
    local prefix name bytes
    for prefix in "/aws/lambda/$stack-" "/sundown/$stack/"; do
        while read -r name bytes; do
            bytes=${bytes/None/0}
            [[ -z $name ]] || printf 'log group %s: %s bytes, %s\n' "$name" "$bytes" "$(month logs stored_gb "$bytes")"
        done < <("$AWS" logs describe-log-groups --log-group-name-prefix "$prefix" --query 'logGroups[].[logGroupName, storedBytes]' --output text)
    done
    for name in $("$AWS" s3api list-buckets --query "Buckets[?starts_with(Name, '$stack-')].Name" --output text); do
        [[ $name = "$stack"-*-"$account-$region" ]] || continue
        bytes=$("$AWS" s3api list-object-versions --bucket "$name" --query 'Versions[].[Size]' --output text | awk '{ sum += $1 } END { printf "%d", sum }')
        printf 'bucket %s: %s bytes, %s\n' "$name" "$bytes" "$(month s3 storage_gb "$bytes")"
    done
    for name in $("$AWS" ssm get-parameters-by-path --path "$secrets" --query 'Parameters[].Name' --output text); do
        printf 'parameter %s: standard parameters are free\n' "$name"
    done
}

find_place
consent "Delete the stack $stack, its data and its buckets?"
delete_stack
delete_beside_stack
remaining=$(left)
if [[ -n $remaining ]]; then
    printf 'left over:\n%s\n' "$remaining"
    say "make leftovers looks at the whole account; a log group goes with: aws logs delete-log-group --log-group-name NAME"
    exit 1
fi
printf 'nothing of %s is left\n' "$stack"
