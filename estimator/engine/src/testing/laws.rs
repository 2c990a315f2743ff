//! What must hold of every bill, whatever is used and whatever it costs.

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{book, facts};
use crate::account::Account;
use crate::allowance::{Allowance, Entitled};
use crate::charge::Step;
use crate::estimate::{Deployment, Estimate, Scope, World, estimate};
use crate::money::Usd;
use crate::period::Period;
use crate::price::{Price, PriceBook, Tier};
use crate::quantity::{Hundredths, Megabytes, Millis, Monthly};
use crate::resource::Arch;
use crate::services::{Resource, ec2::Ec2, lambda::Lambda, vpc::NatGateway};

/// Tiers of anything: bounds up to a billion, prices down to a ten-billionth.
fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    let steps = prop::collection::vec((1_u32..1_000_000_000, 0_i64..10_000_000_000), 0..4);
    (0_i64..10_000_000_000, steps).prop_map(|(first, steps)| {
        let tier =
            |from: Decimal, usd| Tier { from, usd: Usd::new(Decimal::new(usd, 10)), sku: "SKU".into() };
        let mut from = Decimal::ZERO;
        let mut tiers = vec![tier(from, first)];
        for (width, usd) in steps {
            from += Decimal::from(width);
            tiers.push(tier(from, usd));
        }
        tiers
    })
}

fn lambda(requests: u64, ms: u64, arch: Arch) -> Resource {
    Lambda {
        requests: Monthly::from(requests),
        duration_ms: Millis::from(ms),
        memory_mb: Megabytes::from(512),
        cold_percent: Hundredths(150).into(),
        init_ms: Millis::from(40),
        arch,
        ..Lambda::default()
    }
    .into()
}

fn world_book(tiers: Vec<Tier>) -> PriceBook {
    let mut book = book(&[
        ("lambda/requests-x86", "Requests", "0.0000002"),
        ("lambda/requests-arm", "Requests", "0.0000002"),
        ("lambda/duration-arm", "GB-Second", "0.0000133334"),
        ("vpc/nat-hours", "Hrs", "0.059"),
        ("vpc/public-ipv4", "Hrs", "0.005"),
    ]);
    let price = Price::new("GB-Second".into(), tiers, "2026", "test").unwrap();
    book.prices.insert("lambda/duration-x86".into(), price);
    book
}

fn seconds(amount: u32) -> Allowance {
    Allowance {
        id: "always.lambda.gbs".into(),
        meters: vec!["lambda/duration-arm".into(), "lambda/duration-x86".into()],
        amount: Some(Decimal::from(amount)),
        unit: "GB-Second".into(),
        who: Entitled::Everyone,
        from: None,
        until: None,
        source: "test".into(),
        date: "2026".into(),
    }
}

