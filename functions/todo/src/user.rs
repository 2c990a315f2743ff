//! Somebody with an account.

use std::fmt;

use crate::{AccountName, UserId};

#[derive(Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub name: AccountName,
    /// A PHC string (`$argon2id$…`), never the password.
    pub password_hash: String,
}

/// The hash stays out of logs and errors, wherever a user is printed.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    #[test]
    fn a_printed_user_tells_no_secret() {
        let user = User {
            id: UserId(Id::from_number(1)),
            name: AccountName::new("kim").unwrap(),
            password_hash: "$argon2id$secret".into(),
        };
        assert_eq!(format!("{user:?}"), "User { id: UserId(00000000000000000000000000000001), .. }");
    }
}
