//! The real Free Tier client against a server that speaks its wire: what AWS says, what it refuses to say, what is left.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::ops::ControlFlow;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use serde_json::json;
use sundown_engine::account::{Account, Plan};
use sundown_pricelist::http::Reply;
use sundown_pricelist::script::{error, free_tier, json_1_0, web_page};
use sundown_pricelist::server::Server;
use sundown_prices::account::{Missing, Seen, see_blocking};
use sundown_prices::facts::facts;
use sundown_prices::live::access::{Access, Patience};
use sundown_prices::problem::Problem;

fn plan() -> Reply {
    json_1_0(&json!({
        "accountId": "111122223333",
        "accountPlanType": "FREE",
        "accountPlanStatus": "ACTIVE",
        "accountPlanRemainingCredits": { "amount": 87.35, "unit": "USD" },
        "accountPlanExpirationDate": "2027-03-01T00:00:00Z",
    }))
}

fn row(usage_type: &str, limit: f64, used: f64) -> serde_json::Value {
    json!({
        "service": "AWS Lambda", "operation": "", "usageType": usage_type, "region": "global", "unit": "Requests",
        "actualUsageAmount": used, "forecastedUsageAmount": used * 2.0, "limit": limit,
        "description": "always free", "freeTierType": "Always Free",
    })
}

fn usage(rows: &[serde_json::Value]) -> Reply {
    json_1_0(&json!({ "freeTierUsages": rows }))
}

fn asked(plan: Reply, usage: Reply, faults: Vec<Reply>) -> (Result<Seen, Problem>, Server) {
    let answers = [("GetAccountPlanState", plan), ("GetFreeTierUsage", usage)].into();
    let server = Server::plain(free_tier(answers, faults)).unwrap();
    let ms = Duration::from_millis;
    let access = Access {
        endpoint: Some(server.base.clone()),
        credentials: Some(SharedCredentialsProvider::new(Credentials::for_tests())),
        patience: Patience { pause: ms(1), spacing: ms(1), read: ms(400), ..Access::default().patience },
        ..Access::default()
    };
    (see_blocking(&access, &mut |_| ControlFlow::Continue(())), server)
}

#[test]
fn plan_credits_and_expiry_are_what_aws_says() {
    let (seen, server) = asked(plan(), usage(&[]), vec![error(400, "ThrottlingException")]);
    let seen = seen.unwrap();
    assert_eq!(seen.plan, Some(Plan::Free));
    assert_eq!(seen.credits.unwrap().to_string(), "87.35");
    assert_eq!(seen.expires.unwrap().to_string(), "2027-03-01");
    assert_eq!(seen.untold, []);
    let told =
        Account { opened: Some("2026-09-01".parse().unwrap()), plan: Some(Plan::Paid), ..Account::default() };
    let known = seen.over(told);
    assert_eq!(
        (known.plan, known.opened),
        (Some(Plan::Free), told.opened),
        "AWS knows better, the day stays as told"
    );
    let requests = server.seen();
    assert_eq!(requests[0].header("content-type"), Some("application/x-amz-json-1.0"));
    assert!(requests[0].header("authorization").unwrap().contains("/us-east-1/freetier/aws4_request"));
    let operations: Vec<_> = requests.iter().map(|seen| seen.operation().to_owned()).collect();
    assert_eq!(operations, ["GetAccountPlanState", "GetAccountPlanState", "GetFreeTierUsage"]);
}

#[test]
fn what_is_left_is_taken_from_rows_and_no_row_takes_nothing_away() {
    let rows = [
        row("Global-Request", 1_000_000.0, 400_000.25),
        row("Global-Lambda-GB-Second", 400_000.0, 500_000.0),
    ];
    let (seen, _) = asked(plan(), usage(&rows), vec![]);
    let before = facts().unwrap().allowances;
    let after = seen.unwrap().left_of(&before);
    let changed: Vec<_> = before
        .iter()
        .zip(after.iter())
        .filter(|(before, after)| before.amount != after.amount)
        .map(|(_, after)| (after.id.as_ref(), after.amount.unwrap().to_string()))
        .collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(changed.contains(&("always.lambda.gbs", "0".to_owned())), "used up, not below: {changed:?}");
    assert!(changed.iter().any(|(id, left)| id.contains("lambda") && left == "599999.75"), "{changed:?}");
}

#[test]
fn a_row_that_stands_for_nothing_here_is_pointed_out() {
    let rows = [
        row("Global-Request", 1_000_000.0, 1.0),
        row("Global-Something-New", 1_000.0, 1.0),
        row("Global-Unused", 5.0, 0.0),
        // The name of one, the amount of another.
        row("Global-Lambda-GB-Second", 7.0, 1.0),
    ];
    let (seen, _) = asked(plan(), usage(&rows), vec![]);
    let (seen, allowances) = (seen.unwrap(), facts().unwrap().allowances);
    let unknown: Vec<_> = seen.unknown_rows(&allowances).map(|row| row.usage_type.as_str()).collect();
    assert_eq!(unknown, ["Global-Something-New", "Global-Lambda-GB-Second"]);
}

#[test]
fn refused_or_unknown_is_said_and_what_was_told_stays() {
    for code in ["AccessDeniedException", "ResourceNotFoundException"] {
        let (seen, _) = asked(error(400, code), error(400, code), vec![]);
        let seen = seen.unwrap();
        let missing: Vec<_> = seen.untold.iter().map(|untold| untold.what).collect();
        assert_eq!(missing, [Missing::PlanAndCredits, Missing::Allowances], "{code}");
        let said = seen.untold[0].sentence();
        assert!(said.en.contains("GetAccountPlanState") && said.en.contains("as told"), "{said}");
        assert!(said.ko.contains("입력한 값"), "{}", said.ko);
        let told = Account { plan: Some(Plan::Paid), ..Account::default() };
        assert_eq!(seen.over(told), told);
        let allowances = facts().unwrap().allowances;
        let left = seen.left_of(&allowances);
        assert!(left.iter().eq(allowances.iter()));
    }
    let (seen, _) = asked(plan(), error(400, "AccessDeniedException"), vec![]);
    assert_eq!(seen.unwrap().plan, Some(Plan::Free), "one refusal does not silence the other answer");
}

#[test]
fn expired_credentials_and_web_pages_are_no_answer() {
    let (seen, _) = asked(error(400, "ExpiredTokenException"), usage(&[]), vec![]);
    assert_eq!(seen, Err(Problem::ExpiredCredentials));
    let (seen, _) = asked(Reply::Whole(web_page(403)), usage(&[]), vec![]);
    assert!(matches!(seen, Err(Problem::WebPage { .. })), "{seen:?}");
}

#[test]
fn other_money_and_unknown_plans_are_not_guessed_at() {
    let odd = json_1_0(&json!({
        "accountId": "111122223333", "accountPlanType": "PLATINUM", "accountPlanStatus": "ACTIVE",
        "accountPlanRemainingCredits": { "amount": 87.35, "unit": "CNY" },
    }));
    let (seen, _) = asked(odd, usage(&[]), vec![]);
    let seen = seen.unwrap();
    assert_eq!((seen.plan, seen.credits, seen.expires), (None, None, None));
}
