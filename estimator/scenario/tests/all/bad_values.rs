//! Values that cannot be: what a person wrote, and what both languages answer.

use crate::Case;

pub(crate) const CASES: &[Case] = &[
    Case {
        toml: "regio = \"x\"\n",
        place: r#" --> estimate.toml:1:1
  |
1 | regio = "x"
  | ^^^^^
"#,
        en: (
            "unknown field `regio`",
            "did you mean `region`? allowed: `title`, `about`, `region`, `on`, `account`, `workload`, `lab`, `money`, `budget`, `deployments`",
        ),
        ko: (
            "알 수 없는 필드: `regio`",
            "비슷한 이름: `region`. 사용 가능: `title`, `about`, `region`, `on`, `account`, `workload`, `lab`, `money`, `budget`, `deployments`",
        ),
    },
    Case {
        toml: "region = \"ap-northeast-9\"\n",
        place: r#" --> estimate.toml:1:10
  |
1 | region = "ap-northeast-9"
  |          ^^^^^^^^^^^^^^^^
"#,
        en: (
            "there are no prices for the region `ap-northeast-9`",
            "did you mean `ap-northeast-1`, `ap-northeast-2`? allowed: `ap-northeast-2`, `ap-northeast-1`, `us-east-1`",
        ),
        ko: (
            "가격 정보가 없는 리전: `ap-northeast-9`",
            "비슷한 이름: `ap-northeast-1`, `ap-northeast-2`. 사용 가능: `ap-northeast-2`, `ap-northeast-1`, `us-east-1`",
        ),
    },
    Case {
        toml: "[lab]\nstudents = 2.5\n",
        place: r#" --> estimate.toml:2:12
  |
2 | students = 2.5
  |            ^^^
"#,
        en: (
            "a whole number is wanted here, not a number with decimals",
            "a whole number from 0 to 4294967295",
        ),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 정수, 입력한 값: 소수",
            "0부터 4294967295까지의 정수를 쓰세요",
        ),
    },
    Case {
        toml: "[lab]\nstudents = -2\n",
        place: r#" --> estimate.toml:2:12
  |
2 | students = -2
  |            ^^
"#,
        en: ("`-2` is below 0", "a whole number from 0 to 4294967295"),
        ko: ("`-2`: 0보다 작습니다", "0부터 4294967295까지의 정수를 쓰세요"),
    },
    Case {
        toml: "[lab]\nfor = \"soon\"\n",
        place: r#" --> estimate.toml:2:7
  |
2 | for = "soon"
  |       ^^^^^^
"#,
        en: ("`soon` is not a length of time", "write it like `\"3h\"`, `\"3h 30m\"` or `\"2 days\"`"),
        ko: ("`soon`: 기간으로 읽을 수 없습니다", "예: `\"3h\"`, `\"3h 30m\"`, `\"2 days\"`"),
    },
    Case {
        toml: "on = \"2026-02-30\"\n",
        place: r#" --> estimate.toml:1:6
  |
1 | on = "2026-02-30"
  |      ^^^^^^^^^^^^
"#,
        en: ("`2026-02-30` is not a day", "write a day like `2026-12-01`"),
        ko: ("`2026-02-30`: 날짜가 아닙니다", "예: `2026-12-01`"),
    },
    Case {
        toml: "on = 5\n",
        place: r#" --> estimate.toml:1:6
  |
1 | on = 5
  |      ^
"#,
        en: ("a day is wanted here", "write a day like `2026-12-01`"),
        ko: ("날짜를 써야 하는 곳입니다", "예: `2026-12-01`"),
    },
    Case {
        toml: "[workload]\nduration_ms = 1e30\n",
        place: r#" --> estimate.toml:2:15
  |
2 | duration_ms = 1e30
  |               ^^^^
"#,
        en: (
            "`1e30` is too large",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`1e30`: 너무 큽니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[workload]\nduration_ms = nan\n",
        place: r#" --> estimate.toml:2:15
  |
2 | duration_ms = nan
  |               ^^^
"#,
        en: (
            "`nan` is not a number",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`nan`: 숫자가 아닙니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[workload]\nduration_ms = 0.00000001\n",
        place: r#" --> estimate.toml:2:15
  |
2 | duration_ms = 0.00000001
  |               ^^^^^^^^^^
"#,
        en: (
            "`0.00000001` has more than 6 decimals",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`0.00000001`: 소수점 아래가 6자리를 넘습니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[workload]\nduration_ms = true\n",
        place: r#" --> estimate.toml:2:15
  |
2 | duration_ms = true
  |               ^^^^
"#,
        en: (
            "a number is wanted here, not true or false",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 숫자, 입력한 값: true 또는 false",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[workload]\nprivate_instances = \"yes\"\n",
        place: r#" --> estimate.toml:2:21
  |
2 | private_instances = "yes"
  |                     ^^^^^
"#,
        en: ("true or false is wanted here, not text", "write `true` or `false`, without quotes"),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: true 또는 false, 입력한 값: 문자열",
            "따옴표 없이 `true`나 `false`를 쓰세요",
        ),
    },
    Case {
        toml: "[money]\nrate = 0\nvat = 10",
        place: r#" --> estimate.toml:2:8
  |
2 | rate = 0
  |        ^
"#,
        en: ("a dollar is worth more than 0 won", "write the won for one dollar, like `1390`"),
        ko: ("환율은 0보다 커야 합니다", "1달러의 원화 금액을 쓰세요. 예: `1390`"),
    },
    Case {
        toml: "[money]\nvat = 101",
        place: r#" --> estimate.toml:2:7
  |
2 | vat = 101
  |       ^^^
"#,
        en: ("a tax is 100 percent at most", "write the percent, like `10`"),
        ko: ("세율은 100% 이하여야 합니다", "백분율로 쓰세요. 예: `10`"),
    },
    Case {
        toml: "[money]\ncurrency = \"won\"",
        place: r#" --> estimate.toml:2:12
  |
2 | currency = "won"
  |            ^^^^^
"#,
        en: ("unknown value `won`", "allowed: `USD`, `KRW`"),
        ko: ("알 수 없는 값: `won`", "사용 가능: `USD`, `KRW`"),
    },
    Case {
        toml: "[account]\nplan = \"legacy\"",
        place: r#" --> estimate.toml:2:8
  |
2 | plan = "legacy"
  |        ^^^^^^^^
"#,
        en: ("unknown value `legacy`", "allowed: `free`, `paid`"),
        ko: ("알 수 없는 값: `legacy`", "사용 가능: `free`, `paid`"),
    },
    Case {
        toml: "on = 2026-12-01T00:00:00Z\n",
        place: r#" --> estimate.toml:1:6
  |
1 | on = 2026-12-01T00:00:00Z
  |      ^^^^^^^^^^^^^^^^^^^^
"#,
        en: ("`2026-12-01T00:00:00Z` is not a day", "write a day like `2026-12-01`"),
        ko: ("`2026-12-01T00:00:00Z`: 날짜가 아닙니다", "예: `2026-12-01`"),
    },
    Case {
        toml: "[workload]\n\tduration_ms = -5 # 한글\n",
        place: r#" --> estimate.toml:2:16
  |
2 |     duration_ms = -5 # 한글
  |                   ^^
"#,
        en: (
            "`-5` is below 0",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`-5`: 0보다 작습니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
];
