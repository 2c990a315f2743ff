//! Lives through one scene: the runs somebody starts, what interrupts them, and a last quiet run in which nothing goes
//! wrong any more. Leaves a log for the oracle.

use crate::cloud::{ALIAS, Cloud};
use crate::fault::Fault;
use crate::rng::Rng;
use crate::scene::{HOUR, Manner, PEOPLE, Scene};
use crate::thing::{Errand, Event, Id, Rules};
use std::collections::BTreeSet;
use sundown_cleanup_engine::ask::{Answer, Ask, Query, Stamp, Told};
use sundown_cleanup_engine::classify::classify;
use sundown_cleanup_engine::consent::Typed;
use sundown_cleanup_engine::context::Context;
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::drive::{self, Read};
use sundown_cleanup_engine::guard::{Guard, Guards};
use sundown_cleanup_engine::ledger::Ledger;
use sundown_cleanup_engine::marks::persons_plan;
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::session::{Purpose, Session};
use sundown_cleanup_engine::survey::{Baseline, Survey};

pub struct Story {
    pub cloud: Cloud,
    pub rules: Rules,
    pub manner: Manner,
    policy: Policy,
    baseline: Option<Baseline>,
    guards: Guards,
    rng: Rng,
    runs: u32,
    /// Kill the next run there.
    pub kill_at: Option<Instant>,
    /// Is this guard the one that gives a dry run its reading type?
    dry_is_dry: bool,
}

/// How the same thing is started a second time.
enum Again {
    Schedule,
    Apply { person: &'static str, plan: Box<Plan>, shown: Box<Plan> },
}

/// A place in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instant {
    Call(u64),
    Change(u64),
}

/// A dry run's whole world: it can be read.
struct Looking<'c>(&'c mut Cloud);

impl Read for Looking<'_> {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        let (stamp, told) = self.0.answer(0, &Ask::Read(query.clone()));
        let Told::Read(answer) = told else { return (stamp, Answer::NotFound) };
        (stamp, answer)
    }
}

impl Story {
    /// Begins a story, unless its policy is refused.
    ///
    /// # Errors
    /// With the refusal.
    pub fn begin(scene: Scene, off: Option<Guard>) -> Result<Self, String> {
        let guards = off.map_or_else(Guards::all, Guards::without);
        let policy = Policy::read(&scene.policy, guards).map_err(|error| error.to_string())?;
        let baseline = baseline(&scene);
        Ok(Self {
            cloud: scene.cloud,
            rules: scene.rules,
            manner: scene.manner,
            policy,
            baseline,
            guards,
            rng: scene.rng,
            runs: 0,
            kill_at: None,
            dry_is_dry: off != Some(Guard::I1DryRun),
        })
    }

    /// All of it.
    pub fn live(&mut self) {
        match self.manner {
            Manner::Dry => self.dry(),
            Manner::Scheduled => self.scheduled(),
            Manner::Attended => self.attended(),
        }
        self.quiet();
    }

    fn dry(&mut self) {
        if !self.dry_is_dry {
            self.schedule(Errand::Dry);
            self.pass(50 * HOUR);
            self.schedule(Errand::Dry);
            return;
        }
        self.start(&Errand::Dry);
        let _ = drive::look(&mut Looking(&mut self.cloud), &self.policy, self.guards);
    }

    fn scheduled(&mut self) {
        self.schedule(Errand::Scheduled);
        if self.rng.chance(50) {
            let hours = self.rng.between(1, 12);
            self.pass(hours * HOUR);
            self.schedule(Errand::Scheduled);
        }
        let later = self.rng.between(1, 3);
        self.pass(self.rules.grace + later * HOUR);
        for _ in 0..3 {
            self.schedule(Errand::Scheduled);
            self.pass(HOUR);
        }
    }

    fn attended(&mut self) {
        let person = self.rng.pick(&PEOPLE).copied().unwrap_or("kim");
        for _ in 0..3 {
            let Some(plan) = self.show_plan(person) else { return };
            let wait =
                if self.cloud.has(Fault::OldPlan) { 25 * HOUR } else { self.rng.between(20, 2 * HOUR) };
            self.pass(wait);
            self.apply(person, &plan);
            self.pass(HOUR / 2);
        }
    }

