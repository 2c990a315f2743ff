//! Bodies: JSON, small, and of the right shape, or refused before anything is done. What came is never quoted back.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Number;

use crate::fault::Fault;

/// The largest body of a JSON call: a title of 500 characters, escaped at its worst, several times over.
pub(crate) const BODY_BYTES: usize = 16 * 1024;

/// A JSON body, with its bytes for the fingerprint of an idempotency key.
pub(crate) async fn json<T: DeserializeOwned>(request: Request) -> Result<(T, Bytes), Fault> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let why = "send JSON with Content-Type: application/json";
        return Err(Fault::Input(StatusCode::UNSUPPORTED_MEDIA_TYPE, why.into()));
    }
    let bytes = Bytes::from_request(request, &()).await.map_err(|rejection| {
        let why = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => format!("the body is larger than {BODY_BYTES} bytes"),
            _ => "the body can't be read".to_owned(),
        };
        Fault::Input(rejection.status(), why)
    })?;
    let value = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = if error.is_data() { "not of the shape this call takes" } else { "not JSON" };
        Fault::input(format!("the body is {what} (line {line}, column {column})"))
    })?;
    Ok((value, bytes))
}

/// A whole number, also when it is written `340.0`: in JSON that is the same number.
pub(crate) fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| number.to_string().strip_suffix(".0")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        let read = |text: &str| serde_json::from_str::<Number>(text).ok().and_then(|number| whole(&number));
        assert_eq!(
            ["340", "340.0", "3.4e2", "-7", "0.0"].map(read),
            [Some(340), Some(340), Some(340), Some(-7), Some(0)]
        );
        assert_eq!(["1.5", "1e300", "99999999999999999999"].map(read), [None; 3]);
    }
}
