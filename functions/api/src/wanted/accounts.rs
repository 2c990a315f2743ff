//! Signing up and in by e-mail.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use sundown_kit::clock;
use sundown_todo::AccountName;

use super::answer::{WantedFault, invalid, with_message};
use super::{Claims, TOKEN_SECONDS};
use crate::accounts::{self, PASSWORD_CHARS, SignIn};
use crate::app::App;
use crate::{bearer, input};

const SHORTEST_PASSWORD: usize = 8;

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    email: Value,
    #[serde(default)]
    password: Value,
}

pub(super) async fn sign_up(State(app): State<Arc<App>>, request: Request) -> Result<Response, WantedFault> {
    let (sent, _) = input::json::<Sent>(request).await?;
    let (name, password) = match checked(&sent) {
        Ok(credentials) => credentials,
        Err(wrong) => return Ok(invalid(&wrong)),
    };
    match accounts::sign_up(&app, name, password).await? {
        Some(_) => Ok(StatusCode::CREATED.into_response()),
        None => Ok(with_message(StatusCode::BAD_REQUEST, "동일한 이메일이 이미 존재합니다.", true)),
    }
}

pub(super) async fn sign_in(State(app): State<Arc<App>>, request: Request) -> Result<Response, WantedFault> {
    let (sent, _) = input::json::<Sent>(request).await?;
    let (name, password) = match checked(&sent) {
        Ok(credentials) => credentials,
        Err(wrong) => return Ok(invalid(&wrong)),
    };
    let user = match accounts::sign_in(&app, &name, password).await? {
        SignIn::In(user) => user,
        SignIn::NoSuchUser => return Ok(no_such_user()),
        SignIn::WrongPassword => {
            return Ok(with_message(StatusCode::UNAUTHORIZED, "Unauthorized", false));
        }
    };
    // An account that another contract made has no number, so for this one it isn't there.
    let Some(sub) = user.id.0.as_number() else { return Ok(no_such_user()) };
    let now = clock::now();
    let claims = Claims { email: user.name.as_str().into(), sub, iat: now, exp: now + TOKEN_SECONDS };
    Ok(Json(json!({ "access_token": bearer::issue(&app, &claims)? })).into_response())
}

fn no_such_user() -> Response {
    with_message(StatusCode::NOT_FOUND, "해당 사용자가 존재하지 않습니다.", true)
}

fn checked(sent: &Sent) -> Result<(AccountName, String), Vec<&'static str>> {
    let mut wrong = Vec::new();
    let email = sent.email.as_str().filter(|email| email.contains('@')).map(AccountName::new);
    if !matches!(email, Some(Ok(_))) {
        wrong.push("email must contain a @ string");
    }
    let password = sent.password.as_str().filter(|password| password.chars().count() >= SHORTEST_PASSWORD);
    if password.is_none() {
        wrong.push("password must be longer than or equal to 8 characters");
    }
    if password.is_some_and(|password| password.chars().nth(PASSWORD_CHARS).is_some()) {
        wrong.push("password must be shorter than or equal to 128 characters");
    }
    match (email, password) {
        (Some(Ok(name)), Some(password)) if wrong.is_empty() => Ok((name, password.to_owned())),
        _ => Err(wrong),
    }
}
