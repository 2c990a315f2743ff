#!/usr/bin/env bash
# Puts one architecture of the Todo application into an AWS account: says what it will cost, asks, deploys, says how to destroy it.
#
#   templates/deploy.sh [serverless|ec2-elb|fargate] [--stack NAME] [--owner NAME] [--for 3h] [--yes] [KEY=VALUE …]
#   templates/deploy.sh cleanup [--policy FILE.toml] [--baseline FILE.jsonl] …      the scheduled cleanup; it stays
#
# KEY=VALUE are parameters of the template (templates/README.md). Environment: ESTIMATE (the estimate command; "none" goes on without
# a price and says so), DIST (folder of api.zip, media.zip, notify.zip, quote.zip, cleanup.zip; for servers: of server/api; without
# it dist.sh builds them, after the yes), AWS, AWS_ENDPOINT_URL.
set -euo pipefail
# shellcheck source=templates/common.sh
source "$(dirname -- "$0")/common.sh"

owner=${USER:-unknown} lasts=3h parameters=() processor=x86_64 policy='' baseline=''
while (($#)); do
    case $1 in
        --stack) stack=${2:?--stack needs a name} && shift ;;
        --owner) owner=${2:?--owner needs a name} && shift ;;
        --for) lasts=${2:?--for needs a time such as 3h} && shift ;;
        --yes) yes=yes ;;
        --policy) policy=$(cat -- "${2:?--policy needs a file}") && parameters+=("Policy=$policy") && shift ;;
        --baseline) baseline=${2:?--baseline needs the file that 'leftovers baseline record' wrote} && shift ;;
        *=*) parameters+=("$1") && [[ $1 != Arch=* ]] || processor=${1#Arch=} ;;
        -*) die "unknown option '$1'; there are: --stack --owner --for --policy --baseline --yes" ;;
        *) architecture=$1 ;;
    esac
    shift
done
build=no
[[ -n ${DIST:-} ]] || build=yes
DIST=${DIST:-$root/dist}
ESTIMATE=${ESTIMATE:-$root/target/release/estimate}

# The time after which everything may be deleted, from 90m, 3h or 2d. Not `date -d`, which a Mac has not.
expiry() {
    python3 - "$lasts" <<'END' || die "--for takes a time such as 90m, 3h or 2d, not '$lasts'"
import datetime, re, sys
number, unit = re.fullmatch(r"([1-9][0-9]{0,3})([mhd])", sys.argv[1]).groups()
lasts = datetime.timedelta(minutes=int(number) * {"m": 1, "h": 60, "d": 1440}[unit])
print((datetime.datetime.now(datetime.timezone.utc) + lasts).strftime("%Y-%m-%dT%H:%M:%SZ"))
END
}

need_files() {
    local file
    [[ $build = no ]] || return 0
    for file in "$@"; do
        [[ -f $DIST/$file ]] || die "no $DIST/$file; build it first with templates/dist.sh, or leave DIST out"
    done
}

