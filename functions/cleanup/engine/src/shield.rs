//! What protects one resource by its own facts, whoever asks: asked for candidates, for what would go with them, and
//! again right before a deletion. Anything that could not be read protects.

use crate::catalog::Kind;
use crate::found::{Fact, Found, State, Tags};
use crate::guard::{Guard, Guards};
use crate::moment::Moment;
use crate::policy::{Mode, Pattern, Policy};
use crate::reason::{Class, Reason, Verdict};
use crate::tags::{Expiry, expiry, keep_tag};
use std::sync::LazyLock;

/// As what the resource would disappear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Target,
    /// Goes with another one: nobody unlocks it first.
    Victim,
}

/// What its facts are judged by.
#[derive(Clone, Copy)]
pub struct Shield<'a> {
    pub policy: &'a Policy,
    pub account: &'a str,
    pub now: Moment,
    pub guards: Guards,
}

impl Shield<'_> {
    /// The first thing that protects it, or nothing.
    #[must_use]
    pub fn against(&self, found: &Found, role: Role) -> Option<Verdict> {
        let protected = |reason| Some(Verdict::new(Class::Protected, reason));
        if found.key.kind.row().report_only.is_some() {
            return protected(Reason::ReportOnly(found.key.kind));
        }
        if self.policy.mode != Mode::Report && !self.policy.regions.contains(&*found.key.region) {
            return protected(Reason::RegionLeftOut);
        }
        if self.named_by_policy(found) {
            return protected(Reason::PolicyProtects);
        }
        if self.own(found) {
            return protected(Reason::OwnPart);
        }
        self.of_others(found)
            .or_else(|| self.by_tags(found))
            .or_else(|| last_copy(found).then(|| Verdict::new(Class::Protected, Reason::LastCopy)))
            .or_else(|| well_known(found).then(|| Verdict::new(Class::Protected, Reason::WellKnownName)))
            .or_else(|| self.by_state(found, role))
    }

    fn named_by_policy(&self, found: &Found) -> bool {
        let protect = &self.policy.protect;
        protect.kinds.contains(&found.key.kind)
            || protect.ids.contains(&*found.key.id)
            || protect.names.iter().any(|name| name.matches(&found.name) || name.matches(&found.key.id))
    }

    fn own(&self, found: &Found) -> bool {
        let own = &self.policy.own;
        self.guards.on(Guard::I15Own) && (own.contains(&*found.key.id) || own.contains(&found.name))
    }

    fn of_others(&self, found: &Found) -> Option<Verdict> {
        let unknown = |reason| self.guards.on(Guard::I3Unknown).then(|| Verdict::new(Class::Unknown, reason));
        match &found.account {
            Fact::Unknown => return unknown(Reason::AccountUnknown),
            Fact::Known(account) if account != self.account && self.guards.on(Guard::I16Aws) => {
                return Some(Verdict::new(Class::Protected, Reason::OtherAccount));
            }
            Fact::Known(_) => {}
        }
        if !self.guards.on(Guard::I16Aws) {
            return None;
        }
        if found.is_default {
            return Some(Verdict::new(Class::Protected, Reason::DefaultPart));
        }
        match &found.managed_by {
            Fact::Known(Some(who)) => Some(Verdict::new(Class::Protected, Reason::ManagedBy(who.clone()))),
            Fact::Known(None) => None,
            Fact::Unknown => unknown(Reason::ManagerUnknown),
        }
    }

    fn by_tags(&self, found: &Found) -> Option<Verdict> {
        let Some(tags) = found.readable_tags() else {
            return self
                .guards
                .on(Guard::I3Unknown)
                .then(|| Verdict::new(Class::Unknown, Reason::TagsUnknown));
        };
        if !self.guards.on(Guard::I4Keep) {
            return keep_as_others_read_it(tags);
        }
        if let Some(tag) = keep_tag(tags) {
            return Some(Verdict::new(Class::Protected, Reason::KeepTag(tag.to_owned())));
        }
        match expiry(tags, &self.policy.select.expiry_tag) {
            Expiry::Unreadable => Some(Verdict::new(Class::Unknown, Reason::ExpiryUnreadable)),
            _ => None,
        }
    }

    fn by_state(&self, found: &Found, role: Role) -> Option<Verdict> {
        match found.locked {
            Fact::Known(true) if !self.may_unlock(found.key.kind, role) => {
                return Some(Verdict::new(Class::Protected, Reason::DeletionProtection));
            }
            Fact::Unknown if self.guards.on(Guard::I3Unknown) => {
                return Some(Verdict::new(Class::Unknown, Reason::ProtectionUnknown));
            }
            _ => {}
        }
        match found.state {
            State::Deleting if role == Role::Target => {
                return Some(Verdict::new(Class::Protected, Reason::AlreadyDeleting));
            }
            State::Busy => return Some(Verdict::new(Class::Unknown, Reason::Busy)),
            _ => {}
        }
        match found.created {
            Fact::Known(Some(created)) if created > self.now && self.guards.on(Guard::I20Clock) => {
                Some(Verdict::new(Class::Unknown, Reason::CreatedInFuture))
            }
            _ => None,
        }
    }

    fn may_unlock(&self, kind: Kind, role: Role) -> bool {
        let opted_in = self.policy.unlock.contains(&kind) && role == Role::Target;
        (opted_in || !self.guards.on(Guard::I10OptIn))
            && kind.row().has_step(crate::catalog::StepName::Unlock)
    }
}