fn bill(resources: Vec<Resource>, tiers: Vec<Tier>, free: u32, credits: u64) -> Estimate {
    let (book, facts) = (world_book(tiers), facts(vec![seconds(free)]));
    let account = Account { credits: Some(Usd::new(Decimal::from(credits))), ..Account::default() };
    let world = World { book: &book, facts: &facts, account, on: date(2026, 11, 21) };
    let named = resources.into_iter().enumerate().map(|(place, resource)| (format!("r{place}"), resource));
    let deployment = Deployment { name: "any".into(), resources: named.collect() };
    estimate(&world, &deployment, &Scope::month()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn steps_add_up_to_the_charge_and_charges_to_the_estimate(
        tiers in tiers(), free in 0_u32..2_000_000, credits in 0_u64..1_000,
        requests in 0_u64..1_000_000_000, ms in 1_u64..1_000,
    ) {
        let resources = vec![lambda(requests, ms, Arch::X86), lambda(requests / 3, ms, Arch::Arm), NatGateway::default().into()];
        let bill = bill(resources, tiers, free, credits);
        for charge in &bill.charges {
            prop_assert_eq!(charge.usd, Usd::sum(charge.steps.iter().map(Step::usd)).unwrap());
            prop_assert_eq!(charge.amount, charge.steps.iter().map(Step::amount).sum::<Decimal>());
            prop_assert_eq!(charge.amount, charge.parts.iter().map(|part| part.amount).sum::<Decimal>());
            prop_assert_eq!(charge.gross.minus(charge.free).unwrap(), charge.usd);
        }
        let owed = Usd::sum(bill.charges.iter().map(|charge| charge.usd)).unwrap();
        prop_assert_eq!(bill.gross.minus(bill.free).unwrap(), owed);
        prop_assert_eq!(owed.minus(bill.credits).unwrap(), bill.net);
        prop_assert!(bill.net >= Usd::ZERO);
    }

    #[test]
    fn more_usage_never_costs_less(
        tiers in tiers(), free in 0_u32..2_000_000, requests in 0_u64..500_000_000, more in 0_u64..500_000_000,
    ) {
        let cost = |requests| bill(vec![lambda(requests, 100, Arch::X86)], tiers.clone(), free, 0).net;
        prop_assert!(cost(requests) <= cost(requests + more));
    }

    #[test]
    fn within_the_allowance_the_charge_is_nothing(tiers in tiers(), requests in 1_u64..1_000_000) {
        let bill = bill(vec![lambda(requests, 100, Arch::X86)], tiers, 2_000_000, 0);
        let duration = bill.charges.iter().find(|charge| charge.meter.meter.key == "lambda/duration-x86").unwrap();
        prop_assert_eq!(duration.usd, Usd::ZERO);
        prop_assert_eq!(duration.gross, duration.free);
    }

    /// Two functions in one account are billed as one that does the work of both: tiers and allowances are the account's.
    #[test]
    fn pooling_two_equals_one_of_the_sum(
        tiers in tiers(), free in 0_u32..2_000_000, a in 0_u64..5_000_000, b in 0_u64..5_000_000,
    ) {
        // Hundreds of thousands, so that the cold share of each is a whole number and nothing is rounded twice.
        let (a, b) = (a * 200, b * 200);
        let apart = bill(vec![lambda(a, 100, Arch::X86), lambda(b, 100, Arch::X86)], tiers.clone(), free, 0);
        let together = bill(vec![lambda(a + b, 100, Arch::X86)], tiers, free, 0);
        prop_assert_eq!(apart.net, together.net);
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(tiers in tiers(), free in 0_u32..2_000_000, requests in 0_u64..1_000_000_000) {
        let again = || format!("{:?}", bill(vec![lambda(requests, 77, Arch::X86)], tiers.clone(), free, 5));
        prop_assert_eq!(again(), again());
    }

    /// Any hours, any count: an amount or an error, never a panic, never a negative bill.
    #[test]
    fn nothing_panics_and_nothing_is_negative(hours in 0_u64..2_000_000_000_000, count in any::<u64>()) {
        let count = count % crate::quantity::LARGEST;
        let (book, facts) = (world_book(vec![Tier { from: Decimal::ZERO, usd: Usd::ZERO, sku: "".into() }]), facts(vec![]));
        let world = World { book: &book, facts: &facts, account: Account::default(), on: date(2026, 11, 21) };
        let ec2 = Ec2 { count: count.into(), public_ipv4: count.into(), ..Ec2::default() };
        let deployment = Deployment { name: "any".into(), resources: vec![("one".into(), ec2.into())] };
        let period = Period::of_hours(Decimal::from(hours));
        if let Ok(bill) = estimate(&world, &deployment, &Scope { period, students: 1, stopped: false }) {
            prop_assert!(bill.net >= Usd::ZERO);
        }
    }
}

#[test]
fn usage_wholly_inside_an_allowance_costs_nothing_whatever_the_price_beyond() {
    let mut book = world_book(vec![Tier { from: Decimal::ZERO, usd: Usd::ZERO, sku: "".into() }]);
    book.prices.remove("lambda/duration-x86");
    let facts = facts(vec![seconds(400_000)]);
    let world = World { book: &book, facts: &facts, account: Account::default(), on: date(2026, 11, 21) };
    let bill = |requests| {
        let resources = vec![("f".into(), lambda(requests, 100, Arch::X86))];
        estimate(&world, &Deployment { name: "any".into(), resources }, &Scope::month()).unwrap()
    };
    let inside = bill(1_000);
    assert!(!inside.is_lower_bound());
    let charge =
        inside.charges.iter().find(|charge| charge.meter.meter.key == "lambda/duration-x86").unwrap();
    assert_eq!((charge.gross, charge.free, charge.usd), (Usd::ZERO, Usd::ZERO, Usd::ZERO));
    assert!(matches!(charge.steps[..], [Step::Free { usd_each: None, worth: None, .. }]));
    assert_eq!((charge.sku.as_deref(), charge.price_date.as_ref()), (None, "2026"));

    let beyond = bill(1_000_000_000);
    assert!(beyond.is_lower_bound(), "an unknown price is a gap, never zero");
    assert_eq!(beyond.gaps[0].what.en, "lambda/duration-x86");
}
