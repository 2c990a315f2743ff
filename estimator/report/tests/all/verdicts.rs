//! The first sentence in every situation it must be honest in, and the sums of the JSON, from estimates made by hand.

use crate::sample::{Outcome, Sample, asked};
use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::estimate::{Deployment, Estimate, Gap};
use sundown_engine::money::Usd;
use sundown_engine::resource::Refusal;
use sundown_engine::text::{Lang, Sentence};
use sundown_report::{Money, answer, json};

/// A design by its money.
struct Design {
    name: &'static str,
    net: &'static str,
    free: &'static str,
    gaps: usize,
    refused: bool,
}

const fn design(name: &'static str, net: &'static str) -> Design {
    Design { name, net, free: "0", gaps: 0, refused: false }
}

fn candidate(design: &Design) -> Outcome<Candidate> {
    let (net, free): (Usd, Usd) = (design.net.parse()?, design.free.parse()?);
    let gap = Gap {
        resources: Vec::new(),
        what: Sentence::new("x/y", "x/y"),
        why: Sentence::new("no price", "가격 없음"),
    };
    let refusal = Refusal {
        rule: "plan.free.ec2",
        why: Sentence::new("not on this plan", "이 플랜에서는 안 됩니다"),
    };
    Ok(Candidate {
        about: Sentence::new("as it is", "기본 구성"),
        deployment: Deployment { name: design.name.into(), resources: Vec::new() },
        estimate: Estimate {
            name: design.name.into(),
            charges: Vec::new(),
            gaps: vec![gap; design.gaps],
            once: Vec::new(),
            refused: if design.refused { vec![("one".into(), refusal)] } else { Vec::new() },
            gross: net.plus(free)?,
            free,
            credits: Usd::ZERO,
            net,
        },
        lab: None,
        credits_until: None,
        notes: Vec::new(),
        alternatives: Vec::new(),
    })
}

/// The sentence in English and in Korean, in dollars.
fn verdicts(designs: &[Design], cheapest: Option<usize>) -> Outcome<[String; 2]> {
    let sample = Sample::new()?;
    let candidates = designs.iter().map(candidate).collect::<Outcome<Vec<_>>>()?;
    let comparison = Comparison { candidates, cheapest };
    let say = |lang| -> Outcome<String> {
        let asked = sundown_report::Asked { money: Money::default(), lab: None, ..asked(lang)? };
        Ok(answer::answer(&comparison, &asked, &sample.world()).verdict)
    };
    Ok([say(Lang::En)?, say(Lang::Ko)?])
}

#[test]
fn the_cheapest_and_how_many_times_cheaper_than_the_next() -> Outcome<()> {
    let [en, ko] = verdicts(
        &[design("ec2-elb", "61.90"), design("serverless", "1.24"), design("fargate", "38.60")],
        Some(1),
    )?;
    assert_eq!(en, "Serverless is cheapest, $1.24 a month; next is Fargate, $38.60, 31 times as much.");
    assert_eq!(ko, "가장 저렴한 구성: 서버리스, 한 달 $1.24입니다. 다음: Fargate, $38.60입니다(31배).");
    Ok(())
}

#[test]
fn nearly_the_same_is_said_in_percent() -> Outcome<()> {
    let [en, ko] = verdicts(&[design("a", "100"), design("b", "101.25")], Some(0))?;
    assert_eq!(en, "a is cheapest, $100.00 a month; next is b, $101.25, 1.3 % more.");
    assert_eq!(ko, "가장 저렴한 구성: a, 한 달 $100.00입니다. 다음: b, $101.25입니다(1.3% 차이).");
    Ok(())
}

#[test]
fn the_same_price_is_no_victory() -> Outcome<()> {
    let free = Design { free: "0.30", ..design("serverless", "0") };
    let freer = Design { free: "2", ..design("fargate", "0") };
    let [en, ko] = verdicts(&[free, freer], Some(0))?;
    assert_eq!(
        en,
        "Serverless and Fargate cost the same, $0 a month; Serverless uses up less of what is free."
    );
    assert_eq!(
        ko,
        "비용이 같은 구성: 서버리스, Fargate, 한 달 $0입니다. 무료 이용량과 크레딧을 덜 쓰는 구성: 서버리스."
    );
    Ok(())
}

