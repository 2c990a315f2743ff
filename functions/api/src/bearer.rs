//! Who is asking: the token of the `Authorization` header.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sundown_kit::clock;
use sundown_kit::token::BadToken;

use crate::app::App;
use crate::fault::Fault;

/// The claims of the token that came with a request. The fronts send the string "null" after signing out; it is as wrong as any other.
pub(crate) fn claims<T: DeserializeOwned>(app: &App, headers: &HeaderMap) -> Result<T, BadToken> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(BadToken)?;
    let (scheme, token) = header.split_once(' ').ok_or(BadToken)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(BadToken);
    }
    app.tokens.check(token.trim(), clock::now())
}

pub(crate) fn issue(app: &App, claims: &impl Serialize) -> Result<String, Fault> {
    app.tokens.issue(claims).map_err(|error| Fault::ours(&error.to_string()))
}
