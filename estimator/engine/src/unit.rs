//! What amounts are counted in: the units AWS bills and the units people think in.

use rust_decimal::Decimal;

use crate::text::Text;

/// A unit of an amount or of a factor.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// Language-free name, as in the JSON. For units AWS bills, the price list's word.
    pub id: &'static str,
    pub name: Text,
    /// How many of it make one of the unit it is billed in: 1,000 ms are a second, 1,024 MB a GB.
    pub per: u32,
}

const fn unit(id: &'static str, en: &'static str, ko: &'static str) -> Unit {
    Unit { id, name: Text::new(en, ko), per: 1 }
}

const fn part(id: &'static str, en: &'static str, ko: &'static str, per: u32) -> Unit {
    Unit { id, name: Text::new(en, ko), per }
}

impl Unit {
    pub fn divisor(&self) -> Decimal {
        Decimal::from(self.per)
    }
}

/// Units in which people describe the work; an amount is their product.
pub const REQUEST: Unit = unit("request", "requests", "건");
pub const MESSAGE: Unit = unit("message", "messages", "메시지");
pub const CALL: Unit = unit("call", "calls", "호출");
pub const CHUNK: Unit = unit("chunk", "chunks each", "조각씩");
pub const MILLI: Unit = part("ms", "ms", "ms", 1_000);
pub const SECOND: Unit = part("second", "s", "초", 3_600);
pub const MEGABYTE: Unit = part("MB", "MB", "MB", 1_024);
pub const KILOBYTE: Unit = part("KB", "KB", "KB", 1_048_576);
pub const GIGABYTE: Unit = unit("GB", "GB", "GB");
pub const INSTANCE: Unit = unit("instance", "instances", "대");
pub const TASK: Unit = unit("task", "tasks", "태스크");
pub const VOLUME: Unit = unit("volume", "volumes", "볼륨");
pub const ADDRESS: Unit = unit("address", "addresses", "주소");
pub const BALANCER: Unit = unit("balancer", "balancers", "로드 밸런서");
pub const GATEWAY: Unit = unit("gateway", "gateways", "게이트웨이");
pub const CLUSTER: Unit = unit("cluster", "clusters", "클러스터");
pub const VCPU: Unit = unit("vCPU", "vCPU", "vCPU");
pub const CAPACITY: Unit = unit("capacity-unit", "capacity units", "용량 단위");
pub const HOUR: Unit = unit("hour", "h", "시간");
pub const DIRECTION: Unit = unit("direction", "directions", "방향");
pub const STUDENT: Unit = unit("student", "students", "명");
pub const TRACE: Unit = unit("trace", "traces", "추적");
pub const ITEM: Unit = unit("item", "items", "개");
pub const UNITS_EACH: Unit = unit("unit-each", "units each", "단위씩");

/// Units AWS bills in, by the price list's words.
pub const REQUESTS: Unit = unit("Requests", "requests", "건");
pub const GB_SECOND: Unit = unit("GB-Second", "GB-seconds", "GB-초");
pub const HOURS: Unit = unit("Hrs", "hours", "시간");
pub const LCU_HOURS: Unit = unit("LCU-Hrs", "LCU-hours", "LCU-시간");
pub const GB: Unit = unit("GB", "GB", "GB");
pub const GB_MONTH: Unit = unit("GB-Mo", "GB-months", "GB-월");
pub const GB_HOURS: Unit = unit("GB-Hours", "GB-hours", "GB-시간");
pub const VCPU_HOURS: Unit = unit("vCPU-Hours", "vCPU-hours", "vCPU-시간");
pub const WRITE_UNITS: Unit = unit("WriteRequestUnits", "write request units", "쓰기 요청 단위");
pub const READ_UNITS: Unit = unit("ReadRequestUnits", "read request units", "읽기 요청 단위");
pub const WRITE_CAPACITY_HOURS: Unit = unit("WriteCapacityUnit-Hrs", "WCU-hours", "WCU-시간");
pub const READ_CAPACITY_HOURS: Unit = unit("ReadCapacityUnit-Hrs", "RCU-hours", "RCU-시간");
pub const NOTIFICATIONS: Unit = unit("Notifications", "notifications", "알림");
pub const RECIPIENTS: Unit = unit("Recipients", "recipients", "수신자");
pub const INVOCATIONS: Unit = unit("Invocations", "invocations", "호출");
pub const METRICS: Unit = unit("Metrics", "metrics", "지표");
pub const ALARMS: Unit = unit("Alarms", "alarms", "경보");
pub const DASHBOARDS: Unit = unit("Dashboards", "dashboards", "대시보드");
pub const SECRETS: Unit = unit("Secrets", "secrets", "보안 암호");
pub const API_REQUESTS: Unit = unit("API Requests", "API requests", "API 요청");
pub const PARAMETERS: Unit = unit("Parameters", "parameters", "파라미터");
pub const PARAMETER_HOURS: Unit = unit("Parameter-Hours", "parameter-hours", "파라미터-시간");
pub const API_INTERACTIONS: Unit = unit("API Interactions", "API interactions", "API 상호 작용");
pub const KEYS: Unit = unit("Keys", "keys", "키");
pub const HOSTED_ZONES: Unit = unit("HostedZones", "hosted zones", "호스팅 영역");
pub const QUERIES: Unit = unit("Queries", "queries", "쿼리");
pub const TRACES: Unit = unit("Traces", "traces", "추적");
pub const PATHS: Unit = unit("Paths", "paths", "경로");
pub const PLANS: Unit = unit("Plans", "plans", "요금제");
pub const IOPS_MONTHS: Unit = unit("IOPS-Mo", "IOPS-months", "IOPS-월");
pub const MIBPS_MONTHS: Unit = unit("MiBps-Mo", "MiB/s-months", "MiB/s-월");
pub const IOPS: Unit = unit("IOPS", "IOPS", "IOPS");
pub const MIBPS: Unit = unit("MiBps", "MiB/s", "MiB/s");
pub const NEW_CONNECTIONS: Unit = unit("new-connection/s", "new connections/s", "초당 새 연결");
pub const ACTIVE_CONNECTIONS: Unit = unit("active-connection", "active connections", "활성 연결");
pub const GB_PER_HOUR: Unit = unit("GB/h", "GB/h", "GB/시간");
pub const REQUESTS_PER_SECOND: Unit = unit("request/s", "requests/s", "초당 요청");
pub const LISTENER_RULE: Unit = unit("listener-rule", "rules over 10", "10개를 넘는 규칙");
