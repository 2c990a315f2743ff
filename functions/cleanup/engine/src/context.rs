//! What a verdict is made of, together.

use crate::guard::Guards;
use crate::ledger::Ledger;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::shield::Shield;
use crate::survey::{Baseline, Survey};

/// Everything a verdict depends on. The time is a value too.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub policy: &'a Policy,
    pub survey: &'a Survey,
    pub ledger: &'a Ledger,
    pub baseline: Option<&'a Baseline>,
    pub who: &'a Who,
    pub now: Moment,
    pub guards: Guards,
}

impl<'a> Context<'a> {
    #[must_use]
    pub fn shield(&self) -> Shield<'a> {
        let account = &self.survey.identity.account;
        Shield { policy: self.policy, account, now: self.now, guards: self.guards }
    }
}

/// On whose behalf the question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Schedule,
    /// A person at a terminal, by the value of her owner tag.
    Person(String),
}
