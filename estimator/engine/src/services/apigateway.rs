//! Amazon API Gateway: HTTP APIs, metered in blocks of 512 KB, and REST APIs, metered by the call.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Kilobytes, Monthly};
use crate::resource::{Billable, Site, resource};
use crate::services::{Service, payload};
use crate::text::Text;
use crate::unit::{CALL, CHUNK, REQUEST, REQUESTS};
use crate::usage::{Bill, Factor, Rule};

pub const HTTP_REQUESTS: Meter = Meter {
    key: "apigateway/http-requests",
    unit: REQUESTS,
    name: Text::new("HTTP API requests", "HTTP API 요청"),
    select: Some(
        Select::of("AmazonApiGateway", "ApiGatewayHttpRequest")
            .when(&[("productFamily", "API Calls"), ("operation", "ApiGatewayHttpApi")]),
    ),
};
pub const REST_REQUESTS: Meter = Meter {
    key: "apigateway/rest-requests",
    unit: REQUESTS,
    name: Text::new("REST API calls", "REST API 호출"),
    select: Some(
        Select::of("AmazonApiGateway", "ApiGatewayRequest").when(&[("productFamily", "API Calls")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "apigateway",
    name: "Amazon API Gateway",
    about: Text::new(
        "Takes requests from the internet; billed by the request",
        "인터넷의 요청을 받습니다. 요청 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/api-gateway/pricing/",
    meters: &[&HTTP_REQUESTS, &REST_REQUESTS],
    kinds: &[&HttpApi::KIND, &RestApi::KIND],
};

resource! {
    /// The cheaper kind, without caches, keys and usage plans.
    HttpApi "http_api" "an HTTP API" / "HTTP API" {
        requests: Monthly = 0, "requests a month" / "월 요청 수";
        request_kb: Kilobytes = 1, "size of a request, KB" / "요청 크기(KB)";
        response_kb: Kilobytes = 1, "size of a response, KB" / "응답 크기(KB)";
    }
}

resource! {
    /// Without its cache, which is billed by the hour.
    RestApi "rest_api" "a REST API (without cache)" / "REST API(캐시 없음)" {
        requests: Monthly = 0, "calls a month" / "월 호출 수";
    }
}

const BLOCKS: Rule = Rule {
    id: "apigw.http",
    text: Text::new(
        "every started 512 KB of the request or the response, whichever is larger, is a request",
        "요청과 응답 중 큰 쪽을 512KB 단위로 올림하여 요청 수를 셉니다",
    ),
};

/// The largest payload API Gateway takes: 10 MB.
const LARGEST_KB: u32 = 10_240;

impl Billable for HttpApi {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        payload::at_most("request_kb", self.request_kb, LARGEST_KB)?;
        payload::at_most("response_kb", self.response_kb, LARGEST_KB)?;
        let requests = Factor::new(at.period.events(self.requests)?, &REQUEST);
        let blocks = payload::blocks(self.request_kb.max(self.response_kb), 512)?;
        let blocks = Factor::new(blocks, &CHUNK);
        Ok(bill.uses_because(&BLOCKS, HTTP_REQUESTS.whole(), [requests, blocks])?)
    }
}

impl Billable for RestApi {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let calls = Factor::new(at.period.events(self.requests)?, &CALL);
        Ok(bill.uses(REST_REQUESTS.whole(), [calls])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, bad_field, priced};

    const HTTP: Row = ("apigateway/http-requests", "Requests", "0:0.000001 300000000:0.0000009");
    const REST: Row = (
        "apigateway/rest-requests",
        "Requests",
        "0:0.0000035 333000000:0.0000028 1000000000:0.00000238 20000000000:0.00000151",
    );

    fn http(requests: u64, request_kb: u64, response_kb: u64) -> String {
        let (request_kb, response_kb) = (request_kb.into(), response_kb.into());
        let api = HttpApi { requests: requests.into(), request_kb, response_kb };
        priced(api, Period::month(), &[HTTP]).net.to_string()
    }

    /// AWS's page, HTTP API example 1: 10,000 page loads a minute, 300 × $1.00 + 132 × $0.90.
    #[test]
    fn small_payloads_are_one_request_each() {
        assert_eq!(http(432_000_000, 12, 46), "418.8");
    }

    /// infracost's golden of an HTTP API: 1,000 M requests, 300 × $1.00 + 700 × $0.90.
    #[test]
    fn the_second_tier_begins_at_300_million() {
        assert_eq!(http(1_000_000_000, 1, 1), "930");
    }

    #[test]
    fn the_larger_side_is_counted_in_started_512_kb() {
        assert_eq!(http(1_000_000, 600, 20), "2");
        assert_eq!(http(1_000_000, 20, 1_025), "3");
    }

    /// AWS's page, REST API example 2, its calls: 15 billion, 333 × $3.50 + 667 × $2.80 + 14,000 × $2.38.
    #[test]
    fn a_rest_call_is_one_whatever_its_size() {
        let api = RestApi { requests: 15_000_000_000_u64.into() };
        assert_eq!(priced(api, Period::month(), &[REST]).net.to_string(), "36353.1");
    }

    #[test]
    fn a_payload_over_10_mb_is_refused() {
        let api = HttpApi { response_kb: 10_241.into(), ..HttpApi::default() };
        assert_eq!(bad_field(&api), "response_kb");
    }
}
