//! The scan: who am I, then every page of every type in every region. It can only ask questions: this is all that a dry
//! run consists of. A listing that fails, repeats itself or contradicts itself is "not scanned", never "nothing there".

use crate::ask::{Answer, Failure, Identity, Query, Stamp};
use crate::catalog::Kind;
use crate::found::Found;
use crate::guard::Guards;
use crate::halt::{Clock, Halt};
use crate::moment::Moment;
use crate::policy::{Mode, Policy};
use crate::survey::{GLOBAL, Survey};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A scan in progress. Ask it for the next question, tell it the answer, until it has none.
pub struct Look {
    clock: Clock,
    todo: Vec<(Arc<str>, Kind)>,
    token: Option<String>,
    tokens: BTreeSet<String>,
    page_items: Vec<Found>,
    tries: u32,
    survey: Option<Survey>,
    halt: Option<Halt>,
}

const TRIES: u32 = 5;

impl Look {
    #[must_use]
    pub fn new(guards: Guards) -> Self {
        Self {
            clock: Clock::new(guards),
            todo: Vec::new(),
            token: None,
            tokens: BTreeSet::new(),
            page_items: Vec::new(),
            tries: 0,
            survey: None,
            halt: None,
        }
    }

    /// The next question, or nothing when the scan is over.
    #[must_use]
    pub fn next(&self) -> Option<Query> {
        if self.halt.is_some() {
            return None;
        }
        if self.survey.is_none() {
            return Some(Query::WhoAmI);
        }
        let (region, kind) = self.todo.last()?;
        Some(Query::List { region: region.clone(), kind: *kind, token: self.token.clone() })
    }

    /// Takes the answer to the last question.
    pub fn tell(&mut self, stamp: Stamp, answer: Answer, policy: &Policy) {
        let now = match self.clock.tell(stamp) {
            Ok(now) => now,
            Err(halt) => {
                self.halt = Some(halt);
                return;
            }
        };
        match answer {
            Answer::Identity(identity) => self.start(identity, policy, now),
            Answer::Page { items, next } => self.page(items, next),
            Answer::Failed(failure) if failure.may_pass() && self.tries < TRIES => self.tries += 1,
            Answer::Failed(failure) => self.give_up(failure),
            Answer::Family(_) | Answer::NotFound => self.give_up(Failure::Inconsistent),
        }
    }

    /// What was found.
    ///
    /// # Errors
    /// When the scan had to stop.
    pub fn finish(self) -> Result<Survey, Halt> {
        match (self.halt, self.survey) {
            (Some(halt), _) => Err(halt),
            (None, Some(survey)) => Ok(survey),
            (None, None) => Err(Halt::NoIdentity(Failure::Inconsistent)),
        }
    }

    fn start(&mut self, identity: Identity, policy: &Policy, now: Moment) {
        if let Err(halt) = right_account(&identity, policy) {
            self.halt = Some(halt);
            return;
        }
        self.tries = 0;
        let enabled: BTreeSet<String> = identity.regions.iter().cloned().collect();
        let regions = if policy.regions.is_empty() { &enabled } else { &policy.regions };
        for region in regions.iter().map(String::as_str).filter(|region| *region != GLOBAL).chain([GLOBAL]) {
            let region: Arc<str> = region.into();
            let kinds = Kind::all().filter(|kind| kind.row().global == (&*region == GLOBAL));
            self.todo.extend(kinds.map(|kind| (region.clone(), kind)));
        }
        self.survey = Some(Survey {
            taken_at: now,
            found: BTreeMap::new(),
            coverage: BTreeMap::new(),
            regions_left_out: enabled.difference(regions).cloned().collect(),
            identity,
        });
    }

    fn page(&mut self, items: Vec<Found>, next: Option<String>) {
        self.tries = 0;
        self.page_items.extend(items);
        match next {
            Some(token) if !self.tokens.insert(token.clone()) => self.give_up(Failure::Inconsistent),
            Some(token) => self.token = Some(token),
            None => self.done(None),
        }
    }

    fn give_up(&mut self, failure: Failure) {
        if self.survey.is_none() {
            self.halt = Some(Halt::NoIdentity(failure));
        } else {
            self.done(Some(failure));
        }
    }

    fn done(&mut self, mut failure: Option<Failure>) {
        let (Some((region, kind)), Some(survey)) = (self.todo.pop(), &mut self.survey) else { return };
        for found in self.page_items.drain(..) {
            let twice = survey.found.get(&found.key);
            // The same thing on two pages is harmless; two different things under one key are not.
            if twice.is_some_and(|other| *other != found)
                || found.key.kind != kind
                || found.key.region != region
            {
                failure = Some(failure.unwrap_or(Failure::Inconsistent));
            }
            survey.found.insert(found.key.clone(), found);
        }
        survey.coverage.entry(region).or_default().insert(kind, failure);
        self.token = None;
        self.tokens.clear();
        self.tries = 0;
    }
}

/// Is this the account, partition and alias that the policy means?
///
/// # Errors
/// With the reason to halt when it is not.
pub(crate) fn right_account(identity: &Identity, policy: &Policy) -> Result<(), Halt> {
    let accounts = &policy.accounts;
    let allowed = accounts.allow.is_empty() && policy.mode == Mode::Report
        || accounts.allow.contains(&identity.account);
    if !allowed || accounts.never.contains(&identity.account) {
        return Err(Halt::WrongAccount(identity.account.clone()));
    }
    if identity.partition != accounts.partition {
        return Err(Halt::WrongPartition(identity.partition.clone()));
    }
    if policy.mode == Mode::Sandbox && identity.alias != accounts.alias {
        return Err(Halt::WrongAlias);
    }
    Ok(())
}
