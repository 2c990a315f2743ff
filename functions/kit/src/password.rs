//! Passwords: Argon2id, with today's parameters for new ones and for old ones as soon as their owner signs in.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::random;

/// OWASP's first choice (2025): 19 MiB, two passes, one lane; about 30 ms of one CPU.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What an unknown user's password is compared with: the same work, and nobody's password.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, and kept with parameters that aren't today's: hash it anew.
    RightButOld,
    Wrong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password can't be hashed")]
pub struct CannotHash;

/// A new PHC string (`$argon2id$…`) with a salt of its own. Takes its time: call it where that blocks nobody.
pub fn hash(password: &str) -> Result<String, CannotHash> {
    let salt: [u8; 16] = random::bytes().map_err(|_| CannotHash)?;
    let hash = today().and_then(|argon| argon.hash_password_with_salt(password.as_bytes(), &salt).ok());
    hash.map(|hash| hash.to_string()).ok_or(CannotHash)
}

/// Compares in the time of the kept parameters. Takes its time, like [`hash`].
pub fn verify(password: &str, kept: &str) -> Verdict {
    let Ok(parsed) = PasswordHash::new(kept) else { return Verdict::Wrong };
    if Argon2::default().verify_password(password.as_bytes(), &parsed).is_err() {
        return Verdict::Wrong;
    }
    if is_todays(&parsed) { Verdict::Right } else { Verdict::RightButOld }
}

fn is_todays(kept: &PasswordHash) -> bool {
    let params = Params::try_from(kept).ok();
    let same = params.is_some_and(|p| (p.m_cost(), p.t_cost(), p.p_cost()) == (MEMORY_KIB, PASSES, LANES));
    same && kept.algorithm.as_str() == "argon2id" && kept.version == Some(Version::V0x13.into())
}

fn today() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let kept = hash("비밀번호 1!").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(verify("비밀번호 1!", &kept), Verdict::Right);
        assert_eq!(verify("비밀번호 1", &kept), Verdict::Wrong);
        assert_eq!(verify("", &kept), Verdict::Wrong);
        assert_ne!(kept, hash("비밀번호 1!").unwrap());
    }

    #[test]
    fn older_parameters_are_right_but_old() {
        for (algorithm, memory) in [(Algorithm::Argon2id, 1024), (Algorithm::Argon2i, MEMORY_KIB)] {
            let params = Params::new(memory, PASSES, LANES, None).unwrap();
            let old = Argon2::new(algorithm, Version::V0x13, params);
            let kept = old.hash_password_with_salt(b"password", b"salt of sixteen!").unwrap().to_string();
            assert_eq!(verify("password", &kept), Verdict::RightButOld);
            assert_eq!(verify("Password", &kept), Verdict::Wrong);
        }
    }

    #[test]
    fn nobody_costs_as_much_as_somebody_and_has_no_password() {
        let parsed = PasswordHash::new(NOBODY).unwrap();
        assert!(is_todays(&parsed));
        assert_eq!(verify("nobody", NOBODY), Verdict::Wrong);
    }

    #[test]
    fn what_is_no_hash_fits_nothing() {
        for kept in ["", "password", "$2b$10$abc", "$argon2id$v=19$m=19456,t=2,p=1$"] {
            assert_eq!(verify("password", kept), Verdict::Wrong, "{kept}");
        }
    }
}
