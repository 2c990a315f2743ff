//! What may disappear, and when.

use super::Seen;
use crate::thing::{Change, Errand, Id, Life, Rules, Thing};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const NEVER: [&str; 5] = [
    "kms:key",
    "acm:certificate",
    "route53:hosted-zone",
    "cognito-idp:user-pool",
    "globalaccelerator:accelerator",
];

pub(super) fn judge(rules: &Rules, change: &Change, seen: &mut Seen) {
    if !matches!(change.verb, "delete" | "scale") {
        return;
    }
    for gone in &change.taken {
        let cost = gone.price.unwrap_or(rules.cap_unknown_usd * 1_000_000);
        seen.tried.entry((gone.id, gone.generation)).or_insert((change.at, cost));
    }
    caps(rules, change, seen);
    if !change.happened {
        return;
    }
    if let Some(name) = &change.snapshot {
        let named = (change.target.id, change.target.generation);
        if seen.snapshots.insert(named, name.clone()).is_some_and(|earlier| earlier != *name) {
            seen.broken("snapshot", format!("a second final snapshot of {:?}", change.target.id));
        }
    }
    for owner in &change.owners {
        seen.broken("parent", format!("{:?} was taken from {:?}, which stays", change.target.id, owner.id));
    }
    blindness(change, seen);
    if let Some(why) = not_chosen(rules, &change.target, change, seen) {
        seen.broken("chosen", format!("{:?}: {why}", change.target.id));
    }
    for gone in change.taken.iter().filter(|thing| !matches!(thing.life, Life::Deleting(_))) {
        taken(rules, gone, change, seen);
    }
}

/// Every single thing that disappears, whatever for.
fn taken(rules: &Rules, gone: &Thing, change: &Change, seen: &mut Seen) {
    let named = (gone.id, gone.generation);
    let planned = seen.approved.get(&change.run).is_some_and(|(_, lines)| lines.contains(&named));
    if !planned {
        seen.broken("victim", format!("{:?} disappeared and was not in the plan", gone.id));
    }
    if let Some(why) = kept(rules, gone, gone.id == change.target.id) {
        seen.broken("kept", format!("{:?} disappeared: {why}", gone.id));
    }
    if gone.locked && gone.id != change.target.id {
        seen.broken("kept", format!("{:?} disappeared with its protection on", gone.id));
    }
    if gone.hidden.contains("tags") || gone.hidden.contains("lock") {
        seen.broken("unknown", format!("{:?} disappeared though nobody could read it", gone.id));
    }
    if gone.id == change.target.id && gone.hidden.contains("owners") {
        seen.broken("unknown", format!("{:?} disappeared though nobody knows whose it is", gone.id));
    }
    if let Some(user) = change.users.iter().find(|user| user.uses.contains(&gone.id)) {
        seen.broken("collateral", format!("{:?} disappeared under {:?}", gone.id, user.id));
    }
    if !matches!(seen.errands.get(&change.run), Some((Errand::Attended { .. }, _))) {
        waited(rules, named, change, seen);
    }
}

/// Unattended: told a day before, or reminded of an end that our own deployment had set.
fn waited(rules: &Rules, named: (Id, u32), change: &Change, seen: &mut Seen) {
    let told = seen.noticed.get(&named).is_some_and(|at| change.at - at >= rules.grace.max(DAY));
    let reminded = change.target.recorded_expiry.is_some_and(|end| {
        let in_time = seen.reminded.get(&named.0).is_some_and(|at| at + 2 * HOUR <= end);
        change.target.ours && in_time && change.at >= end + HOUR
    });
    if !told && !reminded {
        seen.broken("grace", format!("{:?} disappeared without a day's notice", named.0));
    }
}

/// Reasons that protect a thing by itself. `unlocking`: its own protection may be off the table.
pub(super) fn kept(rules: &Rules, thing: &Thing, unlocking: bool) -> Option<&'static str> {
    let plain = |key: &str| {
        let narrow = |c: char| {
            if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c }
        };
        key.chars().map(narrow).filter(char::is_ascii_graphic).collect::<String>().to_lowercase()
    };
    let keep = thing.tags.keys().any(|key| ["keep", "do-not-delete"].contains(&plain(key).as_str()));
    let checks = [
        (keep, "tagged to be kept"),
        (thing.tags.get("expires-at").is_some_and(|end| instant(end).is_none()), "an expiry nobody can read"),
        (thing.is_default, "a default part"),
        (thing.manager.is_some(), "managed by AWS"),
        (thing.account != crate::cloud::HOME, "shared by another account"),
        (rules.own_numbers.contains(&thing.id.n), "the cleanup's own"),
        (rules.protected_numbers.contains(&thing.id.n), "named in the policy"),
        (NEVER.contains(&thing.id.kind), "only ever reported"),
        (
            thing.locked && !(unlocking && rules.unlock.contains(thing.id.kind)),
            "its deletion protection is on",
        ),
        (thing.life == Life::Busy, "being changed"),
        (!rules.regions.contains(thing.id.region), "in a region that is not allowed"),
    ];
    checks.into_iter().find_map(|(protects, why)| protects.then_some(why))
}

