//! Does the mode choose this resource? Asked only of what nothing protects. Unknown age protects where age selects.

use crate::context::{Context, Who};
use crate::found::{Fact, Found, Tags};
use crate::guard::Guard;
use crate::moment::{Moment, Seconds};
use crate::policy::Mode;
use crate::reason::{Class, Reason, Verdict};
use crate::survey::GLOBAL;
use crate::tags::{Expiry, expiry};

#[must_use]
pub fn select(context: &Context<'_>, found: &Found) -> Verdict {
    let policy = context.policy;
    let no = |reason| Verdict::new(Class::Protected, reason);
    if policy.select.kinds.as_ref().is_some_and(|kinds| !kinds.contains(&found.key.kind)) {
        return no(Reason::KindLeftOut);
    }
    if context.ledger.quarantined(&found.key, &found.generation) {
        return no(Reason::Quarantined);
    }
    let nothing = Tags::new();
    let tags = found.readable_tags().unwrap_or(&nothing);
    let in_lab = in_lab(context, tags);
    if let Who::Person(person) = context.who {
        if in_lab && tags.get(&policy.select.owner_tag) == Some(person) {
            return Verdict::new(Class::Candidate, Reason::OwnTag);
        }
        if found.ours && policy.mode != Mode::Report {
            return Verdict::new(Class::Candidate, Reason::OurStack);
        }
    }
    let expiry = expiry(tags, &policy.select.expiry_tag);
    if let Expiry::At(end) = expiry
        && end > context.now
    {
        return no(Reason::NotExpired(end));
    }
    match (policy.mode, expiry) {
        (Mode::Report, _) => Verdict::new(Class::Candidate, Reason::Reported),
        (Mode::Tagged, _) if !in_lab => no(Reason::NotSelected),
        (Mode::Tagged | Mode::Sandbox, Expiry::At(end)) if in_lab => {
            Verdict::new(Class::Candidate, Reason::Expired(end))
        }
        (Mode::Tagged, _) => match policy.select.max_age {
            Some(age) => old_enough(context, found, age, Reason::OldInLab),
            None => no(Reason::NoExpiry),
        },
        (Mode::Baseline, _) => after_baseline(context, found),
        (Mode::Sandbox, _) => old_enough(context, found, policy.select.min_age, Reason::OldInSandbox),
    }
}

fn in_lab(context: &Context<'_>, tags: &Tags) -> bool {
    let select = &context.policy.select;
    tags.get(&select.lab_tag)
        .is_some_and(|value| select.lab_values.is_empty() || select.lab_values.contains(value))
}

fn after_baseline(context: &Context<'_>, found: &Found) -> Verdict {
    let Some(baseline) = context.baseline else {
        return Verdict::new(Class::Unknown, Reason::BaselineUnknown);
    };
    let trusted = !context.guards.on(Guard::I18Incomplete) || baseline.saw_all(&found.key);
    if baseline.account != context.survey.identity.account || !trusted {
        return Verdict::new(Class::Unknown, Reason::BaselineUnknown);
    }
    if baseline.knows(found) {
        return Verdict::new(Class::Protected, Reason::InBaseline);
    }
    if let Fact::Known(Some(created)) = found.created
        && created <= baseline.taken_at
    {
        return Verdict::new(Class::Protected, Reason::InBaseline);
    }
    old_enough(context, found, context.policy.select.min_age, Reason::AfterBaseline)
}

/// Types whose creation AWS never tells are as old as our own first sight of them, which is never too old.
fn old_enough(context: &Context<'_>, found: &Found, age: Seconds, then: Reason) -> Verdict {
    let born: Option<Moment> = match found.created {
        Fact::Known(Some(created)) => Some(created),
        Fact::Known(None) => {
            let seen = context.ledger.seen.get(&found.key);
            Some(
                seen.filter(|(generation, _)| *generation == found.generation)
                    .map_or(context.now, |(_, at)| *at),
            )
        }
        Fact::Unknown if !context.guards.on(Guard::I3Unknown) => Some(Moment::from_seconds(0)),
        Fact::Unknown => None,
    };
    match born {
        None => Verdict::new(Class::Unknown, Reason::AgeUnknown),
        Some(born) if context.now.since(born) < age => Verdict::new(Class::Young, Reason::TooYoung),
        Some(_) => Verdict::new(Class::Candidate, then),
    }
}

/// The regions whose listings can hold users and owners of a resource of `region`.
pub(crate) fn regions_of_others<'s>(
    context: &'s Context<'_>,
    region: &'s str,
    other_is_global: bool,
) -> Vec<&'s str> {
    match (other_is_global, region == GLOBAL) {
        (true, _) => vec![GLOBAL],
        (false, false) => vec![region],
        (false, true) => {
            context.survey.coverage.keys().map(|region| &**region).filter(|r| *r != GLOBAL).collect()
        }
    }
}
