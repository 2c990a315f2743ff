//! Elastic Load Balancing: started hours, capacity units of the dimension that is used most, and the addresses in every
//! zone, which no free tier covers.

use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Gigabytes, PerSecond, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::{Service, vpc};
use crate::text::Text;
use crate::unit::{
    ACTIVE_CONNECTIONS, ADDRESS, BALANCER, GB_PER_HOUR, HOUR, HOURS, LCU_HOURS, LISTENER_RULE, NEW_CONNECTIONS,
    REQUESTS_PER_SECOND, Unit,
};
use crate::usage::{Bill, Factor, Rule, Usage};
use rust_decimal::Decimal;

const ALB_FILTER: &[(&str, &str)] =
    &[("productFamily", "Load Balancer-Application"), ("operation", "LoadBalancing:Application")];
const NLB_FILTER: &[(&str, &str)] =
    &[("productFamily", "Load Balancer-Network"), ("operation", "LoadBalancing:Network")];

pub const ALB_HOURS: Meter = Meter {
    key: "elb/alb-hours",
    unit: HOURS,
    name: Text::new("ALB hours", "ALB 시간"),
    select: Some(Select::of("AWSELB", "LoadBalancerUsage").when(ALB_FILTER)),
};
pub const ALB_LCU: Meter = Meter {
    key: "elb/alb-lcu",
    unit: LCU_HOURS,
    name: Text::new("ALB capacity units", "ALB 용량 단위(LCU)"),
    select: Some(Select::of("AWSELB", "LCUUsage").when(ALB_FILTER)),
};
pub const NLB_HOURS: Meter = Meter {
    key: "elb/nlb-hours",
    unit: HOURS,
    name: Text::new("NLB hours", "NLB 시간"),
    select: Some(Select::of("AWSELB", "LoadBalancerUsage").when(NLB_FILTER)),
};
pub const NLB_LCU: Meter = Meter {
    key: "elb/nlb-lcu",
    unit: LCU_HOURS,
    name: Text::new("NLB capacity units", "NLB 용량 단위(NLCU)"),
    select: Some(Select::of("AWSELB", "LCUUsage").when(NLB_FILTER)),
};

pub const SERVICE: Service = Service {
    key: "elb",
    name: "Elastic Load Balancing",
    about: Text::new(
        "Load balancers, billed by the hour they exist and by the traffic they carry",
        "로드 밸런서. 존재하는 시간과 처리한 트래픽으로 과금됩니다",
    ),
    page: "https://aws.amazon.com/elasticloadbalancing/pricing/",
    meters: &[&ALB_HOURS, &ALB_LCU, &NLB_HOURS, &NLB_LCU],
    kinds: &[&Alb::KIND, &Nlb::KIND],
};

resource! {
    /// Application load balancers. The traffic is that of each while worked with.
    Alb "alb" "application load balancers" / "Application Load Balancer" {
        count: Count = 1, "how many" / "개수";
        public_ipv4: Count = 2, "public IPv4 addresses of each, one a zone; 0 if internal" / "밸런서마다 퍼블릭 IPv4 수(가용 영역마다 하나, 내부용은 0)";
        new_connections_per_second: PerSecond = 0, "new connections a second" / "초당 새 연결 수";
        active_connections: Count = 0, "active connections, sampled a minute" / "분당 활성 연결 수";
        processed_gb_per_hour: Gigabytes = 0, "data processed, GB an hour" / "시간당 처리 데이터(GB)";
        requests_per_second: PerSecond = 0, "requests a second" / "초당 요청 수";
        rules: Count = 0, "rules evaluated for each request; 10 are free" / "요청마다 평가하는 규칙 수(10개까지 무료)";
        lambda_targets: bool = false, "whether the targets are Lambda functions" / "대상이 Lambda 함수인지 여부";
    }
}