#[test]
fn nothing_is_not_compared_in_times() -> Outcome<()> {
    let free = Design { free: "0.30", ..design("serverless", "0") };
    let [en, ko] = verdicts(&[free, design("fargate", "38.60")], Some(0))?;
    assert_eq!(
        en,
        "Serverless is cheapest, $0 a month (the free tier covers $0.30); next is Fargate, $38.60."
    );
    assert_eq!(
        ko,
        "가장 저렴한 구성: 서버리스, 한 달 $0입니다(무료 이용 $0.30). 다음: Fargate, $38.60입니다."
    );
    Ok(())
}

#[test]
fn a_lower_bound_is_never_called_the_cheapest() -> Outcome<()> {
    let gap = Design { gaps: 1, ..design("fargate", "10") };
    let [en, ko] = verdicts(&[gap, design("serverless", "12")], Some(0))?;
    assert!(en.starts_with("Fargate looks cheapest, at least $10.00 a month: 1 item has no price"), "{en}");
    assert!(ko.contains("최소 $10.00") && ko.contains("확실하지 않습니다"), "{ko}");
    let gap = Design { gaps: 2, ..design("fargate", "24") };
    let [en, ko] = verdicts(&[design("serverless", "12"), gap], Some(0))?;
    assert_eq!(
        en,
        "Serverless is cheapest, $12.00 a month; next is Fargate, at least $24.00, at least 2 times as much."
    );
    assert_eq!(
        ko,
        "가장 저렴한 구성: 서버리스, 한 달 $12.00입니다. 다음: Fargate, 최소 $24.00입니다(최소 2배)."
    );
    Ok(())
}

#[test]
fn what_may_not_be_launched_is_no_rival() -> Outcome<()> {
    let refused = || Design { refused: true, ..design("mine", "1") };
    let [en, ko] = verdicts(&[refused(), design("serverless", "2")], Some(1))?;
    assert_eq!((en.as_str(), ko.as_str()), ("Serverless: $2.00 a month.", "서버리스: 한 달 $2.00입니다."));
    let [en, ko] = verdicts(&[refused()], None)?;
    assert_eq!(en, "This account cannot launch any of these.");
    assert_eq!(ko, "이 계정에서는 시작할 수 있는 구성이 없습니다.");
    assert_eq!(verdicts(&[], None)?, ["There is nothing to estimate.", "계산할 구성이 없습니다."]);
    Ok(())
}

#[test]
fn one_reason_is_said_once_for_all() -> Outcome<()> {
    let sample = Sample::new()?;
    let refused = |name| candidate(&Design { refused: true, ..design(name, "1") });
    let candidates = vec![refused("serverless")?, refused("ec2-elb")?, refused("fargate")?];
    let answer =
        answer::answer(&Comparison { candidates, cheapest: None }, &asked(Lang::En)?, &sample.world());
    let told = "Refused on your plan: Serverless, EC2 + ELB and Fargate: not on this plan (plan.free.ec2)";
    assert_eq!(answer.asides, [told]);
    Ok(())
}

/// DESIGN's laws of the contract, read off the printed strings.
#[test]
fn the_jsons_sums_add_up() -> Outcome<()> {
    let sample = Sample::new()?;
    let asked = asked(Lang::En)?;
    let printed = serde_json::to_value(json::document(&sample.comparison(&asked)?, &asked, &sample.world()))?;
    let number = |value: &serde_json::Value| -> Outcome<sundown_engine::Decimal> {
        Ok(value.as_str().ok_or("no string")?.parse()?)
    };
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    for deployment in list(&printed["deployments"]) {
        let (mut gross, mut free) = Default::default();
        for charge in list(&deployment["charges"]) {
            let mut steps = sundown_engine::Decimal::ZERO;
            for step in list(&charge["steps"]) {
                steps += number(&step["usd"])?;
            }
            assert_eq!(number(&charge["usd"])?, steps);
            assert_eq!(number(&charge["usd"])?, number(&charge["gross"])? - number(&charge["free"])?);
            gross += number(&charge["gross"])?;
            free += number(&charge["free"])?;
        }
        assert_eq!((number(&deployment["gross"])?, number(&deployment["free"])?), (gross, free));
        assert_eq!(number(&deployment["net"])?, gross - free - number(&deployment["credits"])?);
    }
    Ok(())
}

#[test]
fn a_lower_bound_at_the_same_price_is_no_tie() -> Outcome<()> {
    let gap = Design { gaps: 1, ..design("fargate", "12") };
    let [en, _] = verdicts(&[design("serverless", "12"), gap], Some(0))?;
    assert_eq!(en, "Serverless is cheapest, $12.00 a month; next is Fargate, at least $12.00.");
    Ok(())
}
