//! Amazon VPC: public IPv4 addresses, in use or idle, and NAT gateways, whose hours and gigabytes are both billed.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, GigabytesMonthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{ADDRESS, GATEWAY, GB, GIGABYTE, HOUR, HOURS};
use crate::usage::{Bill, Factor, Rule};

pub const PUBLIC_IPV4: Meter = Meter {
    key: "vpc/public-ipv4",
    unit: HOURS,
    name: Text::new("public IPv4 address in use", "사용 중인 퍼블릭 IPv4 주소"),
    select: Some(Select::of("AmazonVPC", "PublicIPv4:InUseAddress")),
};
pub const PUBLIC_IPV4_IDLE: Meter = Meter {
    key: "vpc/public-ipv4-idle",
    unit: HOURS,
    name: Text::new("idle public IPv4 address", "유휴 퍼블릭 IPv4 주소"),
    select: Some(Select::of("AmazonVPC", "PublicIPv4:IdleAddress")),
};
pub const NAT_HOURS: Meter = Meter {
    key: "vpc/nat-hours",
    unit: HOURS,
    name: Text::new("NAT gateway hours", "NAT 게이트웨이 시간"),
    select: Some(Select::of("AmazonEC2", "NatGateway-Hours").when(&[("productFamily", "NAT Gateway")])),
};
pub const NAT_GB: Meter = Meter {
    key: "vpc/nat-gb",
    unit: GB,
    name: Text::new("NAT gateway data", "NAT 게이트웨이 처리 데이터"),
    select: Some(Select::of("AmazonEC2", "NatGateway-Bytes").when(&[("productFamily", "NAT Gateway")])),
};

pub const SERVICE: Service = Service {
    key: "vpc",
    name: "Amazon VPC",
    about: Text::new(
        "Public addresses and NAT gateways, billed while they exist",
        "퍼블릭 주소와 NAT 게이트웨이. 존재하는 동안 과금됩니다",
    ),
    page: "https://aws.amazon.com/vpc/pricing/",
    meters: &[&PUBLIC_IPV4, &PUBLIC_IPV4_IDLE, &NAT_HOURS, &NAT_GB],
    kinds: &[&PublicIpv4::KIND, &NatGateway::KIND],
};

resource! {
    /// Addresses that stay when instances stop: Elastic IPs.
    PublicIpv4 "public_ipv4" "public IPv4 addresses" / "퍼블릭 IPv4 주소" {
        count: Count = 1, "how many" / "개수";
        idle: bool = false, "allocated but attached to nothing" / "할당만 되고 연결되지 않음";
    }
}

resource! {
    /// A gateway with its address.
    NatGateway "nat_gateway" "NAT gateways" / "NAT 게이트웨이" {
        count: Count = 1, "how many" / "개수";
        public_ipv4: Count = 1, "public IPv4 addresses of each; 0 for a private one" / "게이트웨이마다 퍼블릭 IPv4 수(프라이빗은 0)";
        gb: GigabytesMonthly = 0, "GB a month through each, both directions" / "게이트웨이마다 월 처리량(GB, 양방향)";
    }
}

pub(crate) const PER_SECOND: Rule = Rule {
    id: "ipv4.second",
    text: Text::new("every public IPv4 address is billed, in use or idle", "퍼블릭 IPv4 주소는 사용 여부와 관계없이 과금됩니다"),
};
const STARTED_HOURS: Rule = Rule {
    id: "nat.hour",
    text: Text::new("a started hour is billed whole", "시작된 시간은 한 시간으로 과금됩니다"),
};

impl Billable for PublicIpv4 {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let meter = if self.idle || at.stopped { &PUBLIC_IPV4_IDLE } else { &PUBLIC_IPV4 };
        let count = Factor::new(self.count.number(), &ADDRESS);
        let hours = Factor::new(at.period.hours_of_at_least(60), &HOUR);
        Ok(bill.uses_because(&PER_SECOND, meter.whole(), [count, hours])?)
    }
}

impl Billable for NatGateway {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let count = Factor::new(self.count.number(), &GATEWAY);
        let hours = Factor::new(at.period.started_hours(), &HOUR);
        bill.uses_because(&STARTED_HOURS, NAT_HOURS.whole(), [count, hours])?;
        let volume = Factor::new(at.period.volume(self.gb)?, &GIGABYTE);
        bill.uses(NAT_GB.whole(), [count, volume])?;
        let seconds = Factor::new(at.period.hours_of_at_least(60), &HOUR);
        let addresses = Factor::new(self.public_ipv4.number(), &ADDRESS);
        Ok(bill.uses_because(&PER_SECOND, PUBLIC_IPV4.whole(), [count, addresses, seconds])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{decimal, priced};

    /// AWS's VPC page: a gateway for one hour and one gigabyte, $0.045 each; its address is billed beside it.
    #[test]
    fn a_nat_gateway_is_its_hours_its_data_and_its_address() {
        let rows = &[
            ("vpc/nat-hours", "Hrs", "0.045"),
            ("vpc/nat-gb", "GB", "0.045"),
            ("vpc/public-ipv4", "Hrs", "0.005"),
        ];
        let gateway = NatGateway { gb: 730.into(), ..NatGateway::default() };
        let estimate = priced(gateway.clone(), Period::of_hours(decimal("1")), rows);
        assert_eq!(estimate.net.to_string(), "0.095");
        let started = priced(gateway, Period::of_hours(decimal("0.5")), rows);
        assert_eq!(started.net.to_string(), "0.07", "a whole hour, half the data, half an hour of the address");
    }
}
