//! Nothing is simulated but the first day: real eyes mark a topic of the emulated cloud two days ago, today real hands
//! with the reaper's role delete it, and one that is kept stays. A topic, because AWS does not tell when it was made.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;
use sundown_cleanup::bucket::Bucket;
use sundown_cleanup::cloud::{Reaper as Hand, Scanner, prices};
use sundown_cleanup::hands::Hands;
use sundown_cleanup::keeper::Keeper;
use sundown_cleanup::lambda::{Delivery, Function, handle};
use sundown_cleanup::message::Message;
use sundown_cleanup::parts::Parts;
use sundown_cleanup::queue::Queue;
use sundown_cleanup::seam::Eyes;
use sundown_cleanup::settings::{Reaper, Setup, Step};
use sundown_cleanup::table::Table;
use sundown_cleanup_engine::ask::{Answer, Query, Recorded, Stamp};
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::{Moment, Seconds};

use crate::stack::{KEY, REGION, Stack};

const POLICY: &str = r#"
version = 1
mode = "tagged"
regions = ["ap-northeast-2"]
grace_hours = 24
account = { allow = ["111122223333"] }
caps = { items = 20, usd_month = 500, share_percent = 100 }
"#;

/// Eyes for which it is some time ago, by both clocks.
struct Earlier {
    eyes: Scanner,
    by: Seconds,
}

#[async_trait]
impl Eyes for Earlier {
    async fn read(&self, query: &Query) -> (Stamp, Answer) {
        let (stamp, answer) = self.eyes.read(query).await;
        let server = stamp.server.map(|server| server.minus(self.by));
        (Stamp { server, local: stamp.local.minus(self.by) }, answer)
    }

    fn local(&self) -> Moment {
        self.eyes.local().minus(self.by)
    }
}

async fn function(stack: &Stack, names: &Value, step: Step, by: Seconds) -> Function {
    let name = |of: &str| names[of].as_str().unwrap().to_owned();
    let ((reader, writer), config) = (stack.clients().await, stack.config().await);
    let setup = Setup {
        step,
        policy: POLICY.into(),
        own: ["cleanup-stack".to_owned()].into(),
        region: REGION.into(),
        table: name("table"),
        bucket: name("bucket"),
        plan_queue: name("plan"),
        scan_queue: Some(name("scan")),
        reaper: Some(Reaper { topic: name("topic"), role: name("role") }),
    };
    let parts = Parts {
        table: Table { reader: reader.clone(), writer: writer.clone(), name: name("table") },
        bucket: Bucket { reader, writer: writer.clone(), name: name("bucket") },
        plan_queue: Queue { writer: writer.clone(), url: name("plan") },
        scan_queue: Some(Queue { writer, url: name("scan") }),
        eyes: Arc::new(Earlier { eyes: Scanner::new(&config, prices()).unwrap(), by }),
        setup,
    };
    let hands = Arc::new(Hand::new(config, name("role"), prices())) as Arc<dyn Hands>;
    Function { parts, hands: (step == Step::Plan).then_some(hands) }
}

/// A whole run as of some time ago; its report.
async fn run(stack: &Stack, names: &Value, by: Seconds) -> Value {
    let (scan, plan) =
        (function(stack, names, Step::Scan, by).await, function(stack, names, Step::Plan, by).await);
    let now = scan.parts.eyes.local();
    let delivery = Delivery { request: now.to_string(), deadline: now.plus(Seconds(900)) };
    let before = stack.run(&["reports", names["bucket"].as_str().unwrap()]);
    handle(&scan, &delivery, Message::Start { at: Some(now.to_string()) }).await.unwrap();
    for (queue, function) in [("scan", &scan), ("plan", &plan)] {
        let bodies = stack.run(&["receive", names[queue].as_str().unwrap()]);
        for body in bodies.as_array().unwrap() {
            let message = serde_json::from_str(body.as_str().unwrap()).unwrap();
            handle(function, &delivery, message).await.unwrap();
        }
    }
    let after = stack.run(&["reports", names["bucket"].as_str().unwrap()]);
    let new = after.as_object().unwrap().iter().filter(|(name, _)| before.get(name.as_str()).is_none());
    let mut json = new.filter(|(name, _)| name.ends_with(".json")).map(|(_, text)| text.as_str().unwrap());
    serde_json::from_str(json.next_back().unwrap()).unwrap()
}

#[tokio::test]
async fn real_hands_delete_what_was_marked_two_days_ago() {
    let stack = Stack::start().await;
    let names = stack.run(&["make"]);
    stack.run(&["subscribe", names["topic"].as_str().unwrap()]);
    let (gone, kept) = (stack.run(&["leftover", "gone"]), stack.run(&["leftover", "kept", "keep"]));
    let two_days = Seconds(48 * 3_600);
    let scan = function(&stack, &names, Step::Scan, two_days).await;
    let eyes = Arc::clone(&scan.parts.eyes);
    let keeper = Keeper::new(scan.parts.table, KEY, "history", Arc::new(move || eyes.local()));
    keeper.lease().await.unwrap();
    for _ in 0..6 {
        let ran = Entry::Ran { at: scan.parts.eyes.local(), candidates: 2 };
        assert_eq!(keeper.record(&ran).await, Recorded::Yes);
    }
    keeper.release().await;

    let first = run(&stack, &names, two_days).await;
    assert_eq!(first["halted"], Value::Null, "{first:#}");
    assert!(stack.run(&["topics"]).as_array().unwrap().contains(&gone), "nothing goes without its grace");
    let second = run(&stack, &names, Seconds(0)).await;
    assert_eq!(second["halted"], Value::Null, "{second:#}");
    let outcomes = second["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 1, "{second:#}");
    assert_eq!((&outcomes[0]["key"]["id"], outcomes[0]["bucket"].as_str()), (&gone, Some("gone")));
    let left = stack.run(&["topics"]);
    assert!(!left.as_array().unwrap().contains(&gone) && left.as_array().unwrap().contains(&kept));
}
