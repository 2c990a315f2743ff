//! From the schedule to the report, twice with two days between: marked and announced, then deleted and verified.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;
use sundown_cleanup::bucket::Bucket;
use sundown_cleanup::hands::{Hands, Reach};
use sundown_cleanup::keeper::Keeper;
use sundown_cleanup::lambda::{Delivery, Function, handle};
use sundown_cleanup::message::Message;
use sundown_cleanup::parts::Parts;
use sundown_cleanup::queue::Queue;
use sundown_cleanup::run::{Run, State};
use sundown_cleanup::seam::{Eyes, World};
use sundown_cleanup::settings::{Reaper, Setup, Step};
use sundown_cleanup::shard::Shard;
use sundown_cleanup::table::Table;
use sundown_cleanup_engine::ask::{Effect, Mutation, Recorded, Stamp};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::Seconds;
use sundown_cleanup_sim::cloud::HOME;
use sundown_cleanup_sim::scene::write_policy;
use sundown_cleanup_sim::stage::Stage;

use crate::simulated::Simulated;
use crate::stack::{REGION, Stack};

struct SimulatedHands(Arc<Simulated>);

#[async_trait]
impl Hands for SimulatedHands {
    async fn act(&self, reach: &Reach, mutation: &Mutation) -> (Stamp, Effect) {
        assert!(reach.kinds.contains(&mutation.key.kind) && reach.regions.contains(&*mutation.key.region));
        World::mutate(&*self.0, None, mutation).await
    }
}

/// The two functions, their stack and the account they clean.
struct Place {
    stack: Stack,
    names: Value,
    world: Arc<Simulated>,
    policy: String,
}

impl Place {
    async fn new(stage: Stage) -> Self {
        let stack = Stack::start().await;
        let names = stack.run(&["make"]);
        let policy = write_policy(&stage.rules);
        let world = Arc::new(Simulated::on(stage.cloud, &policy));
        Self { stack, names, world, policy }
    }

    fn name(&self, of: &str) -> String {
        self.names[of].as_str().unwrap().to_owned()
    }

    async fn function(&self, step: Step) -> Function {
        let (reader, writer) = self.stack.clients().await;
        let setup = Setup {
            step,
            policy: self.policy.clone(),
            own: ["cleanup-stack".to_owned()].into(),
            region: REGION.into(),
            table: self.name("table"),
            bucket: self.name("bucket"),
            plan_queue: self.name("plan"),
            scan_queue: Some(self.name("scan")),
            reaper: Some(Reaper { topic: self.name("topic"), role: "arn:aws:iam::1:role/reaper".into() }),
        };
        let parts = Parts {
            table: Table { reader: reader.clone(), writer: writer.clone(), name: self.name("table") },
            bucket: Bucket { reader, writer: writer.clone(), name: self.name("bucket") },
            plan_queue: Queue { writer: writer.clone(), url: self.name("plan") },
            scan_queue: Some(Queue { writer, url: self.name("scan") }),
            eyes: Arc::clone(&self.world) as Arc<dyn Eyes>,
            setup,
        };
        let hands = Arc::new(SimulatedHands(Arc::clone(&self.world)));
        Function { parts, hands: (step == Step::Plan).then_some(hands as Arc<dyn Hands>) }
    }

    async fn deliver(&self, function: &Function, message: Message) {
        let deadline = self.world.local().plus(Seconds(900));
        let delivery = Delivery { request: "request".into(), deadline };
        handle(function, &delivery, message).await.unwrap();
    }

    fn received(&self, queue: &str) -> Vec<Message> {
        let bodies = self.stack.run(&["receive", queue]);
        let body = |body: &Value| serde_json::from_str(body.as_str().unwrap()).unwrap();
        bodies.as_array().unwrap().iter().map(body).collect()
    }

    /// Eight quiet runs before: without a history nothing is deleted by itself.
    async fn history(&self) {
        let (table, world) = (self.function(Step::Plan).await.parts.table, Arc::clone(&self.world));
        let keeper = Keeper::new(table, HOME, "history", Arc::new(move || world.local()));
        keeper.lease().await.unwrap();
        for _ in 0..8 {
            let ran = Entry::Ran { at: self.world.local(), candidates: 20 };
            assert_eq!(keeper.record(&ran).await, Recorded::Yes);
        }
        keeper.release().await;
    }