    /// What a person sees before she types anything.
    pub fn show_plan(&mut self, person: &'static str) -> Option<Plan> {
        let survey = drive::look(&mut Looking(&mut self.cloud), &self.policy, self.guards).ok()?;
        let plan = self.plan_for(&survey, person)?;
        (!plan.lines.is_empty()).then_some(plan)
    }

    fn plan_for(&self, survey: &Survey, person: &str) -> Option<Plan> {
        let (who, ledger) = (Who::Person(person.to_owned()), self.cloud.store.ledger.clone());
        let now = survey.taken_at;
        let (policy, baseline, guards) = (&self.policy, self.baseline.as_ref(), self.guards);
        let context = Context { policy, survey, ledger: &ledger, baseline, who: &who, now, guards };
        persons_plan(&classify(&context), person).ok().map(|draft| draft.plan)
    }

    /// She types what she was shown; with a tampered plan, something else is applied.
    pub fn apply(&mut self, person: &'static str, plan: &Plan) {
        let mut shown = plan.clone();
        if self.cloud.has(Fault::TamperedPlan) {
            let last = shown.targets().last().map(|line| line.key.clone());
            shown.lines.retain(|line| Some(&line.key) != last.as_ref() && line.goes_with != last);
        }
        for _ in 0..2 {
            if self.apply_once(person, plan, &shown) {
                return;
            }
            self.pass(HOUR);
        }
    }

    fn apply_once(&mut self, person: &'static str, plan: &Plan, shown: &Plan) -> bool {
        let digest = shown.digest().unwrap_or_default();
        let digest = digest.get(..8).unwrap_or_default().to_owned();
        let typed = Typed { alias: ALIAS.into(), digest, person: person.into() };
        let run = self.start(&Errand::Attended { person });
        self.approve(run, shown);
        // A laptop may be closed and opened again: nobody takes it away after thirteen minutes.
        let session =
            self.session(Purpose::Attended { plan: Box::new(plan.clone()), typed }, Seconds(4 * HOUR));
        let again = Again::Apply { person, plan: Box::new(plan.clone()), shown: Box::new(shown.clone()) };
        self.drive(run, session, &again)
    }

    pub fn schedule(&mut self, errand: Errand) {
        let run = self.start(&errand);
        let session = self.session(Purpose::Scheduled, Seconds(780));
        self.drive(run, session, &Again::Schedule);
    }

    /// Nothing goes wrong any more: what earlier runs left open must be put right now.
    fn quiet(&mut self) {
        if self.manner == Manner::Dry {
            return;
        }
        self.cloud.faults.clear();
        self.cloud.blind.clear();
        self.cloud.denied_changes.clear();
        self.cloud.flipped = false;
        self.cloud.skew = 0;
        self.kill_at = None;
        self.pass(HOUR);
        self.schedule(Errand::Scheduled);
    }

    fn session(&self, purpose: Purpose, time: Seconds) -> Session {
        let deadline = self.cloud.local().plus(time);
        Session::new(purpose, &self.policy, self.baseline.clone(), deadline, self.guards)
    }

    fn start(&mut self, errand: &Errand) -> u32 {
        self.runs += 1;
        let (run, skew, blind) = (self.runs, self.cloud.skew, self.cloud.blind.clone());
        // As listings show it: a thing that was just deleted may count for a while.
        let late = self.cloud.has(Fault::StaleLists);
        let ghosts = self.cloud.ghosts.iter().map(|(ghost, _)| ghost).filter(|_| late);
        let there =
            self.cloud.things.values().chain(ghosts).map(|thing| (thing.id, thing.generation)).collect();
        self.cloud.log.push(Event::Started { run, errand: *errand, skew, blind, there });
        run
    }

    fn approve(&mut self, run: u32, plan: &Plan) {
        let generation = |text: &str| text.trim_start_matches('g').parse().unwrap_or_default();
        let lines = plan
            .lines
            .iter()
            .filter_map(|line| Some((Cloud::id_of(&line.key)?, generation(&line.generation))));
        let lines: BTreeSet<(Id, u32)> = lines.collect();
        self.cloud.log.push(Event::Approved { run, made_at: plan.made_at.seconds(), lines });
    }

