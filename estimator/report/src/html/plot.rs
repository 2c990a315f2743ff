//! Where lines run on paper: the only place with binary floats, because a pixel is no money. Both axes are logarithmic; below
//! its first decade the axis of money is linear down to zero, so that what is free can be drawn.
#![allow(clippy::float_arithmetic, reason = "coordinates of a drawing; no figure is computed from them")]

use rust_decimal::prelude::ToPrimitive;
use sundown_engine::Decimal;
use sundown_engine::money::Usd;

use super::curves::Curves;
use crate::asked::Asked;
use crate::money::Money;
use crate::number::short;

/// A drawing's size and what its labels need.
#[derive(Clone, Copy)]
pub(super) struct Size {
    width: f64,
    height: f64,
    left: f64,
    /// Decades between two labels of the axis of requests.
    every: i32,
}

pub(super) const WIDE: Size = Size { width: 880.0, height: 400.0, left: 84.0, every: 1 };
pub(super) const NARROW: Size = Size { width: 340.0, height: 300.0, left: 76.0, every: 2 };

const TOP: f64 = 30.0;
const BOTTOM: f64 = 30.0;
const RIGHT: f64 = 16.0;
/// The linear stretch between zero and the first decade.
const ZERO_BAND: f64 = 24.0;
/// What a crossing's number takes above the frame.
const MARK_WIDTH: f64 = 22.0;
/// Decades of money that can still be told apart.
const MOST_DECADES: i32 = 6;

pub(super) struct Plot {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) left: String,
    pub(super) right: String,
    pub(super) top: String,
    pub(super) bottom: String,
    pub(super) x_marks: Vec<Mark>,
    pub(super) y_marks: Vec<Mark>,
    /// One path a curve.
    pub(super) paths: Vec<String>,
    pub(super) crossings: Vec<Mark>,
}

/// A place on an axis and its label.
pub(super) struct Mark {
    pub(super) at: String,
    /// Where the label stands, which may be beside a neighbour's.
    pub(super) label_at: String,
    pub(super) label: String,
}

/// From values to places.
struct Frame {
    size: Size,
    money: Money,
    /// Logarithms of the first and last request count.
    x: (f64, f64),
    /// Decades of money: the first and the last.
    y: (i32, i32),
}

pub(super) fn plot(curves: &Curves, asked: &Asked, size: Size) -> Plot {
    let frame = Frame::around(curves, asked.money, size);
    let paths = (0..curves.names.len()).map(|curve| frame.path(curves, curve)).collect();
    Plot {
        width: size.width,
        height: size.height,
        left: pixel(size.left),
        right: pixel(size.width - RIGHT),
        top: pixel(TOP),
        bottom: pixel(size.height - BOTTOM),
        x_marks: frame.x_marks(asked),
        y_marks: frame.y_marks(asked),
        paths,
        crossings: frame.crossings(curves),
    }
}

impl Frame {
    fn around(curves: &Curves, money: Money, size: Size) -> Self {
        let requests = |point: Option<&(Decimal, Vec<Usd>)>| point.map_or(0.0, |(count, _)| log(*count));
        let (first, last) = (requests(curves.points.first()), requests(curves.points.last()));
        let costs = || curves.points.iter().flat_map(|(_, costs)| costs).filter(|usd| !usd.is_zero());
        let decade = |usd: Option<&Usd>| usd.map(|usd| log(money.number(*usd)));
        let top = decade(costs().max()).map_or(1, |log| whole(log.ceil())).max(money.least_decade() + 1);
        let floor = decade(costs().min()).map_or(0, |log| whole(log.floor()));
        let floor = floor.max(money.least_decade()).max(top - MOST_DECADES).min(top - 1);
        Self { size, money, x: (first, last.max(first + 1.0)), y: (floor, top) }
    }

    fn x(&self, requests: Decimal) -> f64 {
        let share = (log(requests) - self.x.0) / (self.x.1 - self.x.0);
        self.size.left + share.clamp(0.0, 1.0) * (self.size.width - self.size.left - RIGHT)
    }

    fn y(&self, cost: Decimal) -> f64 {
        let zero = self.size.height - BOTTOM;
        let floor = zero - ZERO_BAND;
        let (first, last) = (f64::from(self.y.0), f64::from(self.y.1));
        let cost = cost.to_f64().unwrap_or_default();
        let least = 10.0_f64.powf(first);
        if cost <= least {
            return zero - ZERO_BAND * (cost / least).max(0.0);
        }
        let share = (cost.log10() - first) / (last - first);
        floor - share.min(1.0) * (floor - TOP)
    }

