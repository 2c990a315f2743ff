//! Signing up and in. The 2nd edition's key is the user name, the 1st edition's the e-mail.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use serde::{Deserialize, Serialize};
use sundown_kit::clock;
use sundown_todo::{AccountName, UserId};

use super::answer::BookFault;
use super::{Claims, ISSUER, TOKEN_SECONDS};
use crate::accounts::{self, SignIn};
use crate::app::App;
use crate::fault::Fault;
use crate::{bearer, input};

#[derive(Deserialize)]
struct Credentials {
    email: Option<String>,
    username: Option<String>,
    password: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Account {
    token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    username: Option<String>,
    password: Option<()>,
    id: UserId,
}

pub(super) async fn sign_up(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<Json<Account>, BookFault> {
    let (Credentials { email, username, password }, _) = input::json(request).await?;
    let password = password.filter(|password| accounts::is_password(password));
    let password = password.ok_or_else(|| Fault::input("Invalid Password value."))?;
    let name = name(email.as_ref(), username.as_ref()).ok_or_else(|| Fault::input("Invalid arguments"))?;
    let user = accounts::sign_up(&app, name, password).await?;
    let user = user.ok_or_else(|| Fault::input("Username already exists"))?;
    Ok(Json(Account { token: None, email, username, password: None, id: user.id }))
}

pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<Json<Account>, BookFault> {
    let (Credentials { email, username, password }, _) = input::json(request).await?;
    let failed = || Fault::input("Login failed.");
    let password = password.filter(|password| accounts::is_password(password)).ok_or_else(failed)?;
    let name = name(email.as_ref(), username.as_ref()).ok_or_else(failed)?;
    let SignIn::In(user) = accounts::sign_in(&app, &name, password).await? else {
        return Err(failed().into());
    };
    let now = clock::now();
    let claims = Claims { sub: user.id, iss: ISSUER.into(), iat: now, exp: now + TOKEN_SECONDS };
    let token = Some(bearer::issue(&app, &claims)?);
    Ok(Json(Account { token, email, username, password: None, id: user.id }))
}

/// The account's key. A second name that comes along is only told back, and must be one too.
fn name(email: Option<&String>, username: Option<&String>) -> Option<AccountName> {
    let given = [email, username].into_iter().flatten();
    let names: Vec<AccountName> =
        given.map(|text| AccountName::new(text.as_str())).collect::<Result<_, _>>().ok()?;
    names.into_iter().next()
}
