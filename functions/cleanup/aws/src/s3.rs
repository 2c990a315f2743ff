//! What S3 does otherwise: a bucket is a host, lives in its own region, and its keys may hold what XML cannot.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::endpoint::Place;
use crate::error::{CallError, Cause};
use crate::session::{Addressing, Options, Session};
use crate::wire::Request;

/// The region that a bucket was found in before.
pub(crate) fn known_region(session: &Session, bucket: &str) -> Option<String> {
    session.shared.buckets.lock().ok()?.get(bucket).cloned()
}

/// Where S3 says that the bucket is, if that is not where we asked. Remembered for the session.
pub(crate) fn moved(session: &Session, bucket: &str, asked: &str, error: &CallError) -> Option<String> {
    let Cause::Fault { fault, status } = error.cause.as_ref() else { return None };
    let region = fault.region.as_deref().filter(|region| *region != asked)?;
    // Only these say "elsewhere"; a 403 of a bucket of another owner names its region, too.
    if !matches!(status, 301 | 307 | 400) {
        return None;
    }
    session.shared.buckets.lock().ok()?.insert(bucket.to_owned(), region.to_owned());
    Some(region.to_owned())
}

/// Puts the bucket's name into the host where it can stand there. `/{Bucket}/key` loses its first part then.
pub(crate) fn address(request: &mut Request, place: &mut Place, bucket: &str, options: &Options) {
    let by_host = match options.addressing {
        Addressing::Host => true,
        Addressing::Path => false,
        Addressing::Auto => options.endpoint.is_none(),
    };
    if !by_host || !is_host_label(bucket) {
        return;
    }
    let Some(rest) = request.path.strip_prefix('/').and_then(|path| path.strip_prefix(bucket)) else {
        return;
    };
    request.path = if rest.is_empty() { "/".to_owned() } else { rest.to_owned() };
    if let Some((scheme, host)) = place.url.split_once("://") {
        place.url = format!("{scheme}://{bucket}.{host}");
    }
}

/// With dots a bucket's name is several labels, and the certificate of S3 fits only one.
fn is_host_label(bucket: &str) -> bool {
    let plain = bucket.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && (3..=63).contains(&bucket.len()) && !bucket.starts_with('-') && !bucket.ends_with('-')
}

/// Undoes `EncodingType=url` wherever S3 applied it, so that a key and a page token are what they are.
pub(crate) fn decode_keys(value: &mut Value) -> Result<(), String> {
    if value.get("EncodingType").and_then(Value::as_str) != Some("url") {
        return Ok(());
    }
    for name in ["Prefix", "Delimiter", "KeyMarker", "NextKeyMarker"] {
        value.get_mut(name).map_or(Ok(()), decode)?;
    }
    for (list, name) in
        [("Versions", "Key"), ("DeleteMarkers", "Key"), ("Uploads", "Key"), ("CommonPrefixes", "Prefix")]
    {
        for item in value.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            item.get_mut(name).map_or(Ok(()), decode)?;
        }
    }
    Ok(())
}

fn decode(value: &mut Value) -> Result<(), String> {
    let Value::String(text) = value else { return Ok(()) };
    let spaced = text.replace('+', " ");
    let clear =
        percent_decode_str(&spaced).decode_utf8().map_err(|_| format!("the key `{text}` is not UTF-8"))?;
    *text = clear.into_owned();
    Ok(())
}