resource! {
    /// Network load balancers. The traffic is that of each while worked with.
    Nlb "nlb" "network load balancers" / "Network Load Balancer" {
        count: Count = 1, "how many" / "개수";
        public_ipv4: Count = 2, "public IPv4 addresses of each, one a zone; 0 if internal" / "밸런서마다 퍼블릭 IPv4 수(가용 영역마다 하나, 내부용은 0)";
        tcp_new_connections_per_second: PerSecond = 0, "new TCP connections a second" / "초당 새 TCP 연결 수";
        tcp_active_connections: Count = 0, "active TCP connections" / "활성 TCP 연결 수";
        tcp_processed_gb_per_hour: Gigabytes = 0, "TCP data, GB an hour" / "시간당 TCP 데이터(GB)";
        udp_new_flows_per_second: PerSecond = 0, "new UDP flows a second" / "초당 새 UDP 흐름 수";
        udp_active_flows: Count = 0, "active UDP flows" / "활성 UDP 흐름 수";
        udp_processed_gb_per_hour: Gigabytes = 0, "UDP data, GB an hour" / "시간당 UDP 데이터(GB)";
        tls_new_connections_per_second: PerSecond = 0, "new TLS connections a second" / "초당 새 TLS 연결 수";
        tls_active_connections: Count = 0, "active TLS connections" / "활성 TLS 연결 수";
        tls_processed_gb_per_hour: Gigabytes = 0, "TLS data, GB an hour" / "시간당 TLS 데이터(GB)";
    }
}

const STARTED_HOURS: Rule = Rule {
    id: "elb.hour",
    text: Text::new("a started hour is billed whole", "시작된 시간은 한 시간으로 과금됩니다"),
};
const ADDRESSES: Rule = Rule {
    id: "elb.ipv4",
    text: Text::new(
        "an internet-facing balancer holds a public IPv4 address in every zone",
        "인터넷용 로드 밸런서는 가용 영역마다 퍼블릭 IPv4 주소를 하나씩 사용합니다",
    ),
};

/// Every dimension of one kind of capacity, each with how much of it one unit holds.
macro_rules! decided_by {
    ($($name:ident $id:literal $en:literal / $ko:literal;)*) => {
        $(const $name: Rule = Rule { id: $id, text: Text::new($en, $ko) };)*
    };
}
decided_by! {
    ALB_NEW "alb.lcu" "of the four dimensions, new connections decide: 25 a second are an LCU" / "네 가지 기준 중 새 연결이 가장 큽니다. 초당 25개가 1 LCU입니다";
    ALB_ACTIVE "alb.lcu" "of the four dimensions, active connections decide: 3,000 are an LCU" / "네 가지 기준 중 활성 연결이 가장 큽니다. 3,000개가 1 LCU입니다";
    ALB_DATA "alb.lcu" "of the four dimensions, data decides: 1 GB an hour is an LCU (0.4 GB to Lambda)" / "네 가지 기준 중 처리 데이터가 가장 큽니다. 시간당 1GB(Lambda 대상은 0.4GB)가 1 LCU입니다";
    ALB_RULES "alb.lcu" "of the four dimensions, rule evaluations decide: 1,000 a second past the 10 free rules are an LCU" / "네 가지 기준 중 규칙 평가가 가장 큽니다. 무료 규칙 10개를 넘는 평가 초당 1,000회가 1 LCU입니다";
    NLB_NEW "nlb.nlcu" "new connections decide: 800 TCP, 400 UDP or 50 TLS a second are an NLCU; protocols are added up" / "새 연결이 가장 큽니다. 초당 TCP 800개, UDP 400개, TLS 50개가 1 NLCU이며 프로토콜별로 더합니다";
    NLB_ACTIVE "nlb.nlcu" "active connections decide: 100,000 TCP, 50,000 UDP or 3,000 TLS are an NLCU; protocols are added up" / "활성 연결이 가장 큽니다. TCP 100,000개, UDP 50,000개, TLS 3,000개가 1 NLCU이며 프로토콜별로 더합니다";
    NLB_DATA "nlb.nlcu" "data decides: 1 GB an hour is an NLCU; protocols are added up" / "처리 데이터가 가장 큽니다. 시간당 1GB가 1 NLCU이며 프로토콜별로 더합니다";
}

