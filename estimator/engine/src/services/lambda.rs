//! AWS Lambda: requests and gigabyte-seconds. Initialisation is billed with the duration, under one ceiling.

use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::quantity::{Megabytes, Millis, Monthly, Percent, Quantity};
use crate::resource::{Arch, Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{GB_SECOND, MEGABYTE, MILLI, REQUEST, REQUESTS};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

pub const REQUESTS_X86: Meter = Meter {
    key: "lambda/requests-x86",
    unit: REQUESTS,
    name: Text::new("Lambda requests", "Lambda 요청"),
    select: Some(Select::of("AWSLambda", "Request").when(&[("group", "AWS-Lambda-Requests")])),
};
pub const REQUESTS_ARM: Meter = Meter {
    key: "lambda/requests-arm",
    unit: REQUESTS,
    name: Text::new("Lambda requests (Arm)", "Lambda 요청(Arm)"),
    select: Some(Select::of("AWSLambda", "Request-ARM").when(&[("group", "AWS-Lambda-Requests-ARM")])),
};
pub const DURATION_X86: Meter = Meter {
    key: "lambda/duration-x86",
    unit: GB_SECOND,
    name: Text::new("Lambda duration", "Lambda 실행 시간"),
    select: Some(Select::of("AWSLambda", "Lambda-GB-Second").when(&[("group", "AWS-Lambda-Duration")])),
};
pub const DURATION_ARM: Meter = Meter {
    key: "lambda/duration-arm",
    unit: GB_SECOND,
    name: Text::new("Lambda duration (Arm)", "Lambda 실행 시간(Arm)"),
    select: Some(Select::of("AWSLambda", "Lambda-GB-Second-ARM").when(&[("group", "AWS-Lambda-Duration-ARM")])),
};
pub const EPHEMERAL_X86: Meter = Meter {
    key: "lambda/ephemeral-x86",
    unit: GB_SECOND,
    name: Text::new("Lambda ephemeral storage", "Lambda 임시 스토리지"),
    select: Some(
        Select::of("AWSLambda", "Lambda-Storage-GB-Second").when(&[("group", "AWS-Lambda-Storage-Duration")]),
    ),
};
pub const EPHEMERAL_ARM: Meter = Meter {
    key: "lambda/ephemeral-arm",
    unit: GB_SECOND,
    name: Text::new("Lambda ephemeral storage (Arm)", "Lambda 임시 스토리지(Arm)"),
    select: Some(
        Select::of("AWSLambda", "Lambda-Storage-GB-Second-ARM")
            .when(&[("group", "AWS-Lambda-Storage-Duration-ARM")]),
    ),
};
/// A function's own address: AWS charges nothing for it beyond the function.
pub const FUNCTION_URL: Meter = Meter {
    key: "lambda/function-url",
    unit: REQUESTS,
    name: Text::new("Lambda function URL", "Lambda 함수 URL"),
    select: None,
};

pub const SERVICE: Service = Service {
    key: "lambda",
    name: "AWS Lambda",
    about: Text::new(
        "Runs code per request; billed by request and by memory × time",
        "요청마다 코드를 실행합니다. 요청 수와 메모리 × 시간으로 과금됩니다",
    ),
    page: "https://aws.amazon.com/lambda/pricing/",
    meters: &[
        &REQUESTS_X86,
        &REQUESTS_ARM,
        &DURATION_X86,
        &DURATION_ARM,
        &EPHEMERAL_X86,
        &EPHEMERAL_ARM,
        &FUNCTION_URL,
    ],
    kinds: &[&Lambda::KIND],
};

resource! {
    /// One function, behind any trigger.
    Lambda "lambda" "a Lambda function" / "Lambda 함수" {
        requests: Monthly = 0, "invocations a month" / "월 호출 수";
        duration_ms: Millis = 100, "duration of one invocation, ms" / "호출 한 번의 실행 시간(ms)";
        memory_mb: Megabytes = 128, "memory, MB (128 to 10240)" / "메모리(MB, 128~10240)";
        arch: Arch = Arch::X86, "processor" / "프로세서";
        ephemeral_mb: Megabytes = 512, "temporary storage, MB (512 to 10240)" / "임시 스토리지(MB, 512~10240)";
        init_ms: Millis = 0, "initialisation of a cold start, ms" / "콜드 스타트 초기화 시간(ms)";
        cold_percent: Percent = 0, "invocations that start cold, percent" / "콜드 스타트 비율(%)";
        function_url: bool = false, "called through its own URL" / "함수 URL로 호출";
    }
}

const CEILING: Rule = Rule {
    id: "lambda.init",
    text: Text::new(
        "a cold start bills duration + initialisation, rounded up once to a whole millisecond",
        "콜드 스타트는 실행 시간과 초기화 시간을 더해 1ms 단위로 한 번 올림합니다",
    ),
};
const WARM: Rule = Rule {
    id: "lambda.duration",
    text: Text::new("duration is rounded up to a whole millisecond", "실행 시간은 1ms 단위로 올림합니다"),
};
const EPHEMERAL: Rule = Rule {
    id: "lambda.ephemeral",
    text: Text::new("storage above 512 MB, for the billed time", "512MB를 넘는 스토리지를 과금 시간만큼 계산합니다"),
};

/// The milliseconds one invocation is billed for.
pub fn billed_ms(duration: Millis, init: Millis) -> Result<Decimal, TooLarge> {
    Ok(duration.number().plus(init.number())?.ceil())
}

impl Billable for Lambda {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        self.check()?;
        let requests = at.period.events(self.requests)?;
        let cold = requests.times(self.cold_percent.number())?.over(Decimal::ONE_HUNDRED)?.ceil();
        let warm = requests.minus(cold)?;

        let (count, duration, ephemeral) = match self.arch {
            Arch::X86 => (&REQUESTS_X86, &DURATION_X86, &EPHEMERAL_X86),
            Arch::Arm => (&REQUESTS_ARM, &DURATION_ARM, &EPHEMERAL_ARM),
        };
        bill.uses(count.whole(), [Factor::new(requests, &REQUEST)])?;
        if self.function_url {
            bill.uses(FUNCTION_URL.whole(), [Factor::new(requests, &REQUEST)])?;
        }
        let extra_mb = self.ephemeral_mb.number().minus(Decimal::from(512))?;
        for (runs, init, rule) in [(warm, Millis::from(0), &WARM), (cold, self.init_ms, &CEILING)] {
            let ms = Factor::new(billed_ms(self.duration_ms, init)?, &MILLI);
            let runs = Factor::new(runs, &REQUEST);
            let memory = Factor::new(self.memory_mb.number(), &MEGABYTE);
            bill.uses_because(rule, duration.whole(), [runs, ms, memory])?;
            bill.uses_because(&EPHEMERAL, ephemeral.whole(), [runs, ms, Factor::new(extra_mb, &MEGABYTE)])?;
        }
        Ok(())
    }
}

