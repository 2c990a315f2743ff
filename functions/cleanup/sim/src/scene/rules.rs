//! The rules of an account, and the policy's text that says the same to the engine.

use super::{DAY, HOUR, Manner};
use crate::cloud::{ALIAS, HOME, OTHER};
use crate::fault::Fault;
use crate::rng::Rng;
use crate::thing::Rules;
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) const LAB: &str = "todo-2026";
pub(super) const LOCKABLE: [&str; 6] = [
    "ec2:instance",
    "rds:db-instance",
    "elbv2:load-balancer",
    "dynamodb:table",
    "autoscaling:group",
    "cloudformation:stack",
];

pub(super) fn draw(rng: &mut Rng, manner: Manner, faults: &BTreeSet<Fault>) -> Rules {
    let mode = match rng.below(100) {
        0..8 if manner != Manner::Attended => "report",
        0..50 => "tagged",
        50..75 => "baseline",
        _ => "sandbox",
    };
    let mut unlock: BTreeSet<&'static str> = LOCKABLE.into_iter().filter(|_| rng.chance(35)).collect();
    if faults.contains(&Fault::Spite) || faults.contains(&Fault::Kill) {
        unlock = LOCKABLE.into_iter().collect();
    }
    let low = faults.contains(&Fault::LowCaps);
    let spiky = faults.contains(&Fault::Spike);
    let runs = if spiky { rng.below(8) } else { 5 + rng.below(6) };
    Rules {
        mode,
        regions: if rng.chance(85) {
            BTreeSet::from(["ap-northeast-2", "us-east-1", "global"])
        } else {
            BTreeSet::from(["ap-northeast-2"])
        },
        lab_value: LAB,
        min_age: rng.between(1, 48) * HOUR,
        max_age: rng.chance(50).then(|| rng.between(4, 96) * HOUR),
        grace: rng.between(24, 40) * HOUR,
        cap_items: if low && rng.chance(50) { rng.below(6) } else { 1_000 },
        cap_usd: if low && rng.chance(40) { rng.below(60) } else { 1_000_000 },
        cap_unknown_usd: 500,
        cap_share: if low && rng.chance(60) { 10 + rng.below(50) } else { 100 },
        unlock,
        protected_numbers: BTreeSet::new(),
        own_numbers: BTreeSet::new(),
        history: (0..runs).map(|_| if spiky { rng.below(2) } else { 200 }).collect(),
        baseline: BTreeSet::new(),
        baseline_at: super::START - rng.between(6, 20) * DAY,
        baseline_blind: if rng.chance(30) {
            BTreeSet::from(["ec2:eip", "sns:topic", "ec2:subnet"])
        } else {
            BTreeSet::new()
        },
        broken: faults.contains(&Fault::BrokenPolicy),
    }
}

pub(super) fn write(rules: &Rules, rng: &mut Rng) -> String {
    let text = write_policy(rules);
    if rules.broken { spoil(&text, rng) } else { text }
}

/// The policy that says what the rules say.
#[must_use]
pub fn write_policy(rules: &Rules) -> String {
    let list = |names: &BTreeSet<&'static str>| format!("{names:?}").replace(['{', '}'], "");
    let mut text = format!("version = 1\nmode = \"{}\"\nregions = [{}]\n", rules.mode, list(&rules.regions));
    let _ = writeln!(text, "grace_hours = {}", rules.grace / HOUR);
    let own: Vec<String> = rules.own_numbers.iter().map(|n| format!("\"own-{n}\"")).collect();
    let _ = writeln!(text, "own = [{}]", own.join(", "));
    let _ = writeln!(text, "unlock = [{}]", list(&rules.unlock));
    let _ = write!(text, "[account]\nallow = [\"{HOME}\"]\nnever = [\"{OTHER}\"]\nalias = \"{ALIAS}\"\n");
    let _ = write!(text, "[select]\nlab_values = [\"{LAB}\"]\nmin_age_hours = {}\n", rules.min_age / HOUR);
    if let Some(age) = rules.max_age {
        let _ = writeln!(text, "max_age_hours = {}", age / HOUR);
    }
    let (items, usd, share) = (rules.cap_items, rules.cap_usd, rules.cap_share);
    let _ = write!(text, "[caps]\nitems = {items}\nusd_month = {usd}\nshare_percent = {share}\n");
    let names: Vec<String> = rules.protected_numbers.iter().map(|n| format!("\"prot-{n}\"")).collect();
    let _ = write!(text, "[protect]\nnames = [{}]\ntypes = []\n", names.join(", "));
    text
}

/// One mistake of the kind people make.
fn spoil(text: &str, rng: &mut Rng) -> String {
    match rng.below(8) {
        0 => text.replace("names = [", "namez = ["),
        1 => text.replace("types = []", "types = [\"ec2:instnace\"]"),
        2 => text.replace("[protect]", "[protct]"),
        3 => text.replace("unlock = [", "unlock = [\"ec2:vm\", "),
        4 => text.replace("names = [", "names = [\"^prod.*$\", "),
        5 => format!("exclude = [\"ec2:vpc\"]\n{text}"),
        6 => text.replace("lab_values", "lab_value"),
        _ => text.replace("min_age_hours = ", "min_age_hours = -"),
    }
}
