//! The stacked bars: what each service makes of a month, and behind it, as a ghost, what is free or covered by credits. All
//! bars have the same scale, so that their lengths can be compared.

use std::collections::BTreeMap;

use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::text::{Lang, Text};

use crate::answer::{Answer, Way};
use crate::number::rounded;

/// Services with a colour of their own; the rest share the last.
const COLOURS: usize = 6;

const OTHERS: Text = Text::new("others", "기타");

/// The parts of one way's bar, in percent of the longest.
pub(super) struct Bar {
    pub(super) segments: Vec<Segment>,
    /// What is not paid.
    pub(super) ghost: Option<Decimal>,
}

pub(super) struct Segment {
    pub(super) colour: usize,
    pub(super) percent: Decimal,
}

/// Which colour is which service.
pub(super) struct Legend {
    pub(super) colour: usize,
    pub(super) name: String,
}

pub(super) fn bars(answer: &Answer, lang: Lang) -> (Vec<Bar>, Vec<Legend>) {
    let services = services(answer);
    let most = answer.ways.iter().map(|way| way.sums.gross.dollars()).max().unwrap_or_default();
    let bars: Vec<_> = answer.ways.iter().map(|way| bar(way, &services, most)).collect();
    let named = services.iter().take(COLOURS).enumerate();
    let mut legend: Vec<_> =
        named.map(|(colour, service)| Legend { colour, name: (*service).to_owned() }).collect();
    if services.len() > COLOURS {
        legend.push(Legend { colour: COLOURS, name: OTHERS.in_lang(lang).to_owned() });
    }
    // What credits cover wholly has no place in a bar, and a colour nobody sees explains nothing.
    legend.retain(|entry| {
        bars.iter().flat_map(|bar| &bar.segments).any(|segment| segment.colour == entry.colour)
    });
    (bars, legend)
}

/// The services that cost something, the dearest first.
fn services(answer: &Answer) -> Vec<&'static str> {
    let mut sums: BTreeMap<&'static str, Decimal> = BTreeMap::new();
    for line in answer.ways.iter().flat_map(|way| &way.lines).filter(|line| !line.usd.is_zero()) {
        let sum = sums.entry(line.service).or_default();
        *sum = sum.saturating_add(line.usd.dollars());
    }
    let mut services: Vec<_> = sums.into_iter().collect();
    services.sort_by_key(|(name, sum)| (std::cmp::Reverse(*sum), *name));
    services.into_iter().map(|(name, _)| name).collect()
}

fn bar(way: &Way, services: &[&'static str], most: Decimal) -> Bar {
    let net = way.sums.net.dollars();
    let billed = way.lines.iter().fold(Decimal::ZERO, |sum, line| sum.saturating_add(line.usd.dollars()));
    let mut shares = vec![Decimal::ZERO; services.len().min(COLOURS + 1)];
    for line in &way.lines {
        let place = services.iter().position(|service| *service == line.service);
        if let Some(share) = place.and_then(|place| shares.get_mut(place.min(COLOURS))) {
            *share = share.saturating_add(line.usd.dollars());
        }
    }
    // Credits come off the whole: every segment is shown at the share of it that is paid.
    let paid = net.over(billed).unwrap_or_default();
    let segments = shares
        .into_iter()
        .enumerate()
        .map(|(colour, usd)| Segment { colour, percent: percent(usd.times(paid).unwrap_or(usd), most) });
    let ghost = percent(way.sums.gross.dollars().saturating_sub(net), most);
    Bar {
        segments: segments.filter(|segment| !segment.percent.is_zero()).collect(),
        ghost: (!ghost.is_zero()).then_some(ghost),
    }
}

fn percent(part: Decimal, most: Decimal) -> Decimal {
    let share = part.over(most).and_then(|share| share.times(Decimal::ONE_HUNDRED)).unwrap_or_default();
    rounded(share, 2).normalize()
}
