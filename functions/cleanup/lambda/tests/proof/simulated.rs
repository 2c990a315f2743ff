//! The simulated cloud twice: as the plain session sees it and as the functions see it, with shards that go through JSON.

use std::collections::BTreeSet;
use std::sync::Mutex;

use async_trait::async_trait;
use sundown_cleanup::listing::Scanned;
use sundown_cleanup::scan::scan;
use sundown_cleanup::seam::{self, Eyes, World};
use sundown_cleanup::shard::Shard;
use sundown_cleanup_engine::ask::{Answer, Ask, Effect, Mutation, Notice, Query, Recorded, Stamp, Told};
use sundown_cleanup_engine::drive::{self, Keep, Mutate, Read, Surroundings};
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::session::{Purpose, Session};
use sundown_cleanup_engine::survey::Baseline;
use sundown_cleanup_sim::cloud::Cloud;
use sundown_cleanup_sim::rng::Rng;
use sundown_cleanup_sim::scene::{Manner, Scene};
use sundown_cleanup_sim::story::baseline;
use sundown_cleanup_sim::thing::Id;

/// One account, its policy and how often it was cleaned.
pub struct Simulated {
    pub cloud: Mutex<Cloud>,
    pub policy: Policy,
    pub baseline: Option<Baseline>,
    pub run: u32,
    /// The kinds of query that reached the cloud in this run.
    pub lists: Mutex<u32>,
}

impl Simulated {
    /// The account of a seed, with nothing that goes wrong.
    pub fn of(seed: u64) -> Self {
        let scene = Scene::with(Rng::new(seed), BTreeSet::new(), Some(Manner::Scheduled));
        let baseline = baseline(&scene);
        Self { baseline, ..Self::on(scene.cloud, &scene.policy) }
    }

    /// An account built by hand.
    pub fn on(cloud: Cloud, policy: &str) -> Self {
        let policy = Policy::read(policy, Guards::all()).unwrap();
        Self { cloud: Mutex::new(cloud), policy, baseline: None, run: 0, lists: Mutex::new(0) }
    }

    pub fn alive(&self) -> BTreeSet<Id> {
        self.cloud.lock().unwrap().alive().into_iter().map(|(id, _)| id).collect()
    }

    fn ask(&self, ask: &Ask) -> (Stamp, Told) {
        self.cloud.lock().unwrap().answer(self.run, ask)
    }

    fn session(&self, baseline: Option<Baseline>) -> Session {
        let deadline = self.local().plus(Seconds(780));
        Session::new(Purpose::Scheduled, &self.policy, baseline, deadline, Guards::all())
    }

    /// The recorded snapshot as the functions get it: written to a file and read again.
    fn baseline_from_its_file(&self) -> Option<Baseline> {
        let baseline = self.baseline.as_ref()?;
        let items = sundown_cleanup_state::baseline::items(baseline).unwrap();
        let lines: Vec<String> = items.iter().map(|item| serde_json::to_string(item).unwrap()).collect();
        let read =
            sundown_cleanup_state::baseline::read(&lines.join("\n"), &baseline.account, "baseline.jsonl");
        Some(read.unwrap())
    }

    /// As the engine's own loop runs it.
    pub fn plain(&mut self) -> Session {
        self.run += 1;
        let mut session = self.session(self.baseline.clone());
        drive::session(&mut &*self, &mut session);
        self.cloud.lock().unwrap().release(self.run);
        session
    }

    /// The shards that the workers bring, each as the bytes in its file.
    pub async fn shards(&self) -> Vec<(Shard, Vec<u8>)> {
        let (_, Answer::Identity(identity)) = Eyes::read(self, &Query::WhoAmI).await else {
            panic!("nobody")
        };
        let mut files = Vec::new();
        for shard in Shard::of_run(&self.policy, &identity) {
            let read = scan(self, "run", &shard, self.local().plus(Seconds(10_000))).await;
            files.push((shard, serde_json::to_vec(&read).unwrap()));
        }
        files
    }

    /// As the functions run it, with what is left of the shards.
    pub async fn sharded(&mut self, keep: impl Fn(&Shard) -> bool) -> Session {
        self.run += 1;
        let started = self.local();
        let mut scanned = Scanned::default();
        for (shard, file) in self.shards().await {
            if keep(&shard) {
                scanned.add("run", started, &shard, &file).unwrap();
            }
        }
        *self.lists.lock().unwrap() = 0;
        let mut session = self.session(self.baseline_from_its_file());
        seam::drive(&mut session, self, &scanned).await;
        self.cloud.lock().unwrap().release(self.run);
        session
    }

    pub fn pass(&self, seconds: i64) {
        self.cloud.lock().unwrap().millis += seconds * 1_000;
    }
}

#[async_trait]
impl Eyes for Simulated {
    async fn read(&self, query: &Query) -> (Stamp, Answer) {
        let mut this = self;
        Read::read(&mut this, query)
    }

    fn local(&self) -> Moment {
        self.cloud.lock().unwrap().local()
    }

    async fn wait(&self, until: Moment) {
        let mut this = self;
        Surroundings::wait(&mut this, until);
    }
}

#[async_trait]
impl World for Simulated {
    async fn mutate(&self, _: Option<&Plan>, mutation: &Mutation) -> (Stamp, Effect) {
        let mut this = self;
        Mutate::mutate(&mut this, mutation)
    }

    async fn lease(&self) -> Option<Ledger> {
        let mut this = self;
        Keep::lease(&mut this)
    }

    async fn record(&self, entry: &Entry) -> Recorded {
        let mut this = self;
        Keep::record(&mut this, entry)
    }

    async fn notify(&self, notice: &Notice) -> bool {
        let mut this = self;
        Surroundings::notify(&mut this, notice)
    }
}

impl Read for &Simulated {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        *self.lists.lock().unwrap() += u32::from(matches!(query, Query::List { .. }));
        match self.ask(&Ask::Read(query.clone())) {
            (stamp, Told::Read(answer)) => (stamp, answer),
            (_, other) => panic!("{other:?}"),
        }
    }
}

impl Mutate for &Simulated {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect) {
        match self.ask(&Ask::Act(mutation.clone())) {
            (stamp, Told::Act(effect)) => (stamp, effect),
            (_, other) => panic!("{other:?}"),
        }
    }
}

impl Keep for &Simulated {
    fn lease(&mut self) -> Option<Ledger> {
        match self.ask(&Ask::Lease).1 {
            Told::Leased(ledger) => ledger.map(|ledger| *ledger),
            other => panic!("{other:?}"),
        }
    }

    fn record(&mut self, entry: &Entry) -> Recorded {
        match self.ask(&Ask::Record(entry.clone())).1 {
            Told::Recorded(recorded) => recorded,
            other => panic!("{other:?}"),
        }
    }
}

impl Surroundings for &Simulated {
    fn notify(&mut self, notice: &Notice) -> bool {
        self.ask(&Ask::Tell(notice.clone())).1 == Told::Notified(true)
    }

    fn local(&mut self) -> Moment {
        Eyes::local(*self)
    }

    fn wait(&mut self, until: Moment) {
        self.ask(&Ask::Wait(until));
    }
}
