//! The stretch of time an estimate is for: how long things exist, how long they are worked with, and which share of a
//! month's work that is. Every rule about time (started hours, least seconds, shares of a month) is asked here.

use rust_decimal::Decimal;

use crate::error::TooLarge;
use crate::exact::{Exact, kept};
use crate::quantity::{GigabytesMonthly, Monthly, Quantity};
use crate::unit::HOUR;
use crate::usage::Factor;

/// The hours AWS's own calculator takes for a month.
pub const MONTH_HOURS: u32 = 730;

/// A stretch of time within one calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How long the resources exist in it.
    pub hours: Decimal,
    /// How long they are worked with.
    pub active_hours: Decimal,
    /// The share of the month's work that is done in it, as a fraction: done of all.
    pub work: (Decimal, Decimal),
    /// The hours of the month that what is billed by the month is shared over.
    pub month_hours: Decimal,
    /// How long the resources exist in all: what is kept less than twelve hours may cost nothing.
    pub kept_hours: Decimal,
}

impl Period {
    /// A whole month of ordinary work.
    pub fn month() -> Self {
        let month = Decimal::from(MONTH_HOURS);
        Self {
            hours: month,
            active_hours: month,
            work: (Decimal::ONE, Decimal::ONE),
            month_hours: month,
            kept_hours: month,
        }
    }

    /// So many hours, worked through, as a share of the month's work.
    pub fn of_hours(hours: Decimal) -> Self {
        let month = Decimal::from(MONTH_HOURS);
        Self { hours, active_hours: hours, work: (hours, month), month_hours: month, kept_hours: hours }
    }

    /// This period in a month of another length.
    pub fn in_month_of(mut self, hours: Decimal) -> Self {
        self.month_hours = hours;
        self
    }

    /// How many whole events of a monthly count happen: a started one counts.
    pub fn events(&self, monthly: Monthly) -> Result<Decimal, TooLarge> {
        Ok(self.share(monthly.number())?.ceil())
    }

    /// How much of a monthly volume is moved.
    pub fn volume(&self, monthly: GigabytesMonthly) -> Result<Decimal, TooLarge> {
        self.share(monthly.number())
    }

    /// A whole month's work is the number itself.
    fn share(&self, monthly: Decimal) -> Result<Decimal, TooLarge> {
        let (done, all) = self.work;
        if done == all { Ok(monthly) } else { monthly.times(done)?.over(all) }
    }

    /// Hours that are billed whole once they are started.
    pub fn started_hours(&self) -> Decimal {
        self.hours.ceil()
    }

    /// Hours billed by the second, with the least number of seconds AWS bills.
    pub fn hours_of_at_least(&self, seconds: u32) -> Decimal {
        let least = kept(Decimal::from(seconds) / Decimal::from(3_600));
        if self.hours.is_zero() { self.hours } else { self.hours.max(least) }
    }

    /// The factor by which something billed by the month is shared out.
    pub fn share_of_month(&self) -> Factor {
        Factor { amount: self.hours, per: self.month_hours, unit: &HOUR }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lab_does_its_hours_share_of_the_month_rounded_up() {
        let lab = Period::of_hours(Decimal::from(3));
        assert_eq!(lab.events(Monthly::from(300_000)).unwrap(), Decimal::from(1_233));
        assert_eq!(Period::month().events(Monthly::from(300_000)).unwrap(), Decimal::from(300_000));
    }

    #[test]
    fn a_started_hour_is_whole_and_a_started_minute_too() {
        let short = Period::of_hours("0.01".parse().unwrap());
        assert_eq!(short.started_hours(), Decimal::ONE);
        assert_eq!(short.hours_of_at_least(60).to_string(), "0.016666666667");
    }
}
