//! Amazon CloudWatch: logs taken in, kept and searched; custom metrics, alarms and dashboards, billed by their share of
//! the month.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Gigabytes, GigabytesMonthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{
    ALARMS as ALARM_MONTHS, DASHBOARDS as DASHBOARD_MONTHS, GB, GB_MONTH, GIGABYTE, ITEM,
    METRICS as METRIC_MONTHS,
};
use crate::usage::{Bill, Factor, Rule};

pub const LOGS_INGEST: Meter = Meter {
    key: "cloudwatch/logs-ingest",
    unit: GB,
    name: Text::new("log ingestion", "로그 수집"),
    select: Some(
        Select::of("AmazonCloudWatch", "DataProcessing-Bytes")
            .when(&[("productFamily", "Data Payload"), ("operation", "PutLogEvents")]),
    ),
};
pub const LOGS_STORE: Meter = Meter {
    key: "cloudwatch/logs-store",
    unit: GB_MONTH,
    name: Text::new("log storage", "로그 저장"),
    select: Some(
        Select::of("AmazonCloudWatch", "TimedStorage-ByteHrs").when(&[("productFamily", "Storage Snapshot")]),
    ),
};
pub const LOGS_SCAN: Meter = Meter {
    key: "cloudwatch/logs-scan",
    unit: GB,
    name: Text::new("Logs Insights scans", "Logs Insights 검색"),
    select: Some(
        Select::of("AmazonCloudWatch", "DataScanned-Bytes").when(&[("productFamily", "Data Payload")]),
    ),
};
pub const METRICS: Meter = Meter {
    key: "cloudwatch/metrics",
    unit: METRIC_MONTHS,
    name: Text::new("custom metrics", "사용자 지정 지표"),
    select: Some(
        Select::of("AmazonCloudWatch", "CW:MetricMonitorUsage")
            .when(&[("productFamily", "Metric"), ("group", "Metric")]),
    ),
};
pub const ALARMS: Meter = Meter {
    key: "cloudwatch/alarms",
    unit: ALARM_MONTHS,
    name: Text::new("alarms", "경보"),
    select: Some(
        Select::of("AmazonCloudWatch", "CW:AlarmMonitorUsage")
            .when(&[("productFamily", "Alarm"), ("alarmType", "Standard")]),
    ),
};
pub const ALARMS_HIGH_RESOLUTION: Meter = Meter {
    key: "cloudwatch/alarms-high-resolution",
    unit: ALARM_MONTHS,
    name: Text::new("high-resolution alarms", "고해상도 경보"),
    select: Some(
        Select::of("AmazonCloudWatch", "CW:HighResAlarmMonitorUsage")
            .when(&[("productFamily", "Alarm"), ("alarmType", "High Resolution")]),
    ),
};
pub const DASHBOARDS: Meter = Meter {
    key: "cloudwatch/dashboards",
    unit: DASHBOARD_MONTHS,
    name: Text::new("dashboards", "대시보드"),
    select: Some(
        Select::of("AmazonCloudWatch", "DashboardsUsageHour").when(&[("productFamily", "Dashboard")]).global(),
    ),
};

pub const SERVICE: Service = Service {
    key: "cloudwatch",
    name: "Amazon CloudWatch",
    about: Text::new(
        "Logs, metrics, alarms and dashboards; logs cost most when they are taken in",
        "로그, 지표, 경보, 대시보드. 로그는 수집할 때 가장 많이 과금됩니다",
    ),
    page: "https://aws.amazon.com/cloudwatch/pricing/",
    meters: &[
        &LOGS_INGEST,
        &LOGS_STORE,
        &LOGS_SCAN,
        &METRICS,
        &ALARMS,
        &ALARMS_HIGH_RESOLUTION,
        &DASHBOARDS,
    ],
    kinds: &[&Logs::KIND, &Metrics::KIND, &Alarms::KIND, &Dashboards::KIND],
};

resource! {
    /// Log groups of the standard class.
    Logs "logs" "CloudWatch log groups" / "CloudWatch 로그 그룹" {
        ingest_gb: GigabytesMonthly = 0, "GB taken in a month" / "월 수집량(GB)";
        stored_gb: Gigabytes = 0, "GB kept, as compressed" / "저장량(압축 후 GB)";
        scanned_gb: GigabytesMonthly = 0, "GB searched a month with Logs Insights" / "Logs Insights 월 검색량(GB)";
    }
}

