//! Where designs meet, from curves simple enough to check by head.

use crate::sample::{Outcome, asked};
use sundown_engine::Decimal;
use sundown_engine::breakeven::{BreakEven, Point, break_even};
use sundown_engine::error::Error;
use sundown_engine::money::Usd;
use sundown_engine::text::Lang;
use sundown_report::breakeven;
use sundown_report::table::Terminal;
use sundown_report::{Asked, Money};

/// A cent for ten requests, against $5 for every started 100,000.
fn found() -> Result<BreakEven, Error> {
    let dollars = |cents: u64| Usd::new(Decimal::from(cents) / Decimal::ONE_HUNDRED);
    let point = |net, shape: String| Point { net, shape: vec![(shape, 1)] };
    let price = |requests: u64| {
        let servers = requests.div_ceil(100_000);
        Ok(vec![
            point(dollars(requests / 10), "line".into()),
            point(dollars(servers * 500), servers.to_string()),
        ])
    };
    break_even(&price, 1_000_000)
}

fn names() -> Vec<String> {
    vec!["serverless".into(), "ec2-elb".into()]
}

#[test]
fn a_meeting_says_who_becomes_cheaper_from_where_on() -> Outcome<()> {
    let found = found()?;
    let wide = Terminal { width: 120, colour: false };
    let say = |lang| -> Outcome<String> {
        let asked = Asked { money: Money::default(), ..asked(lang)? };
        Ok(breakeven::table(&found, &names(), &asked, wide))
    };
    let (en, ko) = (say(Lang::En)?, say(Lang::Ko)?);
    assert!(en.contains("At 5,000 requests a month Serverless and EC2 + ELB cost the same: $5.00."), "{en}");
    assert!(en.contains("From 5,010 requests a month on EC2 + ELB costs less than Serverless"), "{en}");
    assert!(ko.contains("월 5,010건부터 더 저렴한 구성: EC2 + ELB(서버리스 대비)"), "{ko}");
    Ok(())
}

#[test]
fn the_figure_is_drawn_from_every_look() -> Outcome<()> {
    let found = found()?;
    let drawn = breakeven::curves(&found, &names(), &asked(Lang::En)?);
    assert_eq!(drawn.names, ["Serverless", "EC2 + ELB"]);
    assert_eq!(drawn.points.len(), found.looks.len());
    assert_eq!(drawn.crossings.len(), found.meetings.len());
    Ok(())
}
