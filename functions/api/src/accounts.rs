//! Signing up and in, the same for every contract that has accounts.

use sundown_kit::password::{self, CannotHash, NOBODY, Verdict};
use sundown_kit::{clock, random};
use sundown_todo::{AccountName, Id, User, UserId};

use crate::app::{App, Contract};
use crate::fault::Fault;

pub(crate) const PASSWORD_CHARS: usize = 128;

/// So many wrong passwords are free within a window; then the account's name waits until the window ends. Nobody can make it longer.
const FREE_ATTEMPTS: i64 = 5;
const WINDOW_SECONDS: i64 = 60;

pub(crate) enum SignIn {
    In(User),
    NoSuchUser,
    WrongPassword,
}

/// A new random id, of the form the contract speaks.
pub(crate) fn new_id(contract: Contract) -> Result<Id, Fault> {
    let bytes = random::bytes()?;
    Ok(if contract == Contract::Wanted { Id::number_from_random(bytes) } else { Id::from_random(bytes) })
}

/// `None` when the name is taken.
pub(crate) async fn sign_up(app: &App, name: AccountName, password: String) -> Result<Option<User>, Fault> {
    let password_hash = hash(password).await?;
    let user = User { id: UserId(new_id(app.contract)?), name, password_hash };
    Ok(app.store.add_user(&user).await?.then_some(user))
}

/// Takes as long and asks the store as much for an unknown user as for a known one.
pub(crate) async fn sign_in(app: &App, name: &AccountName, password: String) -> Result<SignIn, Fault> {
    let now = clock::now();
    let attempts = app.store.count_attempt(name, now, WINDOW_SECONDS).await?;
    if attempts.count > FREE_ATTEMPTS {
        let wait = (attempts.until - now).clamp(1, WINDOW_SECONDS);
        return Err(Fault::TooMany(u32::try_from(wait).unwrap_or(1)));
    }
    let user = app.store.user_named(name).await?;
    let kept = user.as_ref().map_or_else(|| NOBODY.to_owned(), |user| user.password_hash.clone());
    let (verdict, password) = verify(password, kept).await?;
    let Some(user) = user else { return Ok(SignIn::NoSuchUser) };
    if verdict == Verdict::Wrong {
        return Ok(SignIn::WrongPassword);
    }
    app.store.clear_attempts(name).await?;
    if verdict == Verdict::RightButOld {
        app.store.replace_password(&user, &hash(password).await?).await?;
    }
    Ok(SignIn::In(user))
}

pub(crate) fn is_password(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().nth(PASSWORD_CHARS).is_none()
}

/// Argon2 takes tens of milliseconds of CPU: on a thread for such work, so that other requests go on.
async fn hash(password: String) -> Result<String, Fault> {
    let hashed = tokio::task::spawn_blocking(move || password::hash(&password)).await;
    hashed.unwrap_or(Err(CannotHash)).map_err(|error| Fault::ours(&error.to_string()))
}

async fn verify(password: String, kept: String) -> Result<(Verdict, String), Fault> {
    let verified = tokio::task::spawn_blocking(move || (password::verify(&password, &kept), password)).await;
    verified.map_err(|_| Fault::ours("checking a password panicked"))
}