resource! {
    /// Metrics of one's own: each combination of dimensions is one.
    Metrics "metrics" "CloudWatch custom metrics" / "CloudWatch 사용자 지정 지표" {
        custom: Count = 1, "how many, by combination of dimensions" / "개수(차원 조합 기준)";
    }
}

resource! {
    /// Alarms on one metric each.
    Alarms "alarms" "CloudWatch alarms" / "CloudWatch 경보" {
        standard: Count = 1, "alarms of 60 seconds and more" / "표준 경보 수(60초 이상)";
        high_resolution: Count = 0, "alarms of 10 to 30 seconds" / "고해상도 경보 수(10~30초)";
    }
}

resource! {
    /// Dashboards of more than 50 metrics cost the same.
    Dashboards "dashboards" "CloudWatch dashboards" / "CloudWatch 대시보드" {
        count: Count = 1, "how many" / "개수";
    }
}

const KEPT: Rule = Rule {
    id: "cw",
    text: Text::new(
        "a log group keeps everything for ever unless a retention is set",
        "보존 기간을 설정하지 않으면 로그 그룹은 만료되지 않습니다",
    ),
};

impl Billable for Logs {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        for (meter, monthly) in [(&LOGS_INGEST, self.ingest_gb), (&LOGS_SCAN, self.scanned_gb)] {
            bill.uses(meter.whole(), [Factor::new(at.period.volume(monthly)?, &GIGABYTE)])?;
        }
        let stored = Factor::new(self.stored_gb.number(), &GIGABYTE);
        Ok(bill.uses_because(&KEPT, LOGS_STORE.whole(), [stored, at.period.share_of_month()])?)
    }
}

impl Billable for Metrics {
    /// A metric is billed in the hours it is sent: what is stopped sends none.
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        if at.stopped {
            return Ok(());
        }
        share(&METRICS, self.custom, at, bill)
    }
}

impl Billable for Alarms {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        share(&ALARMS, self.standard, at, bill)?;
        share(&ALARMS_HIGH_RESOLUTION, self.high_resolution, at, bill)
    }
}

impl Billable for Dashboards {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        share(&DASHBOARDS, self.count, at, bill)
    }
}

/// So many things at a price a month, by the hour.
fn share(meter: &'static Meter, count: Count, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
    Ok(bill.uses(meter.whole(), [Factor::new(count.number(), &ITEM), at.period.share_of_month()])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, decimal, priced, used};

    const US_EAST: &[Row] = &[
        ("cloudwatch/logs-ingest", "GB", "0.5"),
        ("cloudwatch/logs-store", "GB-Mo", "0.03"),
        ("cloudwatch/logs-scan", "GB", "0.005"),
        ("cloudwatch/metrics", "Metrics", "0:0.3 10000:0.1"),
        ("cloudwatch/alarms", "Alarms", "0.1"),
        ("cloudwatch/alarms-high-resolution", "Alarms", "0.3"),
        ("cloudwatch/dashboards", "Dashboards", "3"),
    ];

    /// infracost's golden of a log group: 1,000 GB in, 500 GB kept, 250 GB searched: 500 + 15 + 1.25.
    #[test]
    fn logs_in_kept_and_searched() {
        let logs = Logs { ingest_gb: 1_000.into(), stored_gb: 500.into(), scanned_gb: 250.into() };
        assert_eq!(priced(logs, Period::month(), US_EAST).net.to_string(), "516.25");
    }

    /// By hand, us-east-1: 10,000 metrics at $0.30 and 2,000 at $0.10.
    #[test]
    fn metrics_are_cheaper_past_ten_thousand_and_silent_when_stopped() {
        let metrics = Metrics { custom: 12_000.into() };
        assert_eq!(priced(metrics.clone(), Period::month(), US_EAST).net.to_string(), "3200");
        assert!(used(&metrics, Period::month(), true).unwrap().usages.is_empty());
    }

    /// By hand, us-east-1: 10 × $0.10 + 2 × $0.30 a month, and a tenth of it for 73 of 730 hours; a dashboard $3.
    #[test]
    fn alarms_and_dashboards_are_shared_out_over_the_month() {
        let alarms = Alarms { standard: 10.into(), high_resolution: 2.into() };
        let tenth = Period::of_hours(decimal("73"));
        assert_eq!(priced(alarms.clone(), Period::month(), US_EAST).net.to_string(), "1.6");
        assert_eq!(priced(alarms, tenth, US_EAST).net.to_string(), "0.16");
        assert_eq!(priced(Dashboards::default(), tenth, US_EAST).net.to_string(), "0.3");
    }
}