    /// Brings a run to its end; false when it was killed.
    fn drive(&mut self, run: u32, mut session: Session, again: &Again) -> bool {
        let kill = self.kill_at.take().or_else(|| self.interruption(Fault::Kill));
        let pause = self.interruption(Fault::TwoRuns);
        let mut seen_plan = matches!(again, Again::Apply { .. });
        let (mut calls, mut changes) = (0, 0);
        while let Some(ask) = session.next(self.cloud.local()) {
            if !seen_plan && let Some(plan) = session.plan().cloned() {
                seen_plan = true;
                self.approve(run, &plan);
            }
            let (stamp, told) = self.cloud.answer(run, &ask);
            calls += 1;
            let acts = matches!(ask, Ask::Act(_));
            changes += u64::from(acts);
            let now = |at: Option<Instant>| {
                at == Some(Instant::Call(calls)) || acts && at == Some(Instant::Change(changes))
            };
            if now(kill) {
                self.cloud.log.push(Event::Killed { run });
                if self.cloud.has(Fault::Kill)
                    && self.rng.chance(60)
                    && let Some((id, _)) = self.cloud.last_change
                {
                    self.cloud.tag_keep(id);
                }
                return false;
            }
            session.tell(stamp, told);
            if now(pause) {
                self.other_run(again);
            }
        }
        self.report(run, &session);
        self.cloud.release(run);
        true
    }

    /// When in a run it is interrupted: during the scan seldom, while it changes things mostly.
    fn interruption(&mut self, fault: Fault) -> Option<Instant> {
        if !self.cloud.has(fault) || self.rng.chance(20) {
            return None;
        }
        let listings = 62 * self.cloud.regions.len() as u64;
        Some(match self.rng.below(10) {
            0 => Instant::Call(self.rng.below(listings)),
            1..4 => Instant::Call(listings / 2 + self.rng.below(260)),
            _ => Instant::Change(1 + self.rng.below(8)),
        })
    }

    /// A second run while the first one stands still: for a moment, or for longer than its lease. It dies early, so that
    /// there is something left to do when the first one wakes up.
    fn other_run(&mut self, again: &Again) {
        if self.rng.chance(70) {
            self.pass(1_000);
        }
        self.cloud.faults.remove(&Fault::TwoRuns);
        self.kill_at = Some(Instant::Change(1 + self.rng.below(2)));
        match again {
            Again::Schedule => self.schedule(Errand::Scheduled),
            Again::Apply { person, plan, shown } => drop(self.apply_once(person, plan, shown)),
        }
        self.kill_at = None;
        self.cloud.faults.insert(Fault::TwoRuns);
    }

    fn report(&mut self, run: u32, session: &Session) {
        let report = session.report();
        let value = serde_json::to_value(report).unwrap_or_default();
        let (csv, lines) = (report.csv(self.guards), report.lines(false, self.guards));
        let alive = self.cloud.alive();
        self.cloud.log.push(Event::Reported { run, report: value, csv, lines, alive });
    }

    pub fn pass(&mut self, seconds: i64) {
        let end = self.cloud.millis + seconds * 1_000;
        // People don't sleep all this time.
        for _ in 0..4 {
            self.cloud.nature();
        }
        self.cloud.millis = end;
        self.cloud.nature();
    }

    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.cloud.store.ledger
    }
}

/// The recorded snapshot of the account, in the mode that needs one.
#[must_use]
pub fn baseline(scene: &Scene) -> Option<Baseline> {
    if scene.rules.mode != "baseline" {
        return None;
    }
    let keys = scene.rules.baseline.iter().filter_map(|(id, generation)| {
        Some((scene.cloud.keys.get(id)?.to_string(), format!("g{generation}")))
    });
    let complete = scene.cloud.regions.iter().flat_map(|region| {
        let kinds = sundown_cleanup_engine::catalog::Kind::all()
            .filter(|kind| !scene.rules.baseline_blind.contains(kind.name()));
        kinds.map(move |kind| format!("{region}/{kind}"))
    });
    Some(Baseline {
        account: crate::cloud::HOME.into(),
        taken_at: Moment::from_seconds(scene.rules.baseline_at),
        keys: keys.collect(),
        complete: complete.collect(),
    })
}
