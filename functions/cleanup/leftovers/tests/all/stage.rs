//! A small account in the simulator, as the command sees it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leftovers::apply::work::Time;
use leftovers::doors::{Eyes, Hands};
use leftovers::judged::Judged;
use leftovers::purse::Purse;
use leftovers::scan::Told;
use sundown_cleanup_engine::ask::{Answer, Ask, Effect, Mutation, Query, Stamp, Told as Answered};
use sundown_cleanup_engine::classify::classify;
use sundown_cleanup_engine::context::Context;
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::drive::{self, Mutate, Read};
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::ledger::Ledger;
use sundown_cleanup_engine::marks::persons_plan;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::survey::Survey;
use sundown_cleanup_price::Worth;
use sundown_cleanup_sim::cloud::Cloud;
use sundown_cleanup_sim::scene::write_policy;
use sundown_cleanup_sim::stage::Stage;
use sundown_engine::text::Lang;

/// The simulated cloud, shared between world and clock.
#[derive(Clone)]
pub(crate) struct Simulated {
    pub(crate) cloud: Rc<RefCell<Cloud>>,
    pub(crate) alarm: Alarm,
}

/// A flag that is raised after so many calls.
#[derive(Clone, Default)]
pub(crate) struct Alarm {
    pub(crate) stop: Arc<AtomicBool>,
    calls: Rc<Cell<u64>>,
    at: Rc<Cell<Option<u64>>>,
}

impl Alarm {
    pub(crate) fn set(&self, at: Option<u64>) {
        self.stop.store(false, Ordering::SeqCst);
        self.calls.set(0);
        self.at.set(at);
    }

    pub(crate) fn calls(&self) -> u64 {
        self.calls.get()
    }

    pub(crate) fn count(&self) {
        self.calls.set(self.calls.get() + 1);
        if self.at.get() == Some(self.calls.get()) {
            self.stop.store(true, Ordering::SeqCst);
        }
    }
}

impl Simulated {
    pub(crate) fn new(cloud: Cloud) -> Self {
        Self { cloud: Rc::new(RefCell::new(cloud)), alarm: Alarm::default() }
    }

    fn answer(&self, ask: &Ask) -> (Stamp, Answered) {
        self.alarm.count();
        self.cloud.borrow_mut().answer(1, ask)
    }
}

impl Read for Simulated {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        let (stamp, told) = self.answer(&Ask::Read(query.clone()));
        let Answered::Read(answer) = told else { panic!("a question was answered with something else") };
        (stamp, answer)
    }
}

impl Mutate for Simulated {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect) {
        let (stamp, told) = self.answer(&Ask::Act(mutation.clone()));
        let Answered::Act(effect) = told else { panic!("a change was answered with something else") };
        (stamp, effect)
    }
}

impl Eyes for Simulated {
    fn worth(&self, _: &Key) -> Option<Worth> {
        None
    }
}

impl Hands for Simulated {}

impl Time for Simulated {
    fn now(&self) -> Moment {
        self.cloud.borrow().local()
    }

    fn wait(&self, until: Moment, _: &AtomicBool) {
        self.cloud.borrow_mut().answer(1, &Ask::Wait(until));
    }
}

/// An account that was looked at.
pub(crate) struct Seen {
    pub(crate) policy: Policy,
    pub(crate) survey: Survey,
    pub(crate) world: Simulated,
}

pub(crate) fn seen(stage: Stage) -> Seen {
    let policy = Policy::read(&write_policy(&stage.rules), Guards::all()).unwrap();
    seen_by(stage, policy)
}

pub(crate) fn seen_by(stage: Stage, policy: Policy) -> Seen {
    let mut world = Simulated::new(stage.cloud);
    let survey = drive::look(&mut world, &policy, Guards::all()).unwrap();
    Seen { policy, survey, world }
}

impl Seen {
    pub(crate) fn with<T>(
        &self,
        who: &Who,
        then: impl FnOnce(&Context<'_>, &sundown_cleanup_engine::classify::Classified<'_>) -> T,
    ) -> T {
        let ledger = Ledger::default();
        let (policy, survey, now) = (&self.policy, &self.survey, self.survey.taken_at);
        let context =
            Context { policy, survey, ledger: &ledger, baseline: None, who, now, guards: Guards::all() };
        then(&context, &classify(&context))
    }

    pub(crate) fn judged(&self) -> Judged {
        self.with(&Who::Schedule, Judged::of)
    }

    pub(crate) fn plan(&self, person: &str) -> Plan {
        let who = Who::Person(person.to_owned());
        self.with(&who, |_, classified| persons_plan(classified, person).unwrap().plan)
    }
}

pub(crate) fn purse() -> Purse {
    Purse { rate: 1_400.into(), rate_assumed: true, only: None }
}

pub(crate) fn told<'t>(judged: &'t Judged, seen: &'t Seen, lang: Lang) -> Told<'t> {
    Told { judged, purse: purse(), lang, policy: None, mode: seen.policy.mode, remarks: Vec::new() }
}

/// A stack of kim's with an instance and a volume in it, a gateway of lee's, a bucket that is kept, and one nobody can price.
pub(crate) fn classroom() -> Stage {
    let mut stage = Stage::new("tagged");
    let stack = stage.leftover("cloudformation:stack");
    let instance = stage.leftover("ec2:instance");
    stage.owns(stack, instance);
    stage.set(instance, |thing| thing.price = Some(14_900_000));
    stage.set(stack, |thing| thing.price = Some(0));
    let gateway = stage.leftover("ec2:nat-gateway");
    stage.tag(gateway, "owner", "lee");
    stage.set(gateway, |thing| thing.price = Some(43_070_000));
    let bucket = stage.leftover("s3:bucket");
    stage.tag(bucket, "keep", "yes");
    let endpoint = stage.leftover("sagemaker:endpoint");
    stage.set(endpoint, |thing| thing.price = None);
    stage.plain("ec2:volume");
    stage
}
