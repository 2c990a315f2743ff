//! A lab: a deployment for some hours, by a class, that may be forgotten. AWS bills calendar months, so a lab is cut at
//! each first of the month: allowances, offers that end and fees that are not prorated fall where they belong.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::error::{Error, Invalid, TooLarge};
use crate::estimate::{Deployment, Scope, World, estimate};
use crate::exact::Exact;
use crate::money::Usd;
use crate::period::{MONTH_HOURS, Period};
use crate::quantity::{Hours, Monthly, Quantity};
use crate::resource::choice;

/// How long after the lab it is noticed that something still runs: a day, a week, a month.
pub const FORGOTTEN_HOURS: [u32; 3] = [24, 168, 730];

/// Longer than a year nobody calls a lab.
const LONGEST_HOURS: u32 = 8_760;
const LARGEST_CLASS: u32 = 100_000;

choice! {
    /// Whose account a student builds in.
    Accounts { Own = "own", Shared = "shared", Organization = "organization" }
}

/// When, how long, and by how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lab {
    pub hours: Hours,
    pub students: u32,
    pub accounts: Accounts,
    /// Requests made during the lab; without it, its hours' share of the month.
    pub requests: Option<Monthly>,
}

/// What a lab costs, for one and for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabCost {
    pub per_student: Outcome,
    pub class: Outcome,
}

/// Totals from the start of the lab, by when things were deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub deleted: Usd,
    pub forgotten_day: Usd,
    pub forgotten_week: Usd,
    pub forgotten_month: Usd,
    /// A month in which everything that can be stopped is stopped, and nothing is deleted.
    pub after_stop_month: Usd,
}

impl Lab {
    /// Three hours by oneself: what a lab is where nobody says.
    pub fn afternoon() -> Self {
        Self { hours: Hours::from(3), students: 1, accounts: Accounts::Own, requests: None }
    }

    /// What the lab costs with this deployment, whose month has so many requests.
    pub fn cost(
        &self,
        world: &World<'_>,
        deployment: &Deployment,
        requests_per_month: Monthly,
    ) -> Result<LabCost, Error> {
        self.check().map_err(Error::Lab)?;
        let together = if self.accounts == Accounts::Own { 1 } else { self.students };
        let mut world = *world;
        world.account.in_organization |= self.accounts == Accounts::Organization;

        let work = self.work(requests_per_month);
        let after = |hours: u32| -> Result<Usd, Error> {
            let total = self.hours.number().plus(Decimal::from(hours))?;
            self.net(&world, deployment, total, work, together)
        };
        let [day, week, month] = FORGOTTEN_HOURS;
        let group = Outcome {
            deleted: after(0)?,
            forgotten_day: after(day)?,
            forgotten_week: after(week)?,
            forgotten_month: after(month)?,
            after_stop_month: stopped_month(&world, deployment, together)?,
        };
        let students = self.students;
        Ok(match self.accounts {
            Accounts::Own => {
                LabCost { per_student: group, class: group.each(|usd| usd.each(Decimal::from(students)))? }
            }
            Accounts::Shared | Accounts::Organization => {
                LabCost { per_student: group.each(|usd| usd.shared_by(students))?, class: group }
            }
        })
    }

    fn check(&self) -> Result<(), Invalid> {
        let hours = self.hours.number();
        if hours.is_zero() || hours > Decimal::from(LONGEST_HOURS) {
            return Err(Invalid::new(
                "for",
                format!("`{hours}` hours: a lab lasts more than 0 and at most {LONGEST_HOURS} hours"),
                format!("`{hours}`시간: 실습은 0시간보다 길고 최대 {LONGEST_HOURS}시간입니다"),
            ));
        }
        if self.students == 0 || self.students > LARGEST_CLASS {
            return Err(Invalid::new(
                "students",
                format!("`{}`: a class has 1 to {LARGEST_CLASS} students", self.students),
                format!("`{}`: 학생 수는 1명부터 {LARGEST_CLASS}명까지입니다", self.students),
            ));
        }
        Ok(())
    }

    /// The share of a month's work that the lab does.
    fn work(&self, requests_per_month: Monthly) -> (Decimal, Decimal) {
        let all = requests_per_month.number();
        match self.requests {
            Some(requests) if !all.is_zero() => (requests.number(), all),
            _ => (self.hours.number(), Decimal::from(MONTH_HOURS)),
        }
    }