    /// A whole run, every message delivered twice. Gives its report.
    async fn run(&self) -> Value {
        let before: BTreeSet<String> = self.reports().into_iter().map(|(name, _)| name).collect();
        let (scan, plan) = (self.function(Step::Scan).await, self.function(Step::Plan).await);
        let at = Some(self.world.local().to_string());
        for _ in 0..2 {
            self.deliver(&scan, Message::Start { at: at.clone() }).await;
        }
        let shards = self.received(&self.name("scan"));
        assert_eq!(shards.len(), Shard::all([REGION]).len(), "one start, one message for each shard");
        for message in shards.iter().chain(&shards) {
            self.deliver(&scan, message.clone()).await;
        }
        let plans = self.received(&self.name("plan"));
        assert!(!plans.is_empty(), "the last shard asks for the planner");
        for message in plans.iter().chain(&plans) {
            self.deliver(&plan, message.clone()).await;
        }
        let new: Vec<(String, Value)> =
            self.reports().into_iter().filter(|(name, _)| !before.contains(name)).collect();
        assert_eq!(new.len(), 1, "one run, one report");
        new[0].1.clone()
    }

    fn reports(&self) -> Vec<(String, Value)> {
        let files = self.stack.run(&["reports", &self.name("bucket")]);
        let files = files.as_object().unwrap().clone();
        let json = files.into_iter().filter(|(name, _)| name.ends_with(".json"));
        json.map(|(name, text)| (name, serde_json::from_str(text.as_str().unwrap()).unwrap())).collect()
    }
}

/// A beginning that died before all its messages were sent, and shards that never come.
#[tokio::test]
async fn a_start_is_made_good_and_missing_shards_are_waited_for_and_then_named() {
    let (stage, _) = stage();
    let place = Place::new(stage).await;
    place.stack.run(&["subscribe", &place.name("topic")]);
    let (scan, plan) = (place.function(Step::Scan).await, place.function(Step::Plan).await);
    let now = place.world.local();
    let shards: BTreeSet<String> = Shard::all([REGION]).iter().map(ToString::to_string).collect();
    let id = now.to_string().replace([':', '-'], "");
    let half = Run {
        id: id.clone(),
        account: HOME.into(),
        started: now,
        policy: scan.parts.setup.policy().unwrap().digest,
        open: shards.clone(),
        shards: shards.clone(),
        state: State::Starting,
    };
    assert!(scan.parts.table.begin(&half).await.unwrap());
    assert!(!scan.parts.table.begin(&half).await.unwrap());
    place.deliver(&scan, Message::Start { at: Some(now.to_string()) }).await;
    assert_eq!(place.received(&place.name("scan")).len(), shards.len());
    assert_eq!(scan.parts.table.run(HOME, &id).await.unwrap().unwrap().state, State::Scanning);

    let planning = |waited| Message::Plan { account: HOME.into(), run: id.clone(), waited };
    for waited in 0..3 {
        place.deliver(&plan, planning(waited)).await;
        assert!(place.reports().is_empty(), "it waits");
    }
    place.deliver(&plan, planning(3)).await;
    let (_, report) = place.reports().pop().unwrap();
    let missing = report["not_scanned"].as_array().unwrap().len();
    assert_eq!((missing, &report["clean"]), (Kind::all().count(), &false.into()));
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

fn stage() -> (Stage, Vec<sundown_cleanup_sim::thing::Id>) {
    let mut stage = Stage::new("tagged");
    let gone = ["ec2:volume", "ec2:eip", "rds:db-instance", "elbv2:load-balancer", "sqs:queue"];
    let gone = gone.map(|kind| stage.leftover(kind)).to_vec();
    let kept = stage.leftover("ec2:snapshot");
    stage.tag(kept, "keep", "yes");
    stage.plain("ec2:volume");
    (stage, gone)
}

#[tokio::test]
async fn a_run_marks_and_tells_and_a_later_one_deletes() {
    let (stage, leftovers) = stage();
    let place = Place::new(stage).await;
    place.history().await;
    let before = place.world.alive();
    let reader = place.stack.run(&["subscribe", &place.name("topic")]);

    let first = place.run().await;
    assert_eq!(first["halted"], Value::Null, "{first:#}");
    let told = place.stack.run(&["receive", reader.as_str().unwrap()]).to_string();
    for id in &leftovers {
        let name = id.kind.rsplit(':').next().unwrap();
        assert!(told.contains(&format!("{name}-{}", id.n)), "{name} is not in {told}");
    }
    assert!(!told.contains("snapshot-") && told.contains("keep"));
    assert_eq!(place.world.alive(), before, "nothing is deleted without grace");

    place.world.pass(50 * 3_600);
    let second = place.run().await;
    assert_eq!(second["halted"], Value::Null, "{second:#}");
    let after = place.world.alive();
    assert!(leftovers.iter().all(|id| !after.contains(id)), "{second:#}");
    assert_eq!(before.len() - after.len(), leftovers.len(), "and nothing else");
    assert_eq!(second["clean"], true, "{second:#}");
}

#[tokio::test]
async fn without_a_reader_nothing_becomes_due() {
    let (stage, _) = stage();
    let place = Place::new(stage).await;
    place.history().await;
    let before = place.world.alive();
    for _ in 0..3 {
        let report = place.run().await;
        assert_eq!(report["halted"], "notice-failed");
        place.world.pass(50 * 3_600);
    }
    assert_eq!(place.world.alive(), before);
}
