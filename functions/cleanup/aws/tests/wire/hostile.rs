//! Documents made to break parsers: whatever comes, there is an answer or an error, never a panic.

use proptest::prelude::*;
use proptest::sample::Index;
use sundown_cleanup_aws::wire::{self, Reply};

use crate::strict::{SAMPLES, found, parsed};

/// Bytes taken out, doubled, swapped or replaced, several times over.
fn mutated(body: &str, edits: &[(Index, Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = body.as_bytes().to_vec();
    for (one, other, kind, byte) in edits {
        if bytes.is_empty() {
            break;
        }
        let (one, other) = (one.index(bytes.len()), other.index(bytes.len()));
        let (start, end) = (one.min(other), one.max(other));
        match kind % 5 {
            0 => drop(bytes.drain(start..end)),
            1 => bytes[one] = *byte,
            2 => bytes.swap(one, other),
            3 => bytes.insert(one, *byte),
            _ => {
                let piece = bytes[start..end].to_vec();
                bytes.splice(start..start, piece);
            }
        }
        bytes.truncate(20_000);
    }
    bytes
}

fn edits() -> impl Strategy<Value = Vec<(Index, Index, u8, u8)>> {
    prop::collection::vec((any::<Index>(), any::<Index>(), any::<u8>(), any::<u8>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_reply_never_panics(sample in 0..SAMPLES.len(), edits in edits(), status in 200_u16..600) {
        let (name, operation, body) = SAMPLES[sample];
        let bytes = mutated(body, &edits);
        let _ = parsed(name, operation, &bytes);
        let (service, _) = found(name, operation);
        let fault = wire::fault(service, &Reply { status, headers: &[], body: &bytes });
        prop_assert!(!fault.code.is_empty());
    }

    #[test]
    fn any_text_is_xml_or_an_error(text in "[<>/a-c &;#x0-9\"'=!\\[\\]-]{0,80}") {
        if let Ok(root) = wire::xml::parse(&text) {
            prop_assert!(!root.name.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), sample in 0..SAMPLES.len()) {
        let (name, operation, _) = SAMPLES[sample];
        let _ = parsed(name, operation, &bytes);
    }

    /// What was written can be read back: the keys of S3 through XML, whatever they are called.
    #[test]
    fn a_key_that_xml_can_hold_survives(key in "[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\u{fffe}\u{ffff}]{1,30}") {
        let (service, operation) = found("s3", "DeleteObjects");
        let input = serde_json::json!({ "Bucket": "b", "Delete": { "Objects": [{ "Key": key }] } });
        let request = wire::serialise(service, operation, input.as_object().unwrap()).unwrap();
        let root = wire::xml::parse(std::str::from_utf8(&request.body).unwrap()).unwrap();
        prop_assert_eq!(&root.children[0].children[0].text, &key);
    }
}