    /// What is paid when everything is kept for so many hours and worked with in the first of them.
    fn net(
        &self,
        world: &World<'_>,
        deployment: &Deployment,
        kept_hours: Decimal,
        work: (Decimal, Decimal),
        students: u32,
    ) -> Result<Usd, Error> {
        let lab_hours = self.hours.number();
        let mut world = *world;
        let mut net = Usd::ZERO;
        let mut begin = Decimal::ZERO;
        while begin < kept_hours {
            let first_of_next = begin.plus(hours_to_next_month(world.on))?;
            let end = kept_hours.min(first_of_next);
            let active = end.min(lab_hours).minus(begin)?.max(Decimal::ZERO);
            let period = Period {
                hours: end.minus(begin)?,
                active_hours: active,
                work: (work.0.times(active)?, work.1.times(lab_hours)?),
                month_hours: Decimal::from(MONTH_HOURS),
                kept_hours,
            };
            let month = estimate(&world, deployment, &Scope { period, students, stopped: false })?;
            net = net.plus(month.net)?;
            world.account.credits =
                world.account.credits.map(|left| left.minus(month.credits)).transpose()?;
            world.on = first_of_next_month(world.on);
            begin = end;
        }
        Ok(net)
    }
}

impl Outcome {
    fn each(self, of: impl Fn(Usd) -> Result<Usd, TooLarge>) -> Result<Self, TooLarge> {
        Ok(Self {
            deleted: of(self.deleted)?,
            forgotten_day: of(self.forgotten_day)?,
            forgotten_week: of(self.forgotten_week)?,
            forgotten_month: of(self.forgotten_month)?,
            after_stop_month: of(self.after_stop_month)?,
        })
    }
}

fn stopped_month(world: &World<'_>, deployment: &Deployment, students: u32) -> Result<Usd, Error> {
    let idle = Period { active_hours: Decimal::ZERO, work: (Decimal::ZERO, Decimal::ONE), ..Period::month() };
    Ok(estimate(world, deployment, &Scope { period: idle, students, stopped: true })?.net)
}

fn first_of_next_month(day: Date) -> Date {
    day.first_of_month().saturating_add(1.month())
}

/// A lab starts as its day does.
fn hours_to_next_month(day: Date) -> Decimal {
    let days = i32::from(day.days_in_month()) - i32::from(day.day()) + 1;
    Decimal::from(days * 24)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::price::PriceBook;
    use crate::resource::Arch;
    use crate::services::{lambda::Lambda, vpc::NatGateway};
    use crate::testing::{book, facts};
    use jiff::civil::date;

    fn lab(accounts: Accounts) -> Lab {
        Lab { hours: Hours::from(3), students: 30, accounts, requests: None }
    }

    fn cost(lab: Lab, on: Date, credits: Option<&str>) -> LabCost {
        let book = book(&[("vpc/nat-hours", "Hrs", "0.059"), ("vpc/public-ipv4", "Hrs", "0.005")]);
        let facts = facts(Vec::new());
        let account = Account { credits: credits.map(|usd| usd.parse().unwrap()), ..Account::default() };
        let world = World { book: &book, facts: &facts, account, on };
        let nat = NatGateway::default().into();
        let deployment = Deployment { name: "mine".into(), resources: vec![("nat".into(), nat)] };
        lab.cost(&world, &deployment, Monthly::from(0)).unwrap()
    }

    #[test]
    fn a_forgotten_lab_is_counted_from_its_start() {
        let own = cost(lab(Accounts::Own), date(2026, 12, 1), None);
        assert_eq!(own.per_student.deleted.to_string(), "0.192", "3 h × $0.064");
        assert_eq!(own.per_student.forgotten_week.to_string(), "10.944", "171 h × $0.064");
        assert_eq!(own.class.deleted.to_string(), "5.76", "thirty of them");
        assert_eq!(own.per_student.after_stop_month.to_string(), "46.72", "a gateway cannot be stopped");
    }

    #[test]
    fn cutting_at_the_first_of_the_month_loses_no_hour() {
        let late = cost(lab(Accounts::Own), date(2026, 11, 30), None);
        let early = cost(lab(Accounts::Own), date(2026, 12, 1), None);
        assert_eq!(late.per_student.forgotten_month, early.per_student.forgotten_month);
    }

    #[test]
    fn credits_are_used_once_and_never_in_an_organization() {
        let own = cost(lab(Accounts::Own), date(2026, 12, 1), Some("1"));
        assert_eq!(own.per_student.deleted, Usd::ZERO);
        let shared = cost(lab(Accounts::Shared), date(2026, 12, 1), Some("1"));
        assert_eq!(shared.class.deleted.to_string(), "4.76");
        let organization = cost(lab(Accounts::Organization), date(2026, 12, 1), Some("1"));
        assert_eq!(organization.class.deleted.to_string(), "5.76");
    }

    #[test]
    fn a_lab_longer_than_a_year_is_refused() {
        let long = Lab { hours: Hours::from(9_000), ..lab(Accounts::Own) };
        let (book, facts) = (PriceBook::default(), facts(Vec::new()));
        let world = World { book: &book, facts: &facts, account: Account::default(), on: date(2026, 12, 1) };
        let lambda = Lambda { arch: Arch::Arm, ..Lambda::default() }.into();
        let deployment = Deployment { name: "mine".into(), resources: vec![("f".into(), lambda)] };
        let refused = long.cost(&world, &deployment, Monthly::from(0)).unwrap_err();
        assert!(matches!(refused, Error::Lab(invalid) if invalid.field == "for"));
    }
}
