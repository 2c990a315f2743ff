//! Every embedded lab can be read, taught from in both languages, and used by the engine.

use sundown_engine::text::Lang;
use sundown_scenario::{EmbeddedLab, Scenario, lab, labs, read};

use crate::{REGIONS, has_hangul};

fn scenarios() -> impl Iterator<Item = (&'static EmbeddedLab, Scenario)> {
    labs().iter().map(|lab| {
        let read = read(lab.name, lab.toml.as_bytes(), REGIONS);
        (lab, read.unwrap_or_else(|problem| panic!("{problem}")))
    })
}

#[test]
fn the_eight_labs_are_there() {
    let names: Vec<_> = labs().iter().map(|lab| lab.name).collect();
    assert_eq!(
        names,
        [
            "first-ec2",
            "django-react",
            "django-rds-elb",
            "book",
            "ecs-fargate",
            "eks",
            "messaging",
            "serverless"
        ]
    );
}

#[test]
fn each_speaks_both_languages_and_says_why() {
    for (lab, scenario) in scenarios() {
        let (title, about) = (scenario.title.unwrap(), scenario.about.unwrap());
        for words in [&title, &about] {
            assert!(!has_hangul(words.in_lang(Lang::En)), "{}: {}", lab.name, words.en);
            assert!(has_hangul(words.in_lang(Lang::Ko)), "{}: {}", lab.name, words.ko);
        }
        assert!(lab.toml.starts_with("# "), "{}: opens with what it is for", lab.name);
        assert!(lab.toml.lines().all(|line| line.chars().count() <= 200), "{}", lab.name);
        assert!(!lab.toml.contains('\r') && lab.toml.ends_with('\n'), "{}", lab.name);
    }
}

#[test]
fn each_has_hours_a_class_and_something_to_build() {
    for (lab, scenario) in scenarios() {
        let told = scenario.lab.unwrap();
        assert!(told.students == 30, "{}", lab.name);
        assert!(!scenario.built_in, "{}: its work is written down", lab.name);
        assert_eq!(scenario.workload.check(), Ok(()), "{}", lab.name);
        assert!(!scenario.deployments.is_empty(), "{}", lab.name);
        for deployment in &scenario.deployments {
            let mut names: Vec<_> = deployment.resources.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), deployment.resources.len(), "{}", lab.name);
        }
    }
}

/// A lab may be compared with the three architectures, whose names are taken.
#[test]
fn no_deployment_is_called_like_an_architecture() {
    for (_, scenario) in scenarios() {
        for deployment in scenario.deployments {
            assert!(
                !["serverless", "ec2-elb", "fargate"].contains(&deployment.name.as_str()),
                "{}",
                deployment.name
            );
        }
    }
}

#[test]
fn the_books_two_deployments_differ_in_the_database_alone() {
    let (_, book) = scenarios().find(|(lab, _)| lab.name == "book").unwrap();
    let [notes, today] = book.deployments.as_slice() else { panic!("two") };
    assert_eq!(notes.resources.len(), today.resources.len());
    let pairs = notes.resources.iter().zip(&today.resources);
    let changed: Vec<_> = pairs.filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(changed, ["db"]);
}

#[test]
fn an_unknown_lab_is_told_the_nearest() {
    let missed = lab("djangoreact").unwrap_err();
    assert_eq!(
        missed.en,
        "there is no lab `djangoreact`; did you mean django-react? labs: first-ec2, django-react, django-rds-elb, book, \
         ecs-fargate, eks, messaging, serverless"
    );
    assert!(missed.ko.starts_with(
        "`djangoreact`: 존재하지 않는 실습입니다. 비슷한 이름: django-react. 실습 목록: first-ec2"
    ));
    assert!(!lab("전혀").unwrap_err().en.contains("did you mean"));
    assert_eq!(lab("book").unwrap().name, "book");
}
