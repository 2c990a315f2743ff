//! What the functions tell each other. One enum for all events, so that a message that is not understood is refused where
//! it arrives and not half-way through.

use serde::{Deserialize, Serialize};

use crate::shard::Shard;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cleanup", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Message {
    /// The schedule: begin a run. `at` names it, so that a schedule that fires twice starts one run.
    Start {
        #[serde(default)]
        at: Option<String>,
    },
    /// Read one shard of a run.
    Scan { account: String, run: String, shard: Shard },
    /// Judge what the shards have brought. Sent when the last one is in, and once with a delay in case one never comes.
    Plan {
        account: String,
        run: String,
        /// How often it waited for shards already.
        #[serde(default)]
        waited: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shard::Group;

    #[test]
    fn messages_say_what_they_are() {
        let start: Message =
            serde_json::from_str(r#"{"cleanup":"start","at":"2026-11-21T12:00:00Z"}"#).unwrap();
        assert_eq!(start, Message::Start { at: Some("2026-11-21T12:00:00Z".into()) });
        let shard = Shard { region: "us-east-1".into(), group: Group::Rest };
        let scan = Message::Scan { account: "1".into(), run: "r".into(), shard };
        let text = serde_json::to_string(&scan).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), scan);
        for wrong in ["{}", r#"{"cleanup":"delete"}"#, r#"{"cleanup":"start","all":true}"#, "[]"] {
            assert!(serde_json::from_str::<Message>(wrong).is_err(), "{wrong}");
        }
    }
}
