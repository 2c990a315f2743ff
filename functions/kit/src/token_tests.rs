//! Tokens: what is taken, and everything that isn't.

use serde_json::{Value, json};

use super::*;

const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
const NOW: i64 = 1_790_000_000;

fn tokens(algorithm: Algorithm) -> Tokens {
    Tokens::new(algorithm, SECRET).unwrap()
}

fn claims() -> Value {
    json!({ "sub": "가", "exp": NOW + 10 })
}

#[test]
fn our_own_token_is_taken_until_it_ends() {
    for algorithm in [Algorithm::Hs256, Algorithm::Hs512] {
        let tokens = tokens(algorithm);
        let token = tokens.issue(&claims()).unwrap();
        assert_eq!(tokens.check(&token, NOW + 9), Ok(claims()));
        assert_eq!(tokens.check::<Value>(&token, NOW + 10), Err(BadToken));
    }
}

#[test]
fn the_example_of_jwt_io_has_the_signature_it_should() {
    // Its secret is shorter than ours may be.
    let keyed = Keyed::Hs256(keyed(b"your-256-bit-secret").unwrap());
    let tokens = Tokens { keyed: Arc::new(keyed) };
    let signed = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ";
    let signature = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    assert_eq!(URL_SAFE_NO_PAD.encode(tokens.signature(signed)), signature);
}

#[test]
fn another_algorithm_is_refused_even_with_the_right_secret() {
    let (short, long) = (tokens(Algorithm::Hs256), tokens(Algorithm::Hs512));
    assert_eq!(long.check::<Value>(&short.issue(&claims()).unwrap(), NOW), Err(BadToken));
    assert_eq!(short.check::<Value>(&long.issue(&claims()).unwrap(), NOW), Err(BadToken));
}

#[test]
fn a_token_without_signature_is_refused() {
    let body = URL_SAFE_NO_PAD.encode(claims().to_string());
    for header in [r#"{"alg":"none"}"#, r#"{"alg":"None","typ":"JWT"}"#, r#"{"alg":"HS512"}"#] {
        for end in ["", "."] {
            let token = format!("{}.{body}{end}", URL_SAFE_NO_PAD.encode(header));
            assert_eq!(tokens(Algorithm::Hs512).check::<Value>(&token, NOW), Err(BadToken));
        }
    }
}

#[test]
fn every_changed_character_is_noticed() {
    let tokens = tokens(Algorithm::Hs512);
    let token = tokens.issue(&claims()).unwrap();
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        // The last character's spare bits must be zero, so even there nothing can be changed.
        assert_eq!(tokens.check::<Value>(&changed, NOW), Err(BadToken), "at {at}");
    }
}

#[test]
fn what_is_no_token_is_refused() {
    let long = "a.".repeat(2000);
    for token in ["", "null", "undefined", ".", "..", "...", "a.b.c", "🧑‍🚀.가.나", &long] {
        assert_eq!(tokens(Algorithm::Hs512).check::<Value>(token, NOW), Err(BadToken), "{token}");
    }
}

#[test]
fn claims_without_an_end_are_refused() {
    let tokens = tokens(Algorithm::Hs512);
    for claims in [json!({ "sub": "a" }), json!({ "exp": "later" }), json!([]), json!(null)] {
        assert_eq!(tokens.check::<Value>(&tokens.issue(&claims).unwrap(), NOW), Err(BadToken));
    }
}

#[test]
fn a_short_secret_is_refused_at_the_start() {
    assert!(Tokens::new(Algorithm::Hs256, &SECRET[..31]).is_err());
}