/// The switched-off rule: the tag counts only if it is exact and true (hazard H4).
fn keep_as_others_read_it(tags: &Tags) -> Option<Verdict> {
    (tags.get("keep").map(String::as_str) == Some("true"))
        .then(|| Verdict::new(Class::Protected, Reason::KeepTag("keep".into())))
}

/// Storage that other tools can't live without, and the alarms that are somebody's safety net.
static WELL_KNOWN: LazyLock<Vec<(&str, Pattern)>> = LazyLock::new(|| {
    let pattern = |(kind, name)| Pattern::parse(name).map(|pattern| (kind, pattern));
    [
        ("s3:bucket", "*tfstate*"),
        ("s3:bucket", "*terraform-state*"),
        ("s3:bucket", "cdk-*-assets-*"),
        ("s3:bucket", "aws-sam-cli-managed-*"),
        ("s3:bucket", "elasticbeanstalk-*"),
        ("s3:bucket", "*cloudtrail*"),
        ("ecr:repository", "cdk-*-container-assets-*"),
        ("dynamodb:table", "*terraform*lock*"),
        ("dynamodb:table", "*tfstate*"),
        ("cloudformation:stack", "CDKToolkit"),
        ("cloudformation:stack", "StackSet-*"),
        ("cloudformation:stack", "aws-sam-cli-managed-*"),
        ("cloudwatch:alarm", "*billing*"),
        ("cloudwatch:alarm", "*budget*"),
        ("cloudwatch:alarm", "TargetTracking-*"),
        ("cloudwatch:composite-alarm", "*billing*"),
        ("cloudwatch:composite-alarm", "*budget*"),
        ("logs:log-group", "*controltower*"),
    ]
    .into_iter()
    .filter_map(pattern)
    .collect()
});

/// How the names of the snapshots begin that a deletion leaves.
pub(crate) const FINAL_SNAPSHOT: &str = "sundown-final-";

/// The tags of a database go on to its snapshots: an expiry that has passed would be that of the last copy, too.
fn last_copy(found: &Found) -> bool {
    found.key.kind.name().ends_with("-snapshot") && found.key.id.starts_with(FINAL_SNAPSHOT)
}

fn well_known(found: &Found) -> bool {
    WELL_KNOWN.iter().any(|(kind, name)| *kind == found.key.kind.name() && name.matches(&found.name))
}