impl Lambda {
    fn check(&self) -> Result<(), Invalid> {
        let sizes = [("memory_mb", self.memory_mb, 128_u32), ("ephemeral_mb", self.ephemeral_mb, 512)];
        for (field, size, least) in sizes {
            let size = size.number();
            if size < Decimal::from(least) || size > Decimal::from(10_240) || !size.is_integer() {
                return Err(Invalid::new(
                    field,
                    format!("`{size}` is not a whole number from {least} to 10240"),
                    format!("`{size}`: {least}부터 10240까지의 정수여야 합니다"),
                ));
            }
        }
        if self.duration_ms.number() > Decimal::from(900_000) {
            return Err(Invalid::new(
                "duration_ms",
                "a function runs 900000 ms (15 minutes) at most",
                "함수는 최대 900000ms(15분)까지 실행됩니다",
            ));
        }
        if self.cold_percent.number() > Decimal::ONE_HUNDRED {
            return Err(Invalid::new("cold_percent", "a share is 100 at most", "비율은 100 이하여야 합니다"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS Compute Blog, "Lambda standardizes billing for INIT Phase": 250.06 ms + 100.77 ms.
    #[test]
    fn one_ceiling_over_duration_and_initialisation() {
        let [duration, init] = ["250.06", "100.77"].map(|ms| Millis::of(ms.parse().unwrap()));
        assert_eq!(billed_ms(duration, init).unwrap(), Decimal::from(351));
        assert_eq!(billed_ms(duration, Millis::from(0)).unwrap(), Decimal::from(251));
    }

    #[test]
    fn a_size_lambda_does_not_have_is_refused_by_its_field() {
        let lambda = Lambda { memory_mb: Megabytes::from(64), ..Lambda::default() };
        assert_eq!(lambda.check().unwrap_err().field, "memory_mb");
    }
}
