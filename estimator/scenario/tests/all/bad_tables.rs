//! Tables and words that cannot be: what a person wrote, and what both languages answer.

use crate::Case;

pub(crate) const CASES: &[Case] = &[
    Case {
        toml: "[deployments.mine.api.lambda]\nmemory_mb = \"big\"\n",
        place: r#" --> estimate.toml:2:13
  |
2 | memory_mb = "big"
  |             ^^^^^
"#,
        en: (
            "`big` is not a number",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`big`: 숫자가 아닙니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[deployments.mine.api.lambda]\nmemory_mb = -1\n",
        place: r#" --> estimate.toml:2:13
  |
2 | memory_mb = -1
  |             ^^
"#,
        en: (
            "`-1` is below 0",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`-1`: 0보다 작습니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[deployments.mine.api.lambda]\narch = \"arm\"\n",
        place: r#" --> estimate.toml:2:8
  |
2 | arch = "arm"
  |        ^^^^^
"#,
        en: ("unknown value `arm`", "did you mean `arm64`? allowed: `x86_64`, `arm64`"),
        ko: ("알 수 없는 값: `arm`", "비슷한 이름: `arm64`. 사용 가능: `x86_64`, `arm64`"),
    },
    Case {
        toml: "[deployments.mine.api.lambda]\narch = 64\n",
        place: r#" --> estimate.toml:2:8
  |
2 | arch = 64
  |        ^^
"#,
        en: ("one of the words below is wanted here, not a number", "allowed: `x86_64`, `arm64`"),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 아래 단어 중 하나, 입력한 값: 숫자",
            "사용 가능: `x86_64`, `arm64`",
        ),
    },
    Case {
        toml: "[deployments.mine.db.rds]\nengine_version = 8.0\n",
        place: r#" --> estimate.toml:2:18
  |
2 | engine_version = 8.0
  |                  ^^^
"#,
        en: ("text is wanted here, not a number with decimals", "put it in quotes: `\"8.0\"`"),
        ko: ("값의 종류가 다릅니다. 필요한 값: 문자열, 입력한 값: 소수", "따옴표로 묶으세요: `\"8.0\"`"),
    },
    Case {
        toml: "workload = 3\n",
        place: r#" --> estimate.toml:1:12
  |
1 | workload = 3
  |            ^
"#,
        en: ("a table is wanted here, not a number", "write it like `[workload]`, its fields below"),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 테이블, 입력한 값: 숫자",
            "예: `[workload]` 아래에 필드를 쓰세요",
        ),
    },
    Case {
        toml: "[deployments.mine]\n",
        place: r#" --> estimate.toml:1:14
  |
1 | [deployments.mine]
  |              ^^^^
"#,
        en: ("`mine` has no resources", "add one: `[deployments.mine.server.ec2]`"),
        ko: ("`mine`: 리소스가 없습니다", "예: `[deployments.mine.server.ec2]`"),
    },
    Case {
        toml: "[deployments.mine.api]\n",
        place: r#" --> estimate.toml:1:19
  |
1 | [deployments.mine.api]
  |                   ^^^
"#,
        en: (
            "`api` has no kind",
            "a resource is written `[deployments.NAME.RESOURCE.KIND]`, with one kind, its fields below",
        ),
        ko: (
            "`api`: 리소스 종류가 없습니다",
            "리소스는 `[deployments.이름.리소스.종류]`로 쓰고, 종류는 하나만 쓰며, 그 아래에 필드를 씁니다",
        ),
    },
    Case {
        toml: "[deployments.mine.api]\nlambda = {}\nec2 = {}\n",
        place: r#" --> estimate.toml:3:1
  |
3 | ec2 = {}
  | ^^^
"#,
        en: (
            "`api` has two kinds: `lambda` and `ec2`",
            "a resource is written `[deployments.NAME.RESOURCE.KIND]`, with one kind, its fields below",
        ),
        ko: (
            "`api`: 종류가 둘입니다. `lambda`, `ec2`",
            "리소스는 `[deployments.이름.리소스.종류]`로 쓰고, 종류는 하나만 쓰며, 그 아래에 필드를 씁니다",
        ),
    },
    Case {
        toml: "[deployments.mine]\napi = 3\n",
        place: r#" --> estimate.toml:2:7
  |
2 | api = 3
  |       ^
"#,
        en: ("a table is wanted here, not a number", "write it like `[workload]`, its fields below"),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 테이블, 입력한 값: 숫자",
            "예: `[workload]` 아래에 필드를 쓰세요",
        ),
    },
    Case {
        toml: "[deployments.\"a b\".x.lambda]\n",
        place: r#" --> estimate.toml:1:14
  |
1 | [deployments."a b".x.lambda]
  |              ^^^^^
"#,
        en: ("this cannot be a name", "a name has letters, digits, `-` and `_`, 64 at most"),
        ko: ("이름으로 쓸 수 없습니다", "이름에는 문자, 숫자, `-`, `_`만 최대 64자까지 쓸 수 있습니다"),
    },
    Case {
        toml: "title = { en = \"x\" }\n",
        place: r#" --> estimate.toml:1:1
  |
1 | title = { en = "x" }
  | ^^^^^
"#,
        en: ("words in two languages have `en` and `ko`", "write it like `{ en = \"…\", ko = \"…\" }`"),
        ko: ("두 언어로 쓸 때는 `en`, `ko`가 모두 필요합니다", "예: `{ en = \"…\", ko = \"…\" }`"),
    },
    Case {
        toml: "[deployments.mine.api.lambda.memory_mb]\n",
        place: r#" --> estimate.toml:1:30
  |
1 | [deployments.mine.api.lambda.memory_mb]
  |                              ^^^^^^^^^
"#,
        en: (
            "a number is wanted here, not a table",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 숫자, 입력한 값: 테이블",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[deployments.mine.c.certificate]\nx = 1\n",
        place: r#" --> estimate.toml:2:1
  |
2 | x = 1
  | ^
"#,
        en: ("unknown field `x`", "allowed: `count`"),
        ko: ("알 수 없는 필드: `x`", "사용 가능: `count`"),
    },
    Case {
        toml: "[[lab]]\n",
        place: r#" --> estimate.toml:1:1
  |
1 | [[lab]]
  | ^^^^^^^
"#,
        en: ("a table is wanted here, not a list", "write it like `[workload]`, its fields below"),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 테이블, 입력한 값: 목록",
            "예: `[workload]` 아래에 필드를 쓰세요",
        ),
    },
    Case {
        toml: "[deployments.mine.api.lambda]\nmemory_mb = 99999999999999999999999\n",
        place: r#" --> estimate.toml:2:13
  |
2 | memory_mb = 99999999999999999999999
  |             ^^^^^^^^^^^^^^^^^^^^^^^
"#,
        en: (
            "`99999999999999999999999` is too large",
            "a number from 0 to 1000000000000000, with at most 6 decimals, like `300_000` or `0.25`",
        ),
        ko: (
            "`99999999999999999999999`: 너무 큽니다",
            "0부터 1000000000000000까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`",
        ),
    },
    Case {
        toml: "[deployments.mine.api.lambda]\narch = {}\n",
        place: r#" --> estimate.toml:2:1
  |
2 | arch = {}
  | ^^^^
"#,
        en: ("one of the words below is wanted here, not a table", "allowed: `x86_64`, `arm64`"),
        ko: (
            "값의 종류가 다릅니다. 필요한 값: 아래 단어 중 하나, 입력한 값: 테이블",
            "사용 가능: `x86_64`, `arm64`",
        ),
    },
];