/// One dimension: so much of it, of which one capacity unit holds `per`, times whatever multiplies it.
struct Dimension {
    rule: &'static Rule,
    measured: Factor,
    times: Option<Factor>,
}

impl Dimension {
    fn of(rule: &'static Rule, amount: Decimal, per: impl Into<Decimal>, unit: &'static Unit) -> Self {
        Self { rule, measured: Factor { amount, per: per.into(), unit }, times: None }
    }
}

/// Bills the dimension that is the largest; the first of equals.
fn largest<const N: usize>(
    meter: &'static Meter,
    count: Count,
    at: &Site<'_>,
    bill: &mut Bill,
    dimensions: [Dimension; N],
) -> Result<(), TooLarge> {
    let mut decisive: Option<Usage> = None;
    for Dimension { rule, measured, times } in dimensions {
        let mut factors = vec![Factor::new(count.number(), &BALANCER), measured];
        factors.extend(times);
        factors.push(Factor::new(at.period.active_hours, &HOUR));
        let usage = Usage::of(meter.whole(), factors)?.because(rule);
        if usage.amount > decisive.as_ref().map_or(Decimal::ZERO, |largest| largest.amount) {
            decisive = Some(usage);
        }
    }
    bill.usages.extend(decisive);
    Ok(())
}

fn standing(
    meter: &'static Meter,
    count: Count,
    public_ipv4: Count,
    at: &Site<'_>,
    bill: &mut Bill,
) -> Result<(), TooLarge> {
    let count = Factor::new(count.number(), &BALANCER);
    let hours = Factor::new(at.period.started_hours(), &HOUR);
    bill.uses_because(&STARTED_HOURS, meter.whole(), [count, hours])?;
    let addresses = Factor::new(public_ipv4.number(), &ADDRESS);
    let seconds = Factor::new(at.period.hours_of_at_least(60), &HOUR);
    bill.uses_because(&ADDRESSES, vpc::PUBLIC_IPV4.whole(), [count, addresses, seconds])
}

impl Billable for Alb {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        standing(&ALB_HOURS, self.count, self.public_ipv4, at, bill)?;
        let gb_per_unit = if self.lambda_targets { Decimal::new(4, 1) } else { Decimal::ONE };
        let rules = self.rules.number().minus(Decimal::TEN)?.max(Decimal::ZERO);
        let evaluations = Dimension {
            times: Some(Factor::new(rules, &LISTENER_RULE)),
            ..Dimension::of(&ALB_RULES, self.requests_per_second.number(), 1_000, &REQUESTS_PER_SECOND)
        };
        let dimensions = [
            Dimension::of(&ALB_NEW, self.new_connections_per_second.number(), 25, &NEW_CONNECTIONS),
            Dimension::of(&ALB_ACTIVE, self.active_connections.number(), 3_000, &ACTIVE_CONNECTIONS),
            Dimension::of(&ALB_DATA, self.processed_gb_per_hour.number(), gb_per_unit, &GB_PER_HOUR),
            evaluations,
        ];
        Ok(largest(&ALB_LCU, self.count, at, bill, dimensions)?)
    }
}

