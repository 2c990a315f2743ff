//! What turns out wrong after reading still points at the word; every field of every kind has its own words when wrong.

use sundown_engine::error::{Error, Invalid, TooLarge};
use sundown_engine::services::kinds;
use sundown_engine::text::{Lang, Sentence};

use crate::{has_hangul, problem, scenario};

const FILE: &str = "\
[workload]
duration_ms = 5
[lab]
students = 0
[deployments.mine.web.ec2]
instance_type = \"t3.mikro\"
";

fn invalid(field: &'static str) -> Invalid {
    Invalid::new(field, "cannot be", "쓸 수 없습니다")
}

fn resource(deployment: &str, resource: &str, field: &'static str) -> Error {
    Error::Resource { deployment: deployment.into(), resource: resource.into(), invalid: invalid(field) }
}

#[test]
fn a_refusal_of_the_engine_points_at_the_word_that_was_written() {
    let read = scenario(FILE);
    let at = |error: &Error| {
        let place = read.explain(error).place.unwrap();
        (place.line, place.column, place.width)
    };
    assert_eq!(at(&resource("mine", "web", "instance_type")), (6, 17, 10), "the value");
    assert_eq!(at(&resource("mine", "web", "count")), (5, 23, 3), "not written: its resource");
    assert_eq!(at(&Error::Workload(invalid("duration_ms"))), (2, 15, 1));
    assert_eq!(at(&Error::Workload(invalid("peak_rps"))), (1, 2, 8));
    assert_eq!(at(&Error::Lab(invalid("students"))), (4, 12, 1));
    let span = read.place("mine", "web", "instance_type").unwrap();
    assert_eq!(&FILE[span], "\"t3.mikro\"");
    assert_eq!(read.place("mine", "web2", "count"), None);
}

#[test]
fn what_was_not_written_is_named_in_the_sentence() {
    let read = scenario("");
    let said = |error: &Error| read.explain(error).render(Lang::En, false);
    assert_eq!(
        said(&resource("serverless", "api", "memory_mb")),
        "error: serverless.api.memory_mb: cannot be\n --> estimate.toml\n"
    );
    assert_eq!(said(&Error::Lab(invalid("for"))), "error: lab.for: cannot be\n --> estimate.toml\n");
    assert_eq!(said(&Error::Workload(invalid(""))), "error: workload: cannot be\n --> estimate.toml\n");
    let unit = Error::Unit { meter: "a/b".into(), priced: "GB".into(), metered: "Hrs" };
    for error in [unit, Error::TooLarge(TooLarge)] {
        assert!(has_hangul(&read.explain(&error).message.ko));
    }
}

#[test]
fn a_caller_can_point_too() {
    let problem = scenario(FILE).problem(&["deployments", "mine"], Sentence::new("no", "아니요"), None);
    assert_eq!(
        problem.render(Lang::Ko, false),
        "오류: 아니요\n --> estimate.toml:5:14\n  |\n5 | [deployments.mine.web.ec2]\n  |              ^^^^\n"
    );
}

/// Values that no field takes, or that only fields of another type take.
const WRONG: &[&str] =
    &["-1", "\"?\"", "true", "1.5", "2026-12-01", "[1]", "{ a = 1 }", "99999999999999999999", "nan"];

#[test]
fn every_field_of_every_kind_is_refused_in_words_of_its_own() {
    for kind in kinds() {
        let table = format!("[deployments.mine.it.{}]\n", kind.key);
        assert_eq!(scenario(&table).deployments.len(), 1, "{}", kind.key);
        for field in kind.fields {
            let refused = WRONG.iter().filter(|wrong| {
                let text = format!("{table}{} = {wrong}\n", field.name);
                let Err(problem) = sundown_scenario::read("x", text.as_bytes(), &[]) else { return false };
                let place = problem.place.as_ref().unwrap();
                assert_eq!(place.line, 2, "{text}");
                assert!(!problem.message.en.contains("cannot be used here"), "{text}{problem}");
                assert!(has_hangul(&problem.message.ko) && problem.help.is_some(), "{text}{problem}");
                true
            });
            assert!(refused.count() >= 5, "{}.{}", kind.key, field.name);
        }
    }
}

#[test]
fn colour_marks_and_changes_no_word() {
    let problem = problem("on = 5\n");
    let plain = problem.render(Lang::En, false);
    let mut colour = problem.render(Lang::En, true);
    for style in ["\u{1b}[1;31m", "\u{1b}[1;34m", "\u{1b}[1m", "\u{1b}[0m"] {
        assert!(colour.contains(style));
        colour = colour.replace(style, "");
    }
    assert_eq!(colour, plain);
}