    fn path(&self, curves: &Curves, curve: usize) -> String {
        let mut path = String::new();
        for (requests, costs) in &curves.points {
            let Some(usd) = costs.get(curve) else { continue };
            let command = if path.is_empty() { 'M' } else { 'L' };
            path.push_str(&format!(
                "{command}{} {}",
                pixel(self.x(*requests)),
                pixel(self.y(self.money.number(*usd)))
            ));
        }
        path
    }

    fn x_marks(&self, asked: &Asked) -> Vec<Mark> {
        let (first, last) = (whole(self.x.0.ceil()), whole(self.x.1.floor()));
        decades(first, last)
            .filter(|(decade, _)| decade.rem_euclid(self.size.every) == 0)
            .map(|(_, requests)| Mark::at(self.x(requests), short(requests, asked.lang)))
            .collect()
    }

    fn y_marks(&self, asked: &Asked) -> Vec<Mark> {
        let marks = decades(self.y.0, self.y.1).map(|(_, cost)| cost);
        std::iter::once(Decimal::ZERO)
            .chain(marks)
            .map(|cost| Mark::at(self.y(cost), asked.money.mark(cost, asked.lang)))
            .collect()
    }

    /// Numbers above the lines, moved aside where they would cover one another.
    fn crossings(&self, curves: &Curves) -> Vec<Mark> {
        let mut free = f64::MIN;
        let mark = |(place, (requests, _)): (usize, &(Decimal, String))| {
            let at = self.x(*requests);
            let label_at = at.max(free);
            free = label_at + MARK_WIDTH;
            Mark { label_at: pixel(label_at), ..Mark::at(at, (place + 1).to_string()) }
        };
        curves.crossings.iter().enumerate().map(mark).collect()
    }
}

impl Mark {
    fn at(at: f64, label: String) -> Self {
        Self { at: pixel(at), label_at: pixel(at), label }
    }
}

/// Powers of ten, exactly.
fn decades(first: i32, last: i32) -> impl Iterator<Item = (i32, Decimal)> {
    (first..=last).filter_map(|decade| {
        let power = 10_i64.checked_pow(decade.unsigned_abs())?;
        let exact = if decade < 0 { Decimal::new(1, decade.unsigned_abs()) } else { Decimal::from(power) };
        Some((decade, exact))
    })
}

fn log(number: Decimal) -> f64 {
    number.to_f64().filter(|number| *number > 0.0).map_or(0.0, f64::log10)
}

/// A small whole number that a float carries.
fn whole(number: f64) -> i32 {
    number.to_i32().unwrap_or_default()
}

fn pixel(at: f64) -> String {
    format!("{at:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves() -> Curves {
        let usd = |text: &str| text.parse::<Usd>().unwrap();
        let points = [(1, "0", "10"), (1_000, "0.5", "10"), (1_000_000, "100", "20")];
        let points =
            points.map(|(requests, one, other)| (Decimal::from(requests), vec![usd(one), usd(other)]));
        Curves { names: vec!["a".into(), "b".into()], points: points.to_vec(), crossings: Vec::new() }
    }

    #[test]
    fn more_is_higher_and_further_right_and_nothing_is_on_the_ground() {
        let frame = Frame::around(&curves(), Money::default(), WIDE);
        let usd = |text: &str| frame.y(text.parse().unwrap());
        assert!(usd("100") < usd("10") && usd("10") < usd("0.1") && usd("0.1") < usd("0"));
        assert!((usd("0") - (WIDE.height - BOTTOM)).abs() < 0.01);
        assert!(frame.x(Decimal::ONE) < frame.x(Decimal::TEN));
    }

    #[test]
    fn a_curve_stays_inside_its_frame() {
        let frame = Frame::around(&curves(), Money::default(), NARROW);
        for (requests, costs) in &curves().points {
            assert!((NARROW.left..=NARROW.width - RIGHT).contains(&frame.x(*requests)));
            assert!(costs.iter().all(|usd| (TOP..=NARROW.height - BOTTOM).contains(&frame.y(usd.dollars()))));
        }
    }
}
