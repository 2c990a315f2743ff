//! A month of one resource left alone: its rule writes down here what it uses, and the estimator's engine prices that
//! without any allowance.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::text::Text;
use sundown_engine::Date;
use sundown_engine::charge::{Charge, NoCharge, Part, charge};
use sundown_engine::exact::Exact;
use sundown_engine::facts::Facts;
use sundown_engine::meter::MeterId;
use sundown_engine::money::Usd;
use sundown_engine::period::{MONTH_HOURS, Period};
use sundown_engine::price::PriceBook;
use sundown_engine::resource::{Billable, Site};
use sundown_engine::services::Resource;
use sundown_engine::unit::{GIGABYTE, HOUR, Unit};
use sundown_engine::usage::{Bill, Factor};

use crate::idle::{Idle, idle};
use crate::meters::GIB;
use crate::why::{Told, Why};
use crate::worth::{Worth, micro};

/// What a rule writes into.
pub(crate) struct Month<'a> {
    kind: &'static str,
    site: Site<'a>,
    bill: Bill,
    idle: Option<&'static Idle>,
    at_most: bool,
    /// What the figure rests on.
    said: Vec<Text>,
}

impl<'a> Month<'a> {
    pub(crate) fn new(kind: &'static str, region: &'a str, on: Date, facts: &'a Facts) -> Self {
        let site = Site { region, on, period: Period::month(), facts, stopped: false };
        Self { kind, site, bill: Bill::default(), idle: None, at_most: false, said: Vec::new() }
    }

    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) fn region(&self) -> &'a str {
        self.site.region
    }

    /// Whether a version is newer than all that have left standard support, or soon will.
    pub(crate) fn is_newer_than_ended(&self, engine: &str, version: &str) -> bool {
        let major = |version: &str| version.split('.').next()?.parse::<u32>().ok();
        let ended = self.site.facts.support.iter().filter(|support| support.engine == engine);
        let newest = ended.filter_map(|support| major(&support.version)).max();
        newest.zip(major(version)).is_some_and(|(newest, major)| major > newest)
    }

    /// One of the estimator's resources.
    pub(crate) fn has(&mut self, resource: impl Into<Resource>) -> Told {
        Ok(resource.into().usage(&self.site, &mut self.bill)?)
    }

    /// One that is stopped: what goes on costing is the estimator's business.
    pub(crate) fn has_stopped(&mut self, resource: impl Into<Resource>) -> Told {
        let site = Site { stopped: true, ..self.site };
        Ok(resource.into().usage(&site, &mut self.bill)?)
    }

    pub(crate) fn uses(&mut self, meter: MeterId, factors: impl Into<Vec<Factor>>) -> Told {
        Ok(self.bill.uses(meter, factors)?)
    }

    /// So many of something that is billed by the hour.
    pub(crate) fn stands(&mut self, meter: MeterId, count: Decimal, unit: &'static Unit) -> Told {
        let hours = Factor::new(Decimal::from(MONTH_HOURS), &HOUR);
        self.uses(meter, [Factor::new(count, unit), hours])
    }

    /// What is kept and billed by the gigabyte and month.
    pub(crate) fn keeps_gb(&mut self, meter: MeterId, gigabytes: Decimal) -> Told {
        self.uses(meter, [Factor::new(gigabytes, &GIGABYTE)])
    }

    pub(crate) fn keeps_bytes(&mut self, meter: MeterId, bytes: Decimal) -> Told {
        self.uses(meter, [Factor { amount: bytes, per: Decimal::from(GIB), unit: &GIGABYTE }])
    }

    /// It costs nothing, for the reason the table has for this case of the kind.
    pub(crate) fn idle(&mut self, case: &str) -> Told {
        self.idle = Some(idle(self.kind, case).ok_or_else(nothing_billed)?);
        Ok(())
    }

    /// Something is not told, and the dearest that it can be was taken.
    pub(crate) fn at_most(&mut self, en: &'static str, ko: &'static str) {
        self.at_most = true;
        self.says(en, ko);
    }

    pub(crate) fn says(&mut self, en: &'static str, ko: &'static str) {
        self.said.push(Text::new(en, ko));
    }

    /// The sum of what was written down, at list price.
    pub(crate) fn priced(self, book: &PriceBook) -> Told<Worth> {
        if let Some(unmetered) = self.bill.unmetered.first() {
            return Err(Why::new(unmetered.why.en, unmetered.why.ko));
        }
        let mut pools: BTreeMap<MeterId, (Decimal, Vec<Part>)> = BTreeMap::new();
        for usage in self.bill.usages {
            let (amount, parts) = pools.entry(usage.meter).or_default();
            *amount = amount.plus(usage.amount)?;
            let (factors, rule) = (usage.factors, usage.rule);
            parts.push(Part { resource: self.kind.to_owned(), amount: usage.amount, factors, rule });
        }
        let charged = |(meter, (amount, parts))| charged(meter, amount, parts, book);
        let charges = pools.into_iter().map(charged).collect::<Told<Vec<_>>>()?;
        let usd = Usd::sum(charges.iter().map(|charge| charge.usd))?;
        let why = match (self.idle, self.said.is_empty()) {
            (Some(idle), _) if usd.is_zero() => idle.why.clone(),
            _ if usd.is_zero() => return Err(nothing_billed()),
            (_, true) => Text::new(LEFT_ALONE.0, LEFT_ALONE.1),
            (_, false) => joined(&self.said),
        };
        let price = Price::MicroUsdMonth(micro(usd).ok_or(sundown_engine::error::TooLarge)?);
        let at_most = !usd.is_zero() && self.at_most;
        Ok(Worth {
            price,
            usd: Some(usd),
            at_most,
            lines: charges.into_iter().map(Into::into).collect(),
            why,
        })
    }
}

const LEFT_ALONE: (&str, &str) = (
    "the list price of a month (730 hours) of it left as it is, without traffic, requests or free tier",
    "현재 상태로 한 달(730시간) 둘 때의 정가입니다. 트래픽·요청·프리 티어는 제외합니다",
);

fn charged(meter: MeterId, amount: Decimal, parts: Vec<Part>, book: &PriceBook) -> Told<Charge> {
    let unpriced = Why::unpriced(meter.key(), &book.region);
    let price = book.price(meter.key()).filter(|price| price.unit == meter.meter.unit.id);
    charge(meter, amount, parts, price, &[]).map_err(|problem| match problem {
        NoCharge::Unpriced(..) => unpriced,
        NoCharge::TooLarge => sundown_engine::error::TooLarge.into(),
    })
}

/// A 0 that nothing explains is a mistake of ours, not a price.
fn nothing_billed() -> Why {
    Why::new("nothing that is billed could be read from it", "과금 항목을 확인할 수 없습니다")
}

fn joined(texts: &[Text]) -> Text {
    let join = |read: fn(&Text) -> &str| texts.iter().map(read).collect::<Vec<_>>().join("; ");
    Text::new(join(|text| &text.en), join(|text| &text.ko))
}
