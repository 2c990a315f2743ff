//! `--account live`: what AWS says of the account, over what was told, and what happens where it says nothing.

use serde_json::{Value, json};
use sundown_pricelist::http::Reply;
use sundown_pricelist::script::{error, free_tier, json_1_0, web_page};
use sundown_pricelist::server::Server;

use super::Desk;

fn plan(kind: &str) -> Reply {
    let mut state = json!({
        "accountId": "111122223333", "accountPlanType": kind, "accountPlanStatus": "ACTIVE",
        "accountPlanRemainingCredits": { "amount": 87.35, "unit": "USD" },
    });
    if kind == "FREE" {
        state["accountPlanExpirationDate"] = json!("2027-03-01T00:00:00Z");
    }
    json_1_0(&state)
}

fn used(requests: f64) -> Reply {
    json_1_0(&json!({ "freeTierUsages": [{
        "service": "AWS Lambda", "operation": "", "usageType": "Global-Request", "region": "global", "unit": "Requests",
        "actualUsageAmount": requests, "forecastedUsageAmount": requests, "limit": 1_000_000.0, "description": "",
        "freeTierType": "Always Free",
    }] }))
}

fn server(plan: Reply, usage: Reply) -> Server {
    let answers = [("GetAccountPlanState", plan), ("GetFreeTierUsage", usage)].into();
    Server::plain(free_tier(answers, vec![])).unwrap()
}

/// Without a day of its own the estimate is for today, and this month's allowances are what AWS says is left of them.
fn asked(desk: &Desk, flags: &str) -> Value {
    desk.json(&format!("compare lambda.toml --only mine {flags}"))
}

#[test]
fn plan_credits_and_what_is_left_are_what_aws_says() {
    let aws = server(plan("PAID"), used(1_000_000.0));
    let desk = Desk::at(&aws);
    let told = asked(&desk, "--account told");
    assert_eq!(told["account"]["plan"], Value::Null);
    assert!(aws.seen().is_empty(), "told is told: nobody is asked");

    let live = asked(&desk, "--account live --plan free --credits 3");
    assert_eq!((&live["account"]["plan"], &live["account"]["credits"]), (&"paid".into(), &"87.35".into()));
    let usd = |answer: &Value| {
        let charges = answer["deployments"][0]["charges"].as_array().unwrap();
        let requests = charges.iter().find(|charge| charge["meter"] == "lambda/requests-x86").unwrap();
        requests["usd"].as_str().unwrap().to_owned()
    };
    assert_eq!((usd(&told).as_str(), usd(&live).as_str()), ("0.4", "0.6"), "the free million is used up");
    let covered = &live["deployments"][0];
    assert_eq!((&covered["credits"], &covered["net"]), (&"0.6".into(), &"0".into()), "credits pay for it");
    let notes = live["notes"].to_string();
    assert!(notes.contains("AWS says of this account: paid plan, $87.35 of credits left."), "{notes}");
    assert!(notes.contains("left this month of always.lambda.requests: 0 of 1000000"), "{notes}");
    let ko = asked(&desk, "--account live --lang ko")["notes"].to_string();
    assert!(
        ko.contains("AWS가 알려 준 계정 정보: 유료 플랜, 남은 크레딧 $87.35.")
            && ko.contains("이번 달 잔여 무료 이용량"),
        "{ko}"
    );
}

#[test]
fn a_free_amount_nobody_here_knows_is_pointed_out() {
    let row = |usage_type: &str| json!({ "usageType": usage_type, "actualUsageAmount": 5.0, "limit": 10.0, "freeTierType": "Always Free" });
    let aws = server(plan("PAID"), json_1_0(&json!({ "freeTierUsages": [row("Global-Novelty")] })));
    let desk = Desk::at(&aws);
    for (lang, said) in
        [("en", "not taken off here: Global-Novelty"), ("ko", "못한 무료 이용량: Global-Novelty")]
    {
        let notes = asked(&desk, &format!("--account live --lang {lang}"))["notes"].to_string();
        assert!(notes.contains(said), "{notes}");
    }
}

