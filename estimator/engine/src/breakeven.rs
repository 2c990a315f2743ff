//! Where curves of cost over requests a month meet. The curves are made of straight pieces and may jump (tiers,
//! allowances, whole instances), so the pieces are found first: as long as a bill keeps its shape, its cost is a straight
//! line, and two lines meet at most once. Every meeting is an exact pair of neighbouring request counts, both priced.

use std::cmp::Ordering;

use crate::error::Error;
use crate::estimate::Estimate;
use crate::money::Usd;

/// More requests a month than any lab or small team makes.
pub const MOST_REQUESTS: u64 = 1_000_000_000;

/// Pieces are looked for between these many points on a logarithmic axis, at least.
const FIRST_LOOKS: u32 = 48;

/// One curve at one request count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub net: Usd,
    /// What the bill is made of: while it stays the same, the curve is a straight line.
    pub shape: Vec<(String, usize)>,
}

impl Point {
    /// `size` names what is built: one more instance is another shape.
    pub fn of(estimate: &Estimate, size: &str) -> Self {
        let steps = estimate.charges.iter().map(|charge| (charge.meter.to_string(), charge.steps.len()));
        let shape = steps.chain([(size.to_owned(), estimate.gaps.len())]).collect();
        Self { net: estimate.net, shape }
    }
}

/// Two curves change their order between two neighbouring request counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The places of the two curves.
    pub pair: (usize, usize),
    /// The last count in the old order, and the first in the new one.
    pub requests: (u64, u64),
    /// What the first of the pair costs at both, and the second.
    pub costs: [(Usd, Usd); 2],
    /// The order of the first to the second, before and after.
    pub order: (Ordering, Ordering),
    /// Whether one of them jumps there rather than being crossed.
    pub jump: bool,
}

/// A stretch in which one curve is the cheapest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: u64,
    pub to: u64,
    pub cheapest: usize,
}

/// All curves, looked at from one request a month to the most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreakEven {
    pub meetings: Vec<Meeting>,
    pub intervals: Vec<Interval>,
    /// Points for drawing, ascending in requests.
    pub looks: Vec<(u64, Vec<Usd>)>,
}

type Look = (u64, Vec<Point>);

/// Finds every meeting of curves that `price` gives at any count.
pub fn break_even(price: &dyn Fn(u64) -> Result<Vec<Point>, Error>, most: u64) -> Result<BreakEven, Error> {
    let look = |requests: u64| price(requests).map(|points| (requests, points));
    let mut found = BreakEven::default();
    let mut left = look(1)?;
    found.note(&left);
    for requests in axis(most) {
        let right = look(requests)?;
        pieces(&look, &left, &right, &mut found.meetings)?;
        found.note(&right);
        left = right;
    }
    found.meetings.sort_by_key(|meeting| (meeting.requests, meeting.pair));
    found.intervals = intervals(&look, &found.meetings, most)?;
    Ok(found)
}

impl BreakEven {
    fn note(&mut self, (requests, points): &Look) {
        self.looks.push((*requests, points.iter().map(|point| point.net).collect()));
    }
}

/// Counts above one, evenly spread on a logarithmic axis, up to the most.
fn axis(most: u64) -> Vec<u64> {
    let digits = most.ilog2().max(1);
    let per_octave = FIRST_LOOKS.div_ceil(digits).max(1);
    let octaves = (0..digits).map(|octave| 1_u64 << octave);
    let steps = octaves
        .flat_map(|low| (1..=per_octave).map(move |k| low + low * u64::from(k) / u64::from(per_octave)));
    let mut axis: Vec<u64> =
        steps.filter(|requests| *requests > 1 && *requests < most).chain([most]).collect();
    axis.dedup();
    axis
}

/// Halves a stretch until no bill changes its shape in it, then asks which lines cross.
fn pieces(
    look: &dyn Fn(u64) -> Result<Look, Error>,
    left: &Look,
    right: &Look,
    meetings: &mut Vec<Meeting>,
) -> Result<(), Error> {
    let same_shape = left.1.iter().zip(&right.1).all(|(a, b)| a.shape == b.shape);
    if same_shape || right.0 - left.0 <= 1 {
        return crossings(look, left, right, meetings);
    }
    let middle = look(left.0 + (right.0 - left.0) / 2)?;
    pieces(look, left, &middle, meetings)?;
    pieces(look, &middle, right, meetings)
}

fn crossings(
    look: &dyn Fn(u64) -> Result<Look, Error>,
    left: &Look,
    right: &Look,
    meetings: &mut Vec<Meeting>,
) -> Result<(), Error> {
    for first in 0..left.1.len() {
        for second in first + 1..left.1.len() {
            let pair = (first, second);
            let mut from = left.clone();
            while order(&from, pair) != order(right, pair) {
                let (before, after) = first_change(look, from, right.clone(), pair)?;
                meetings.extend(meeting(&before, &after, pair));
                from = after;
            }
        }
    }
    Ok(())
}

