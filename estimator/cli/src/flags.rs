//! Flags say the same as a scenario's fields, so they are read as one: each becomes a line of TOML and goes through the same
//! reader, and what it says is laid over the file.

use clap::ArgMatches;
use sundown_engine::lab::Lab;
use sundown_engine::text::Sentence;
use sundown_prices::snapshot::region_codes;
use sundown_scenario::{Scenario, read};
use sundown_talk::args::word;
use sundown_talk::failure::Failure;

/// How a flag's word stands in a scenario.
struct Flag {
    name: &'static str,
    /// The table and key it stands for.
    field: (&'static str, &'static str),
    lay: fn(&mut Scenario, Scenario),
}

const fn flag(
    name: &'static str,
    field: (&'static str, &'static str),
    lay: fn(&mut Scenario, Scenario),
) -> Flag {
    Flag { name, field, lay }
}

const FLAGS: &[Flag] = &[
    flag("region", ("", "region"), |over, said| over.region = said.region),
    flag("on", ("", "on"), |over, said| over.on = said.on),
    flag("budget", ("", "budget"), |over, said| over.budget = said.budget),
    flag("requests", ("workload", "requests_per_month"), |over, said| {
        over.workload.requests_per_month = said.workload.requests_per_month;
    }),
    flag("duration-ms", ("workload", "duration_ms"), |over, said| {
        over.workload.duration_ms = said.workload.duration_ms;
    }),
    flag("memory-mb", ("workload", "memory_mb"), |over, said| {
        over.workload.memory_mb = said.workload.memory_mb;
    }),
    flag("response-kb", ("workload", "response_kb"), |over, said| {
        over.workload.response_kb = said.workload.response_kb;
    }),
    flag("peak-rps", ("workload", "peak_rps"), |over, said| over.workload.peak_rps = said.workload.peak_rps),
    flag("storage-gb", ("workload", "storage_gb"), |over, said| {
        over.workload.storage_gb = said.workload.storage_gb;
    }),
    flag("stack", ("workload", "stack"), |over, said| over.workload.stack = said.workload.stack),
    flag("for", ("lab", "for"), |over, said| lab(over).hours = lab_of(&said).hours),
    flag("accounts", ("lab", "accounts"), |over, said| lab(over).accounts = lab_of(&said).accounts),
    flag("opened", ("account", "opened"), |over, said| over.account.opened = said.account.opened),
    flag("plan", ("account", "plan"), |over, said| over.account.plan = said.account.plan),
    flag("credits", ("account", "credits"), |over, said| over.account.credits = said.account.credits),
    flag("currency", ("money", "currency"), |over, said| over.money.currency = said.money.currency),
    flag("rate", ("money", "rate"), |over, said| over.money.rate = said.money.rate),
    flag("vat", ("money", "vat"), |over, said| over.money.vat = said.money.vat),
];

/// The lab to lay a flag over; an afternoon by oneself where the file describes none.
fn lab(scenario: &mut Scenario) -> &mut Lab {
    scenario.lab.get_or_insert_with(Lab::afternoon)
}

fn lab_of(scenario: &Scenario) -> Lab {
    scenario.lab.unwrap_or_else(Lab::afternoon)
}

/// Lays what the flags and the environment say over what the file says.
pub(crate) fn lay_over(scenario: &mut Scenario, given: &ArgMatches) -> Result<(), Failure> {
    for flag in FLAGS {
        if let Some(word) = word(given, flag.name) {
            (flag.lay)(scenario, said(flag, word)?);
            scenario.built_in &= flag.field.0 != "workload";
        }
    }
    if let Some(students) = word(given, "students") {
        lab(scenario).students = students.parse().map_err(|_| {
            refused("students", students, &Sentence::new("it is no whole number", "정수가 아닙니다"), None)
        })?;
    }
    Ok(())
}

/// A value that a flag or the environment gave.
pub(crate) struct Told {
    pub(crate) flag: &'static str,
    pub(crate) word: String,
    field: (&'static str, &'static str),
}

/// Every value that was given so.
pub(crate) fn told(given: &ArgMatches) -> Vec<Told> {
    let fields = FLAGS.iter().map(|flag| (flag.name, flag.field)).chain([STUDENTS]);
    fields
        .filter_map(|(flag, field)| word(given, flag).map(|word| Told { flag, word: word.to_owned(), field }))
        .collect()
}

/// The one that stands for a field of a scenario.
pub(crate) fn find<'a>(told: &'a [Told], table: &str, key: &str) -> Option<&'a Told> {
    told.iter().find(|told| told.field == (table, key))
}

/// The one flag that is no line of TOML: its number is one without quotes.
const STUDENTS: (&str, (&str, &str)) = ("students", ("lab", "students"));

/// A switch, where this command has it.
pub(crate) fn is_on(given: &ArgMatches, name: &str) -> bool {
    given.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
}

fn said(flag: &Flag, word: &str) -> Result<Scenario, Failure> {
    // A literal string of TOML carries anything but its own quote and controls, and neither is in anything right.
    if word.contains('\'') || word.chars().any(char::is_control) {
        let why = Sentence::new("it holds a quote or a control character", "따옴표나 제어 문자가 있습니다");
        return Err(refused(flag.name, word, &why, None));
    }
    let (table, key) = flag.field;
    let header = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
    let regions: Vec<_> = region_codes().collect();
    read(flag.name, format!("{header}{key} = '{word}'\n").as_bytes(), &regions)
        .map_err(|problem| refused(flag.name, word, &problem.message, problem.help.as_ref()))
}

pub(crate) fn refused(flag: &str, word: &str, why: &Sentence, help: Option<&Sentence>) -> Failure {
    let (help_en, help_ko) = help
        .map_or((String::new(), String::new()), |help| (format!("; {}", help.en), format!(". {}", help.ko)));
    // Said once is enough.
    let quoted = why.en.contains(&format!("`{word}`"));
    let flag = if quoted { format!("--{flag}") } else { format!("--{flag} {word}") };
    Failure::said(format!("{flag}: {}{help_en}", why.en), format!("{flag}: {}{help_ko}", why.ko))
}
