//! Idempotency keys: a caller names a request, so that sending it again does it once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, HeaderName};
use sha2::{Digest, Sha256};

pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// How long a key is kept: longer than any client goes on trying.
pub const KEPT_SECONDS: i64 = 24 * 3600;

const KEY_BYTES: usize = 128;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Idempotency-Key is 1 to {KEY_BYTES} visible ASCII characters, given once")]
pub struct BadKey;

/// The key a request brings, if it brings one.
pub fn key(headers: &HeaderMap) -> Result<Option<String>, BadKey> {
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let visible = value.as_bytes().iter().all(u8::is_ascii_graphic);
    if !visible || value.is_empty() || value.len() > KEY_BYTES || values.next().is_some() {
        return Err(BadKey);
    }
    value.to_str().map(|key| Some(key.to_owned())).map_err(|_| BadKey)
}

/// What a request asked for, short enough to be kept, so that another request with the same key is noticed.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length goes first, or "ab" + "c" would be "a" + "bc".
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(values: &[&[u8]]) -> HeaderMap {
        values.iter().map(|value| (HEADER, HeaderValue::from_bytes(value).unwrap())).collect()
    }

    #[test]
    fn a_key_is_visible_ascii_given_once() {
        assert_eq!(key(&HeaderMap::new()), Ok(None));
        assert_eq!(key(&headers(&[b"a-1"])), Ok(Some("a-1".into())));
        let long = [b'a'; KEY_BYTES + 1];
        for bad in [&[b"" as &[u8]] as &[&[u8]], &[b"a b"], &[&long], &["가".as_bytes()], &[b"a", b"a"]] {
            assert_eq!(key(&headers(bad)), Err(BadKey), "{bad:?}");
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_eq!(fingerprint(&[b"a", b"b"]), fingerprint(&[b"a", b"b"]));
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
    }
}