impl Billable for Nlb {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        standing(&NLB_HOURS, self.count, self.public_ipv4, at, bill)?;
        let tcp = (self.tcp_new_connections_per_second, self.tcp_active_connections, self.tcp_processed_gb_per_hour);
        let udp = (self.udp_new_flows_per_second, self.udp_active_flows, self.udp_processed_gb_per_hour);
        let tls = (self.tls_new_connections_per_second, self.tls_active_connections, self.tls_processed_gb_per_hour);
        for ((new, active, gb), new_per_unit, active_per_unit) in
            [(tcp, 800, 100_000), (udp, 400, 50_000), (tls, 50, 3_000)]
        {
            let dimensions = [
                Dimension::of(&NLB_NEW, new.number(), new_per_unit, &NEW_CONNECTIONS),
                Dimension::of(&NLB_ACTIVE, active.number(), active_per_unit, &ACTIVE_CONNECTIONS),
                Dimension::of(&NLB_DATA, gb.number(), 1, &GB_PER_HOUR),
            ];
            largest(&NLB_LCU, self.count, at, bill, dimensions)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::quantity::Hundredths;
    use crate::testing::{Row, decimal, priced};

    const SEOUL: &[Row] = &[
        ("elb/alb-hours", "Hrs", "0.0225"),
        ("elb/alb-lcu", "LCU-Hrs", "0.008"),
        ("elb/nlb-hours", "Hrs", "0.0225"),
        ("elb/nlb-lcu", "LCU-Hrs", "0.006"),
        ("vpc/public-ipv4", "Hrs", "0.005"),
    ];

    fn internal() -> Alb {
        Alb { public_ipv4: 0.into(), ..Alb::default() }
    }

    /// AWS's page, alb-lcu-1: 1 new connection/s for 2 minutes, 5 requests/s, 1.08 GB/h, 60 rules, 720 hours.
    #[test]
    fn the_largest_dimension_decides_and_is_named() {
        let alb = Alb {
            new_connections_per_second: 1.into(),
            active_connections: 120.into(),
            processed_gb_per_hour: Hundredths(108).into(),
            requests_per_second: 5.into(),
            rules: 60.into(),
            ..internal()
        };
        let estimate = priced(alb.clone(), Period::of_hours(decimal("720")), SEOUL);
        assert_eq!(estimate.net.to_string(), "22.4208");
        let lcu = estimate.charges.iter().find(|charge| charge.meter.meter.key == ALB_LCU.key).unwrap();
        assert_eq!(lcu.parts[0].rule, Some(&ALB_DATA));
        let lambda = priced(Alb { lambda_targets: true, ..alb }, Period::of_hours(decimal("1")), SEOUL);
        assert_eq!(lambda.net.to_string(), "0.0441", "1.08 ÷ 0.4 = 2.7 LCU");
    }

    /// By hand: 10,000 ÷ 25 = 400 LCU; 730 × (0.0225 + 400 × 0.008) = 2,352.425.
    #[test]
    fn a_busy_balancer_is_not_a_cheap_one() {
        let busy = Alb { new_connections_per_second: 10_000.into(), ..internal() };
        assert_eq!(priced(busy, Period::month(), SEOUL).net.to_string(), "2352.425");
    }

    /// By hand: 730 × 0.0225 + 2 × 730 × 0.005 = 23.725.
    #[test]
    fn an_idle_balancer_costs_its_hours_and_its_addresses() {
        assert_eq!(priced(Alb::default(), Period::month(), SEOUL).net.to_string(), "23.725");
        let started = priced(internal(), Period::of_hours(decimal("0.1")), SEOUL);
        assert_eq!(started.net.to_string(), "0.0225");
    }

    /// By hand: (60 − 10) rules × 100 requests/s ÷ 1,000 = 5 LCU; ten rules are free.
    #[test]
    fn rules_past_ten_are_evaluated_for_every_request() {
        let hour = Period::of_hours(decimal("1"));
        let alb = Alb { requests_per_second: 100.into(), rules: 60.into(), ..internal() };
        assert_eq!(priced(alb.clone(), hour, SEOUL).net.to_string(), "0.0625");
        assert_eq!(priced(Alb { rules: 10.into(), ..alb }, hour, SEOUL).net.to_string(), "0.0225");
    }

    /// By hand, one hour: TCP max(1,600 ÷ 800, 50,000 ÷ 100,000) = 2, UDP 1 GB = 1, TLS 150 ÷ 50 = 3: 6 × 0.006 + 0.0225.
    #[test]
    fn protocols_are_added_each_by_its_largest_dimension() {
        let nlb = Nlb {
            public_ipv4: 0.into(),
            tcp_new_connections_per_second: 1_600.into(),
            tcp_active_connections: 50_000.into(),
            udp_processed_gb_per_hour: 1.into(),
            tls_new_connections_per_second: 150.into(),
            ..Nlb::default()
        };
        assert_eq!(priced(nlb, Period::of_hours(decimal("1")), SEOUL).net.to_string(), "0.0585");
    }
}