/// Does the mode choose this target, for whoever asked?
fn not_chosen(rules: &Rules, thing: &Thing, change: &Change, seen: &Seen) -> Option<&'static str> {
    let lab = thing.tags.get("lab").map(String::as_str) == Some(rules.lab_value);
    let end = thing.tags.get("expires-at").and_then(|end| instant(end));
    if let Some((Errand::Attended { person }, _)) = seen.errands.get(&change.run) {
        let own = lab && thing.tags.get("owner").map(String::as_str) == Some(person);
        let expired = lab && end.is_some_and(|end| end <= change.at);
        if own || thing.ours {
            return None;
        }
        if !expired {
            return Some("neither this person's, nor expired, nor ours");
        }
    }
    if end.is_some_and(|end| end > change.at) {
        return Some("not expired");
    }
    let ended = lab && end.is_some();
    let old = |age: i64| change.at - thing.born >= age;
    let blind = thing.hidden.contains("birth") && thing.tells_birth;
    if thing.born > change.at && !blind {
        return Some("made in the future");
    }
    match rules.mode {
        "tagged" if ended => None,
        "tagged" if !lab => Some("not of the lab"),
        "tagged" if blind => Some("of unknown age"),
        "tagged" if rules.max_age.is_some_and(old) => None,
        "tagged" => Some("of the lab, but neither expired nor old"),
        "sandbox" if ended => None,
        "baseline" if rules.baseline.contains(&(thing.id, thing.generation)) => Some("there before"),
        "baseline" if rules.baseline_blind.contains(thing.id.kind) => {
            Some("of a type the baseline did not see")
        }
        "baseline" if thing.born <= rules.baseline_at => Some("made before the baseline"),
        _ if blind => Some("of unknown age"),
        _ if !old(rules.min_age) => Some("too young"),
        _ => None,
    }
}

/// Is it of the lab, expired, and protected by nothing of its own? In the modes in which that alone decides.
#[must_use]
pub fn chosen_by_tag(rules: &Rules, thing: &Thing, now: i64) -> bool {
    let lab = thing.tags.get("lab").map(String::as_str) == Some(rules.lab_value);
    let ended = thing.tags.get("expires-at").and_then(|end| instant(end)).is_some_and(|end| end <= now);
    let future = thing.tells_birth && thing.born > now;
    // A name that is another tool's own protects as well; none of ours is.
    matches!(rules.mode, "tagged" | "sandbox")
        && lab
        && ended
        && !future
        && kept(rules, thing, true).is_none()
}

/// Nobody may conclude from a listing that failed: a stack that could not be listed may own anything in its region.
fn blindness(change: &Change, seen: &mut Seen) {
    let Id { region, kind, .. } = change.target.id;
    let blind = seen.blind.get(&change.run);
    let stacks = blind.is_some_and(|blind| {
        blind.contains(&(region, "*"))
            || (kind != "cloudformation:stack" && blind.contains(&(region, "cloudformation:stack")))
    });
    if stacks {
        seen.broken(
            "incomplete",
            format!("{:?} disappeared though its owners could not be listed", change.target.id),
        );
    }
}

fn caps(rules: &Rules, change: &Change, seen: &mut Seen) {
    let day: Vec<(Id, u64)> = seen
        .tried
        .iter()
        .filter(|(_, (at, _))| change.at - at < DAY)
        .map(|((id, _), (_, cost))| (*id, *cost))
        .collect();
    if day.len() as u64 > rules.cap_items {
        seen.broken("cap-items", format!("{} things within a day, {} allowed", day.len(), rules.cap_items));
    }
    if day.iter().map(|(_, cost)| cost).sum::<u64>() > rules.cap_usd * 1_000_000 {
        seen.broken("cap-usd", format!("more than ${} a month within a day", rules.cap_usd));
    }
    let kind = change.target.id.kind;
    let there = seen.there.get(&change.run).into_iter().flatten().filter(|(id, _)| id.kind == kind);
    let lines = seen.approved.get(&change.run).map(|(_, lines)| lines);
    let (mut of, mut planned) = (0, 0);
    for named in there {
        of += 1;
        planned += u64::from(lines.is_some_and(|lines| lines.contains(named)));
    }
    if planned > 3 && planned * 100 > of * rules.cap_share {
        seen.broken("cap-share", format!("{planned} of {of} {kind}, {} % allowed", rules.cap_share));
    }
    surprise(rules, change, seen);
}

/// The schedule needs five runs behind it, and stops at a number of targets that is far from usual. What the runs of this
/// story added to the history is at most 5 each, or the history was not small to begin with.
fn surprise(rules: &Rules, change: &Change, seen: &mut Seen) {
    if !matches!(seen.errands.get(&change.run), Some((Errand::Scheduled, _))) {
        return;
    }
    let earlier =
        seen.errands.range(..change.run).filter(|(_, (errand, _))| *errand == Errand::Scheduled).count();
    if rules.history.len() + earlier < 5 {
        seen.broken(
            "surprise",
            format!("deletes in run {} of this account", rules.history.len() + earlier + 1),
        );
    }
    let targets = seen.attempted.iter().filter(|(run, _)| *run == change.run).count();
    if rules.history.len() >= 5 && rules.history.iter().all(|usual| *usual < 2) && targets > 15 {
        seen.broken("surprise", format!("{targets} targets after {:?}", rules.history));
    }
}

/// An instant in RFC 3339, read without the engine: `2026-11-21T09:00:00Z` or with an offset.
fn instant(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once('T')?;
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let clock = rest.strip_suffix('Z')?;
    let mut parts = clock.split(':').map(str::parse::<i64>);
    let (hours, minutes, seconds) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_year) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_year * 365 + of_year / 4 - of_year / 100 + day_of_year - 719_468;
    (1..=12).contains(&month).then_some(days * DAY + hours * HOUR + minutes * 60 + seconds)
}
