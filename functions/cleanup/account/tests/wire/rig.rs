//! A program's world around an account: a ledger in memory, people who can be told, and a clock that can be moved on.

use crate::proxy::Proxy;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use jiff::civil::date;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use sundown_cleanup_account::blocking::{Changing, World, runtime};
use sundown_cleanup_account::{Account, Hands, Pricing};
use sundown_cleanup_aws::{Limits, Options, Reader, Session as Wire, Writer, https};
use sundown_cleanup_engine::ask::{Answer, Effect, Mutation, Notice, Query, Recorded, Stamp};
use sundown_cleanup_engine::classify::classify;
use sundown_cleanup_engine::consent::Typed;
use sundown_cleanup_engine::context::Context;
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::drive::{self, Keep, Mutate, Read, Surroundings};
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::marks::persons_plan;
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::report::Report;
use sundown_cleanup_engine::session::{Purpose, Session};
use sundown_cleanup_engine::survey::Survey;
use sundown_cleanup_price::Prices;

pub(crate) const REGION: &str = "ap-northeast-2";
pub(crate) const ACCOUNT: &str = "123456789012";
/// Whose leftovers they are.
pub(crate) const PERSON: &str = "kim";

pub(crate) struct Rig {
    world: Changing,
    pub(crate) entries: Vec<Entry>,
    pub(crate) notices: Vec<Notice>,
    /// How far both clocks were moved on.
    ahead: Seconds,
    /// Set when the program that this plays has been killed.
    dead: Arc<AtomicBool>,
}

/// A session in a hurry; `attempts` as the reader and the writer differ in it.
pub(crate) fn wire(url: &str, attempts: u32) -> Wire {
    let credentials = Credentials::new("zoo", "zoo", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(https())
        .build();
    let limits = Limits {
        connect: Duration::from_secs(10),
        // The writer's is the shorter one: one of the tests makes it wait for nothing.
        attempt: Duration::from_secs(if attempts == 1 { 8 } else { 30 }),
        call: Duration::from_secs(60),
        attempts,
        pause: Duration::from_millis(5),
    };
    // Tests share a process and not their retries.
    let account = format!("{url}#{attempts}");
    Wire::new(&config, Options { account, endpoint: Some(url.to_owned()), limits, ..Options::default() })
        .unwrap()
}

pub(crate) fn pricing() -> Pricing {
    let prices = Prices::snapshot(date(2026, 11, 21)).unwrap();
    Arc::new(move |kind, region, document| prices.month(kind, region, document))
}

/// An account that can only be looked at.
pub(crate) fn looking(url: &str) -> World {
    looking_at(url, pricing())
}

fn looking_at(url: &str, pricing: Pricing) -> World {
    World::new(runtime().unwrap(), Account::new(Reader::new(wire(url, 3)), pricing))
}

fn with_hands(url: &str) -> Changing {
    let world = looking_at(url, Arc::new(|_, _, _| Price::Unknown));
    let hands = Hands::new(world.account().clone(), Writer::that_changes_things(wire(url, 1)));
    world.with_hands(hands)
}

impl Rig {
    /// Without prices: a run reads each resource many times, and what it costs is looked at once, by a scan.
    pub(crate) fn of(url: &str) -> Self {
        let (entries, notices) = (Vec::new(), Vec::new());
        Self { world: with_hands(url), entries, notices, ahead: Seconds(0), dead: Arc::default() }
    }

    /// One that dies when the proxy says so.
    pub(crate) fn mortal(proxy: &Proxy) -> Self {
        Self { dead: proxy.death(), ..Self::of(&proxy.url) }
    }

    /// Lets it run until its end or its death: nothing, when it was killed. Then there is a new process that knows
    /// what is on record, and nothing else.
    pub(crate) fn survived<T>(&mut self, url: &str, run: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let ended = catch_unwind(AssertUnwindSafe(|| run(self))).ok();
        if ended.is_none() {
            assert!(self.dead.swap(false, Ordering::SeqCst), "it failed by itself: see above");
            self.world = with_hands(url);
        }
        ended
    }

    /// A rig whose schedule ran often enough before to know what is usual.
    pub(crate) fn with_history(url: &str, candidates: u64) -> Self {
        let mut rig = Self::of(url);
        let at = rig.world.local();
        rig.entries = (0..5).map(|_| Entry::Ran { at, candidates }).collect();
        rig
    }

    pub(crate) fn pass(&mut self, hours: u32) {
        self.ahead = Seconds(self.ahead.0 + Seconds::hours(hours).0);
    }

    pub(crate) fn look(&mut self, policy: &Policy) -> Survey {
        drive::look(self, policy, Guards::all()).unwrap()
    }

    /// What this person is shown, and may type the digest of.
    pub(crate) fn plan_of(&self, person: &str, policy: &Policy, survey: &Survey) -> Plan {
        let who = Who::Person(person.to_owned());
        let ledger = Ledger::of(&self.entries);
        let (now, guards) = (survey.taken_at, Guards::all());
        let context = Context { policy, survey, ledger: &ledger, baseline: None, who: &who, now, guards };
        persons_plan(&classify(&context), person).unwrap().plan
    }

    pub(crate) fn apply(&mut self, person: &str, policy: &Policy, plan: Plan) -> Report {
        let digest = plan.digest().unwrap();
        let alias = plan.alias.clone().unwrap_or_else(|| plan.account.clone());
        let typed = Typed { alias, digest: digest[..8].to_owned(), person: person.to_owned() };
        self.run(Purpose::Attended { plan: Box::new(plan), typed }, policy)
    }

    pub(crate) fn schedule(&mut self, policy: &Policy) -> Report {
        self.run(Purpose::Scheduled, policy)
    }

    fn run(&mut self, purpose: Purpose, policy: &Policy) -> Report {
        let deadline = self.local().plus(Seconds::hours(1));
        let mut session = Session::new(purpose, policy, None, deadline, Guards::all());
        drive::session(self, &mut session);
        session.report().clone()
    }

    /// A killed program does nothing more, and nobody hears it.
    fn lives(&self) {
        if self.dead.load(Ordering::SeqCst) {
            resume_unwind(Box::new("killed"));
        }
    }

    fn moved(&self, stamp: Stamp) -> Stamp {
        Stamp {
            server: stamp.server.map(|server| server.plus(self.ahead)),
            local: stamp.local.plus(self.ahead),
        }
    }
}

impl Read for Rig {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        let (stamp, answer) = self.world.read(query);
        self.lives();
        (self.moved(stamp), answer)
    }
}

impl Mutate for Rig {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect) {
        let (stamp, effect) = self.world.mutate(mutation);
        self.lives();
        (self.moved(stamp), effect)
    }
}

impl Keep for Rig {
    fn lease(&mut self) -> Option<Ledger> {
        Some(Ledger::of(&self.entries))
    }

    fn record(&mut self, entry: &Entry) -> Recorded {
        self.entries.push(entry.clone());
        Recorded::Yes
    }
}

impl Surroundings for Rig {
    fn notify(&mut self, notice: &Notice) -> bool {
        self.notices.push(notice.clone());
        true
    }

    fn local(&mut self) -> Moment {
        self.world.local().plus(self.ahead)
    }

    /// Nobody waits in a test: the clocks are moved on.
    fn wait(&mut self, until: Moment) {
        let missing = until.since(self.local()).0.max(0);
        self.ahead = Seconds(self.ahead.0 + missing);
    }
}
