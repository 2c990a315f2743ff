//! Signed tokens (JWT, RFC 7519) with exactly one algorithm, chosen when the service starts.
//!
//! Made here from HMAC and SHA-2 because the general libraries know dozens of algorithms, and the classic fault is to let the token choose.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Sha256, Sha512};

/// A shorter secret could be guessed from one token.
pub const SECRET_BYTES: usize = 32;

/// Longer than any token of ours: nothing that long is looked at.
const TOKEN_BYTES: usize = 2048;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Hs256,
    Hs512,
}

#[derive(Clone)]
pub struct Tokens {
    keyed: Arc<Keyed>,
}

/// The hash with its key already in it: half of what a token's signature takes.
enum Keyed {
    Hs256(Hmac<Sha256>),
    Hs512(Hmac<Sha512>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret is shorter than {SECRET_BYTES} bytes")]
pub struct ShortSecret;

/// Not signed by us, not with our algorithm, too old, or no token at all. Which one is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadToken;

#[derive(Deserialize)]
struct Header {
    alg: String,
    /// Names extensions that whoever checks must know; we know none.
    crit: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Expiry {
    exp: i64,
}

impl Tokens {
    pub fn new(algorithm: Algorithm, secret: &[u8]) -> Result<Tokens, ShortSecret> {
        if secret.len() < SECRET_BYTES {
            return Err(ShortSecret);
        }
        let keyed = match algorithm {
            Algorithm::Hs256 => Keyed::Hs256(keyed(secret)?),
            Algorithm::Hs512 => Keyed::Hs512(keyed(secret)?),
        };
        Ok(Tokens { keyed: Arc::new(keyed) })
    }

    /// Signs claims, which must hold `exp`.
    pub fn issue(&self, claims: &impl Serialize) -> serde_json::Result<String> {
        let header = format!(r#"{{"alg":"{}","typ":"JWT"}}"#, self.name());
        let claims = serde_json::to_vec(claims)?;
        let mut token = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = self.signature(&token);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }

    /// The claims of a token that is ours and not too old.
    pub fn check<T: DeserializeOwned>(&self, token: &str, now: i64) -> Result<T, BadToken> {
        if token.len() > TOKEN_BYTES {
            return Err(BadToken);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(BadToken)?;
        let (header, claims) = signed.split_once('.').ok_or(BadToken)?;
        let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| BadToken)?;
        if header.alg != self.name() || header.crit.is_some() || !self.signed(signed, &decoded(signature)?) {
            return Err(BadToken);
        }
        let claims = decoded(claims)?;
        let Expiry { exp } = serde_json::from_slice(&claims).map_err(|_| BadToken)?;
        if exp <= now {
            return Err(BadToken);
        }
        serde_json::from_slice(&claims).map_err(|_| BadToken)
    }

    fn name(&self) -> &'static str {
        match *self.keyed {
            Keyed::Hs256(_) => "HS256",
            Keyed::Hs512(_) => "HS512",
        }
    }

    fn signature(&self, text: &str) -> Vec<u8> {
        match &*self.keyed {
            Keyed::Hs256(mac) => mac.clone().chain_update(text).finalize().into_bytes().to_vec(),
            Keyed::Hs512(mac) => mac.clone().chain_update(text).finalize().into_bytes().to_vec(),
        }
    }

    /// Compares in the same time, however much fits.
    fn signed(&self, text: &str, signature: &[u8]) -> bool {
        match &*self.keyed {
            Keyed::Hs256(mac) => mac.clone().chain_update(text).verify_slice(signature).is_ok(),
            Keyed::Hs512(mac) => mac.clone().chain_update(text).verify_slice(signature).is_ok(),
        }
    }
}

/// HMAC takes keys of any length; short ones were refused before.
fn keyed<M: KeyInit>(secret: &[u8]) -> Result<M, ShortSecret> {
    M::new_from_slice(secret).map_err(|_| ShortSecret)
}

fn decoded(text: &str) -> Result<Vec<u8>, BadToken> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| BadToken)
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
