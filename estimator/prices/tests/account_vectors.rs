//! Twenty accounts on one day: which programme, which plan, what has ended. The vectors were derived from AWS's rules by
//! hand; their `expected` is a sentence for people, every other field is held here.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use serde::Deserialize;
use sundown_engine::Date;
use sundown_engine::account::{Account, Plan, Standing, State};
use sundown_engine::allowance::Entitled;
use sundown_prices::facts::facts;

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Debug, Deserialize)]
struct Vector {
    account_created: Date,
    as_of: Date,
    plan_input: Option<Plan>,
    model: String,
    legacy_12m_ends: Option<Date>,
    legacy_12m_active: bool,
    free_plan_ends: Option<Date>,
    credits_expire: Option<Date>,
    erase_if_not_upgraded_after: Option<Date>,
    credits_active: Option<bool>,
    always_free: Option<bool>,
    short_term_trials: Option<bool>,
    days_left: Option<i32>,
    expected: Option<String>,
}

#[test]
fn every_vector_holds() {
    let vectors: Vectors = serde_json::from_str(include_str!("data/account_state_vectors.json")).unwrap();
    assert_eq!(vectors.vectors.len(), 20);
    for vector in &vectors.vectors {
        hold(vector);
    }
}

fn hold(vector: &Vector) {
    let facts = facts().unwrap();
    let account =
        Account { opened: Some(vector.account_created), plan: vector.plan_input, ..Account::default() };
    let standing = account.standing(&facts.programme, vector.as_of);
    let entitled = |who| {
        let mut rule = facts.allowances.iter().next().unwrap().clone();
        (rule.who, rule.from, rule.until) = (who, None, None);
        rule.holds(&account, &facts.programme, vector.as_of)
    };
    assert_eq!(entitled(Entitled::Legacy), vector.legacy_12m_active, "{vector:?}");
    match standing {
        Standing::Untold => panic!("the opening day was told: {vector:?}"),
        Standing::Legacy { ends, free_year } => {
            assert_eq!(vector.model, "legacy", "{vector:?}");
            assert_eq!(Some(ends), vector.legacy_12m_ends, "{vector:?}");
            assert_eq!(free_year, vector.legacy_12m_active, "{vector:?}");
        }
        Standing::Credit(credit) => {
            assert_eq!(vector.model, "credit", "{vector:?}");
            assert_eq!(Some(credit.free_plan_ends), vector.free_plan_ends, "{vector:?}");
            assert_eq!(Some(credit.credits_expire), vector.credits_expire, "{vector:?}");
            assert_eq!(Some(credit.erased_after), vector.erase_if_not_upgraded_after, "{vector:?}");
            if let Some(days) = vector.days_left {
                assert_eq!((credit.free_plan_ends - vector.as_of).get_days(), days, "{vector:?}");
            }
            let said = vector.expected.as_deref().unwrap_or_default();
            assert_eq!(credit.state == State::Erased, said.contains("ERASED"), "{vector:?}");
            assert_eq!(credit.state == State::Closed, said.contains("CLOSED"), "{vector:?}");
        }
    }
    if let Some(active) = vector.credits_active {
        assert_eq!(standing.credits_valid(), active, "{vector:?}");
    }
    if let Some(always) = vector.always_free {
        assert_eq!(entitled(Entitled::Everyone), always, "{vector:?}");
    }
    if let Some(trials) = vector.short_term_trials {
        assert_eq!(entitled(Entitled::PaidOrLegacy), trials, "{vector:?}");
    }
}
