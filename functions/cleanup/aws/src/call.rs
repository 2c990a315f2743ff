//! One call from input to answer: defaults and tokens filled in, written, sent, read, and S3's peculiarities.

use serde_json::{Map, Value};

use crate::endpoint;
use crate::error::{CallError, Cause};
use crate::route53;
use crate::s3;
use crate::target::Target;
use crate::transport;
use crate::wire::{self, Request};

/// What a change answered, and after how many attempts.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub value: Value,
    pub attempts: u32,
}

/// Sends a call. A bucket that lives elsewhere is asked there, once.
pub(crate) async fn send(target: &Target, mut input: Map<String, Value>) -> Result<Answer, CallError> {
    fill(target, &mut input);
    let bucket = input.get("Bucket").and_then(Value::as_str).filter(|_| target.is_s3()).map(str::to_owned);
    let region = bucket.as_deref().and_then(|bucket| s3::known_region(&target.session, bucket));
    let region = region.unwrap_or_else(|| target.session.region.clone());
    let first = in_region(target, &input, &region).await;
    let elsewhere = match (&bucket, &first) {
        (Some(bucket), Err(error)) => s3::moved(&target.session, bucket, &region, error),
        _ => None,
    };
    match elsewhere {
        Some(other) => in_region(target, &input, &other).await,
        None => first,
    }
}

async fn in_region(target: &Target, input: &Map<String, Value>, region: &str) -> Result<Answer, CallError> {
    let options = &target.session.shared.options;
    let fail = |cause: Cause| target.error(0, cause);
    let mut request =
        wire::serialise(target.service, target.operation, input).map_err(|bad| fail(Cause::Input(bad)))?;
    let mut place = endpoint::place(&target.service.about, region, options.endpoint.as_deref())
        .map_err(|bad| fail(Cause::Region(bad)))?;
    if let Some(bucket) = input.get("Bucket").and_then(Value::as_str).filter(|_| target.is_s3()) {
        s3::address(&mut request, &mut place, bucket, options);
    }
    place.url = with_labels(&place.url, &request.host);
    if target.operation.checksum {
        add_checksum(&mut request);
    }
    let sent = transport::send(target, &place, request).await;
    let (attempts, outcome) = (sent.attempts, sent.outcome);
    let mut value = outcome.map_err(|refusal| target.error(attempts, refusal.into()))?;
    if target.is_s3() {
        s3::decode_keys(&mut value).map_err(|why| target.error(attempts, Cause::Incomplete(why)))?;
    }
    if target.service.about.name == "route53" {
        route53::bare_ids(&mut value);
    }
    match target.operation.partial.as_ref().and_then(|member| value.get(member)).and_then(Value::as_array) {
        Some(failed) if !failed.is_empty() => {
            let failed = Value::Array(failed.clone());
            Err(target.error(attempts, Cause::Partial { failed, reply: value }))
        }
        _ => Ok(Answer { value, attempts }),
    }
}

/// What the caller left open and the service must be told: page sizes, S3's encoding, tokens against doing it twice.
fn fill(target: &Target, input: &mut Map<String, Value>) {
    for (name, value) in &target.operation.defaults {
        input.entry(name.clone()).or_insert_with(|| value.clone());
    }
    let Some(structure) = target.service.structure(target.operation.input.as_ref()) else { return };
    for member in &structure.members {
        if member.value.traits.token {
            input.entry(member.name.clone()).or_insert_with(|| Value::String(token()));
        } else if target.is_s3() && member.name == "EncodingType" {
            input.entry(member.name.clone()).or_insert_with(|| Value::String("url".to_owned()));
        }
    }
}

/// A random UUID: made once for a call, so that the service knows its repetitions.
fn token() -> String {
    let random = fastrand::u128(..);
    let marked =
        (random & !(0xF000_u128 << 64) & !(0xC000_u128 << 48)) | (0x4000_u128 << 64) | (0x8000_u128 << 48);
    let hex = format!("{marked:032x}");
    let cut = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join("-")
}

fn with_labels(url: &str, labels: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) if !labels.is_empty() => format!("{scheme}://{labels}{rest}"),
        _ => url.to_owned(),
    }
}

fn add_checksum(request: &mut Request) {
    let sum = crc32fast::hash(&request.body).to_be_bytes();
    request.headers.push(("x-amz-sdk-checksum-algorithm".to_owned(), "CRC32".to_owned()));
    request.headers.push(("x-amz-checksum-crc32".to_owned(), aws_smithy_types::base64::encode(sum)));
}