#[test]
fn another_month_has_allowances_of_its_own() {
    let aws = server(plan("PAID"), used(1_000_000.0));
    let desk = Desk::at(&aws);
    let later = asked(&desk, "--account live --on 2099-01-15");
    let notes = later["notes"].to_string();
    assert!(notes.contains("allowances of the month of 2099-01-15 are whole"), "{notes}");
    assert!(!notes.contains("left this month of"), "{notes}");
}

/// The day a free plan ends decides what it may still run.
#[test]
fn a_free_plan_ends_on_the_day_that_aws_says() {
    let aws = server(plan("FREE"), json_1_0(&json!({ "freeTierUsages": [] })));
    let desk = Desk::at(&aws);
    let free = |day: &str| {
        let answer = asked(&desk, &format!("--account live --on {day}"));
        assert_eq!(answer["account"]["plan"], "free");
        assert!(answer["notes"].to_string().contains("the free plan ends on 2027-03-01"), "{answer}");
        answer["deployments"][0]["refused"].to_string() + &answer["deployments"][0]["free"].to_string()
    };
    assert_ne!(free("2027-02-28"), free("2027-03-01"));
}

#[test]
fn what_aws_refuses_to_say_is_as_told_and_said_aloud() {
    for code in ["AccessDeniedException", "ResourceNotFoundException"] {
        let aws = server(error(400, code), error(400, code));
        let desk = Desk::at(&aws);
        for (lang, as_told, unused) in [
            ("en", "plan and credits are as told", "allowances are taken as unused"),
            ("ko", "플랜과 크레딧은 입력한 값을 씁니다", "아직 쓰지 않은 것으로 봅니다"),
        ] {
            let ran = desk.run(&format!(
                "compare lambda.toml --only mine --plan paid --account live --lang {lang} --format json"
            ));
            assert_eq!((ran.code, ran.err.lines().count()), (0, 2), "{}", ran.err);
            assert!(ran.err.contains(as_told) && ran.err.contains(unused), "{}", ran.err);
            let answer: Value = serde_json::from_str(&ran.out).unwrap();
            assert_eq!(answer["account"]["plan"], "paid", "{code}");
            let notes = answer["notes"].to_string();
            assert!(notes.contains(as_told) && notes.contains(unused), "{notes}");
        }
    }
}

#[test]
fn without_an_answer_there_is_one_message() {
    let aws = server(plan("PAID"), used(0.0));
    let mut desk = Desk::at(&aws);
    desk.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    for (lang, said) in
        [("en", "no usable AWS credentials were found"), ("ko", "쓸 수 있는 AWS 자격 증명이 없습니다")]
    {
        let complaint = desk.run(&format!("compare --account live --lang {lang}")).complaint();
        assert!(complaint.contains(said) && complaint.lines().count() == 1, "{complaint}");
        assert!(!complaint.contains("--bulk"), "offer files know nothing of an account: {complaint}");
    }
    for (reply, said) in
        [(error(400, "ExpiredTokenException"), "have expired"), (Reply::Whole(web_page(403)), "web page")]
    {
        let complaint = Desk::at(&server(reply, used(0.0))).run("compare --account live").complaint();
        assert!(complaint.contains(said) && complaint.lines().count() == 1, "{complaint}");
    }
}

/// A mistake in the arguments is said before anybody is asked.
#[test]
fn nobody_is_asked_for_a_question_that_is_refused() {
    let aws = server(plan("PAID"), used(0.0));
    let desk = Desk::at(&aws);
    desk.run("compare --account live --opened 2099-01-01").complaint();
    desk.run("compare --account live --plan gold").complaint();
    desk.run("compare nowhere.toml --account live").complaint();
    assert!(aws.seen().is_empty());
}
