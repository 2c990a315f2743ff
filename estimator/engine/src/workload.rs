//! The work to be done, the same for every architecture: what is asked, how heavy it is, what is kept. What a person does
//! not say has an honest small default; what follows from it is computed here, once.

use rust_decimal::Decimal;

use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::period::MONTH_HOURS;
use crate::quantity::{
    Count, Gigabytes, Hundredths, Kilobytes, Megabytes, Millis, Monthly, PerSecond, Percent, Quantity,
};
use crate::resource::{Arch, choice, resource};

choice! {
    /// What the application is written in: decides how many servers the same requests need.
    Stack { Rust = "rust", Django = "django", Node = "node" }
}

resource! {
    /// A month of work of one web application.
    Workload "workload" "the work to be done in a month" / "한 달 동안 처리할 작업" {
        requests_per_month: Monthly = 300_000, "API requests a month" / "월 API 요청 수";
        duration_ms: Millis = 120, "time of one request in a function, ms" / "함수에서 요청 하나의 처리 시간(ms)";
        memory_mb: Megabytes = 512, "memory of a function, MB" / "함수 메모리(MB)";
        init_ms: Millis = 50, "initialisation of a cold function, ms" / "콜드 스타트 초기화 시간(ms)";
        cold_percent: Percent = 1, "requests that meet a cold function, percent" / "콜드 스타트를 만나는 요청 비율(%)";
        request_kb: Kilobytes = 2, "size of a request, KB" / "요청 크기(KB)";
        response_kb: Kilobytes = 4, "size of a response, KB" / "응답 크기(KB)";
        peak_rps: Option<PerSecond> = None, "requests a second at the peak; without it, 10 times the average" / "최대 초당 요청 수. 없으면 평균의 10배";
        storage_gb: Gigabytes = 1, "data in the database, GB" / "데이터베이스 데이터(GB)";
        media_gb: Gigabytes = 1, "pictures and other files, GB" / "이미지 등 미디어 파일(GB)";
        upload_percent: Percent = 1, "requests that upload a file, percent" / "파일을 올리는 요청 비율(%)";
        reads_per_request: Count = 2, "database reads of a request" / "요청마다 데이터베이스 읽기 수";
        writes_per_request: Count = Hundredths(50), "database writes of a request" / "요청마다 데이터베이스 쓰기 수";
        events_percent: Percent = 10, "requests that leave background work, percent" / "백그라운드 작업을 남기는 요청 비율(%)";
        page_views: Monthly = 30_000, "visits of the static front a month" / "정적 프런트의 월 방문 수";
        page_kb: Kilobytes = 500, "size of the front for one visit, KB" / "방문 한 번에 받는 프런트 크기(KB)";
        log_kb: Kilobytes = Hundredths(50), "log of one request, KB" / "요청 하나의 로그(KB)";
        stack: Stack = Stack::Rust, "what the application is written in" / "애플리케이션 스택";
        arch: Arch = Arch::X86, "processor" / "프로세서";
        instance_type: String = "t3.micro", "EC2 type to start from" / "시작 EC2 인스턴스 유형";
        private_instances: bool = false, "servers in private subnets, behind a NAT gateway" / "서버를 프라이빗 서브넷에 두고 NAT 게이트웨이 사용";
        db_engine: String = "postgresql", "database of the server architectures" / "서버 아키텍처의 데이터베이스";
        db_version: String = "17", "its version" / "데이터베이스 버전";
        db_class: String = "db.t4g.micro", "its class" / "데이터베이스 클래스";
        db_multi_az: bool = false, "database in two zones" / "데이터베이스 다중 AZ";
    }
}

/// What a request costs a processor and a process holds, measured for a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizing {
    pub cpu_us_per_request: u32,
    pub memory_mb: u32,
}

/// A peak is this many times the average where nobody says.
const PEAK_OVER_AVERAGE: u32 = 10;

/// Seconds of AWS's calculator month.
const MONTH_SECONDS: u32 = MONTH_HOURS * 3_600;

impl Workload {
    /// Whether the numbers can be meant together.
    pub fn check(&self) -> Result<(), Invalid> {
        let shares = [
            ("cold_percent", self.cold_percent),
            ("upload_percent", self.upload_percent),
            ("events_percent", self.events_percent),
        ];
        for (field, share) in shares {
            if share.number() > Decimal::ONE_HUNDRED {
                return Err(Invalid::new(field, "a share is 100 at most", "비율은 100 이하여야 합니다"));
            }
        }
        let average = self.average_rps()?;
        match self.peak_rps {
            Some(peak) if peak.number() < average => Err(Invalid::new(
                "peak_rps",
                format!("the peak is below the month's average of {average} a second"),
                format!("최대 초당 요청 수가 월평균 {average}건보다 작습니다"),
            )),
            _ => Ok(()),
        }
    }

    /// Requests a second over a whole month.
    pub fn average_rps(&self) -> Result<Decimal, TooLarge> {
        self.requests_per_month.number().over(Decimal::from(MONTH_SECONDS))
    }

    /// The most requests a month that a told peak leaves room for: then the average is the peak.
    pub fn most_requests(&self) -> Option<u64> {
        let most = self.peak_rps?.number().checked_mul(Decimal::from(MONTH_SECONDS))?;
        u64::try_from(most.floor()).ok()
    }

    /// Requests a second at the peak, as told or as assumed.
    pub fn peak(&self) -> Result<Decimal, TooLarge> {
        match self.peak_rps {
            Some(peak) => Ok(peak.number()),
            None => self.average_rps()?.times(Decimal::from(PEAK_OVER_AVERAGE)),
        }
    }

    /// Functions that run at once at the peak.
    pub fn peak_concurrency(&self) -> Result<Decimal, TooLarge> {
        Ok(self.peak()?.times(self.duration_ms.number())?.over(Decimal::ONE_THOUSAND)?.ceil())
    }

    /// A share of the requests, in whole requests.
    pub fn requests_of(&self, percent: Percent) -> Result<Monthly, TooLarge> {
        self.scaled(percent.number().over(Decimal::ONE_HUNDRED)?)
    }

    /// So many things a request, in whole things.
    pub fn scaled(&self, per_request: Decimal) -> Result<Monthly, TooLarge> {
        Ok(Monthly::of(self.requests_per_month.number().times(per_request)?.ceil()))
    }

    /// What so many events of so many KB make in GB.
    pub fn gigabytes(events: Monthly, each: Kilobytes) -> Result<Decimal, TooLarge> {
        events.number().times(each.number())?.over(Decimal::from(1_048_576))
    }
}