/// The neighbours between which the order first changes.
fn first_change(
    look: &dyn Fn(u64) -> Result<Look, Error>,
    mut before: Look,
    mut after: Look,
    pair: (usize, usize),
) -> Result<(Look, Look), Error> {
    while after.0 - before.0 > 1 {
        let middle = look(before.0 + (after.0 - before.0) / 2)?;
        if order(&middle, pair) == order(&before, pair) {
            before = middle;
        } else {
            after = middle;
        }
    }
    Ok((before, after))
}

fn nets(look: &Look, pair: (usize, usize)) -> Option<(Usd, Usd)> {
    Some((look.1.get(pair.0)?.net, look.1.get(pair.1)?.net))
}

fn order(look: &Look, pair: (usize, usize)) -> Option<Ordering> {
    nets(look, pair).map(|(first, second)| first.cmp(&second))
}

fn meeting(before: &Look, after: &Look, pair: (usize, usize)) -> Option<Meeting> {
    let shape = |look: &Look, place: usize| look.1.get(place).map(|point| point.shape.clone());
    let jump = [pair.0, pair.1].into_iter().any(|place| shape(before, place) != shape(after, place));
    Some(Meeting {
        pair,
        requests: (before.0, after.0),
        costs: [nets(before, pair)?, nets(after, pair)?],
        order: (order(before, pair)?, order(after, pair)?),
        jump,
    })
}

/// Between two meetings the cheapest stays the cheapest.
fn intervals(
    look: &dyn Fn(u64) -> Result<Look, Error>,
    meetings: &[Meeting],
    most: u64,
) -> Result<Vec<Interval>, Error> {
    let mut starts: Vec<u64> =
        [1].into_iter().chain(meetings.iter().map(|meeting| meeting.requests.1)).collect();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([most]);
    let mut intervals: Vec<Interval> = Vec::new();
    for (from, to) in starts.iter().copied().zip(ends.collect::<Vec<_>>()) {
        let (_, points) = look(from)?;
        let Some((cheapest, _)) = points.iter().enumerate().min_by_key(|(_, point)| point.net) else {
            continue;
        };
        match intervals.last_mut() {
            Some(last) if last.cheapest == cheapest => last.to = to,
            _ => intervals.push(Interval { from, to, cheapest }),
        }
    }
    Ok(intervals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::decimal;

    fn point(net: u64, shape: &str) -> Point {
        Point { net: Usd::new(decimal(&net.to_string())), shape: vec![(shape.into(), 1)] }
    }

    /// A line through zero, a flat line, and stairs of whole servers.
    fn three(requests: u64) -> Vec<Point> {
        let servers = requests.div_ceil(1_000);
        vec![
            point(requests, "line"),
            point(2_500, "flat"),
            point(servers * 700, &format!("{servers} servers")),
        ]
    }

    #[test]
    fn every_crossing_and_jump_is_found_to_the_request() {
        let found = break_even(&|requests| Ok(three(requests)), 10_000).unwrap();
        let seen: Vec<_> =
            found.meetings.iter().map(|meeting| (meeting.pair, meeting.requests, meeting.jump)).collect();
        assert!(seen.contains(&((0, 1), (2_499, 2_500), false)), "the line meets the flat: {seen:?}");
        assert!(seen.contains(&((0, 1), (2_500, 2_501), false)), "and passes it: {seen:?}");
        assert!(seen.contains(&((1, 2), (3_000, 3_001), true)), "a fourth server costs more: {seen:?}");
        assert!(
            seen.contains(&((0, 2), (1_000, 1_001), true)),
            "a second server overtakes the line: {seen:?}"
        );
    }

    #[test]
    fn both_sides_of_a_meeting_are_as_it_says() {
        let found = break_even(&|requests| Ok(three(requests)), 10_000).unwrap();
        for meeting in found.meetings {
            for (requests, costs) in [meeting.requests.0, meeting.requests.1].into_iter().zip(meeting.costs) {
                let points = three(requests);
                assert_eq!(costs, (points[meeting.pair.0].net, points[meeting.pair.1].net));
            }
            assert_ne!(meeting.order.0, meeting.order.1);
        }
    }

    #[test]
    fn the_intervals_cover_everything_and_name_the_cheapest() {
        let found = break_even(&|requests| Ok(three(requests)), 10_000).unwrap();
        assert_eq!(found.intervals.first().unwrap().from, 1);
        assert_eq!(found.intervals.last().unwrap().to, 10_000);
        for (left, right) in found.intervals.iter().zip(found.intervals.iter().skip(1)) {
            assert_eq!(left.to + 1, right.from);
        }
        for interval in &found.intervals {
            for requests in [interval.from, interval.to, u64::midpoint(interval.from, interval.to)] {
                let points = three(requests);
                let least = points.iter().map(|point| point.net).min().unwrap();
                assert_eq!(points[interval.cheapest].net, least, "at {requests}");
            }
        }
    }
}