# Without it every run of such a policy fails: all that is there would look new. A stack that is there has its baseline.
need_baseline() {
    [[ -z $baseline || -f $baseline ]] || die "no baseline at $baseline; 'leftovers baseline record' writes one and says where"
    [[ -z $baseline && $policy =~ mode[[:blank:]]*=[[:blank:]]*\"baseline\" ]] || return 0
    stack_exists || die "the policy's mode is baseline: record one with 'leftovers baseline record', and name its file with --baseline"
}

show_cost() {
    if [[ $ESTIMATE = none ]]; then
        say "COST: not estimated, because ESTIMATE=none"
        return
    fi
    [[ -x $ESTIMATE ]] || die "no estimate command at $ESTIMATE, so no price can be told; run make estimate, or set ESTIMATE"
    if [[ $architecture = serverless ]]; then
        "$ESTIMATE" lab serverless --for "$lasts" --region "$region"
    elif [[ $architecture = cleanup ]]; then
        "$ESTIMATE" compare "$root/templates/cleanup.toml" --only cleanup --region "$region"
    else
        "$ESTIMATE" compare --only "$architecture" --for "$lasts" --region "$region"
    fi
}

make_artifact_bucket() {
    "$AWS" s3api head-bucket --bucket "$artifacts" >/dev/null 2>&1 && return
    local place=(--create-bucket-configuration "LocationConstraint=$region")
    [[ $region != us-east-1 ]] || place=()
    "$AWS" s3api create-bucket --bucket "$artifacts" ${place[@]+"${place[@]}"} >/dev/null
    "$AWS" s3api put-public-access-block --bucket "$artifacts" --public-access-block-configuration \
        BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
}

tag_artifact_bucket() {
    local set='' tag
    for tag in "${tags[@]}"; do
        set+="${set:+,}{Key=${tag%%=*},Value=${tag#*=}}"
    done
    "$AWS" s3api put-bucket-tagging --bucket "$artifacts" --tagging "TagSet=[$set]"
}

# A secret is made once, on this machine, and goes to SSM through a file: an argument would show in the process list.
make_secret() {
    local name=$secrets/$1 type=$2 file
    "$AWS" ssm get-parameter --name "$name" >/dev/null 2>&1 && return
    file=$(umask 077 && mktemp "$stage/secret.XXXXXX")
    python3 - "$name" "$type" "$architecture" "$owner" "$expires" >"$file" <<'END'
import json, secrets, sys
name, kind, lab, owner, expires = sys.argv[1:]
tags = [{"Key": "lab", "Value": lab}, {"Key": "owner", "Value": owner}, {"Key": "expires-at", "Value": expires}]
print(json.dumps({"Name": name, "Type": kind, "Value": secrets.token_hex(32), "Tags": tags}))
END
    "$AWS" ssm put-parameter --cli-input-json "file://$file" >/dev/null
    rm -f "$file"
}

# The parameters that every lab has.
deploy_lab() { deploy_stack "ExpiresAt=$expires" "TokenSecretName=$secrets/token" "$@"; }

# Packages (uploads what the template names by path) and deploys; more parameters may be given.
deploy_stack() {
    # Its progress goes to stderr, thousands of characters where that is no terminal.
    "$AWS" cloudformation package --template-file "$stage/templates/$architecture.yaml" \
        --s3-bucket "$artifacts" --output-template-file "$stage/packaged.yaml" >"$stage/talk" 2>&1 || die "$(tail -n 3 "$stage/talk")"
    # The user's own parameters come last and win.
    "$AWS" cloudformation deploy --template-file "$stage/packaged.yaml" --stack-name "$stack" \
        --s3-bucket "$artifacts" --no-fail-on-empty-changeset \
        --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND \
        --tags "${tags[@]}" \
        --parameter-overrides "Owner=$owner" "$@" ${parameters[@]+"${parameters[@]}"} >&2 ||
        die "the deployment failed; what it made so far may bill, and goes with: templates/destroy.sh $architecture --stack $stack"
}

deploy_serverless() {
    make_secret token String
    deploy_lab
    local api_url
    api_url=$(output ApiUrl)
    printf 'export const API_BASE = "%s";\n' "$api_url" >"$stage/site/config.js"
    "$AWS" s3 sync --only-show-errors --delete --cache-control 'public, max-age=60' "$stage/site" "s3://$(output SiteBucket)"
    "$AWS" cloudfront create-invalidation --distribution-id "$(output DistributionId)" --paths '/*' >/dev/null
    say "API   $api_url"
}

# What an instance or an image needs, in one folder: the server, the site, and the files that run it.
stage_server() {
    mkdir -p "$stage/server"
    cp "$DIST/server/api" "$root"/templates/server/* "$stage/server/"
    cp -R "$stage/site" "$stage/server/site"
}

content_name() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 cat | cksum | cut -d ' ' -f 1); }

deploy_ec2_elb() {
    make_secret token SecureString
    make_secret database SecureString
    stage_server
    local key
    key=server-$(content_name "$stage/server").zip
    (cd "$stage/server" && python3 -m zipfile -c "../$key" ./*)
    "$AWS" s3 cp --only-show-errors "$stage/$key" "s3://$artifacts/$key"
    deploy_lab "ArtifactBucket=$artifacts" "ServerKey=$key" "DatabasePasswordName=$secrets/database"
}

deploy_fargate() {
    make_secret token SecureString
    make_secret database SecureString
    stage_server
    local tag repository
    tag=$(content_name "$stage/server")
    # The repository has to be there before the image, the image before the tasks.
    stack_exists || deploy_lab "DatabasePasswordName=$secrets/database"
    repository=$(output Repository)
    "$AWS" ecr get-login-password | "$docker" login --username AWS --password-stdin "${repository%%/*}"
    "$docker" build --file "$root/templates/Dockerfile" --tag "$repository:$tag" "$stage/server"
    "$docker" push "$repository:$tag"
    deploy_lab "DatabasePasswordName=$secrets/database" "ImageTag=$tag"
}

deploy_cleanup() {
    deploy_stack
    [[ -z $baseline ]] || "$AWS" s3 cp --only-show-errors "$baseline" "s3://$(output Bucket)/$account.baseline.jsonl" >&2
    say "reports: s3://$(output Bucket)/reports/; notices: $(output Topic)"
    say "run it now: $AWS lambda invoke --function-name $(output ScanFunction) --payload '{\"cleanup\":\"start\"}' /dev/stdout"
}

# Servers start after the stack says it is complete; an emulator starts none.
wait_until_up() {
    if [[ -n ${AWS_ENDPOINT_URL:-} ]]; then
        say "not waiting for the servers: an emulator runs none"
        return
    fi
    local try
    for ((try = 0; try < 60; try++)); do
        curl --silent --fail --max-time 5 --output /dev/null "$1" && return
        sleep 10
    done
    die "$1 does not answer after ten minutes; the stack is there and bills: look at its log, or run templates/destroy.sh $architecture"
}

find_place
case $architecture in
    serverless) need_files api.zip media.zip notify.zip quote.zip ;;
    ec2-elb) need_files server/api ;;
    cleanup) need_files cleanup.zip && need_baseline ;;
    fargate)
        need_files server/api
        docker=$(command -v docker || command -v podman) || die "an image has to be built: install docker or podman"
        ;;
esac
expires=$(expiry)
show_cost
# The cleanup is no lab: it stays, and nothing of it may be taken for a leftover.
if [[ $architecture = cleanup ]]; then
    tags=("owner=$owner" "keep=cleanup")
    consent "Deploy this?"
else
    tags=("lab=$architecture" "owner=$owner" "expires-at=$expires")
    consent "Deploy this until $expires?"
fi
if [[ $build = yes ]]; then
    say "building what is deployed, in $DIST (minutes the first time)"
    ARCH=$processor DIST=$DIST "$root/templates/dist.sh" "$architecture" >&2 || die "it could not be built; nothing was changed"
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir "$stage/templates"
cp "$root/templates/$architecture.yaml" "$stage/templates/"
ln -s "$DIST" "$stage/dist"
cp -R "$root/templates/site" "$stage/site"

make_artifact_bucket
tag_artifact_bucket
"deploy_${architecture//-/_}"
[[ $architecture != cleanup ]] || exit 0
url=$(output Url)
[[ $architecture = serverless ]] || wait_until_up "$url"
printf '%s\n' "$url"
say "It may be deleted after $expires. To delete it: templates/destroy.sh $architecture --stack $stack"
