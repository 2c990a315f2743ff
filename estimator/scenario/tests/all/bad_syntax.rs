//! Files that are no TOML: what a person wrote, and what both languages answer.

use crate::Case;

pub(crate) const CASES: &[Case] = &[
    Case {
        toml: "on = 2026-02-30\n",
        place: r#" --> estimate.toml:1:6
  |
1 | on = 2026-02-30
  |      ^^^^^^^^^^
"#,
        en: ("there is no such day", "write a day like `2026-12-01`"),
        ko: ("존재하지 않는 날짜입니다", "예: `2026-12-01`"),
    },
    Case {
        toml: "region = us-east-1\n",
        place: r#" --> estimate.toml:1:10
  |
1 | region = us-east-1
  |          ^^^^^^^^^
"#,
        en: (
            "this value is neither text in quotes nor a number",
            "write text like `\"3h\"`, numbers like `300_000`, days like `2026-12-01`, and `true` or `false`",
        ),
        ko: (
            "따옴표로 묶은 문자열도 숫자도 아닙니다",
            "문자열은 `\"3h\"`, 숫자는 `300_000`, 날짜는 `2026-12-01`, 그 밖에는 `true`나 `false`로 쓰세요",
        ),
    },
    Case {
        toml: "region = \"us-east-1\n",
        place: r#" --> estimate.toml:1:20
  |
1 | region = "us-east-1
  |                    ^
"#,
        en: ("this text is not closed by its quote", "write it like `\"t3.micro\"`, on one line"),
        ko: ("문자열이 따옴표로 닫히지 않았습니다", "예: `\"t3.micro\"` (한 줄로 쓰세요)"),
    },
    Case {
        toml: "a = 1\na = 2\n",
        place: r#" --> estimate.toml:2:1
  |
2 | a = 2
  | ^
"#,
        en: ("this name is written twice", "keep one of them, or give them two names"),
        ko: ("같은 이름이 두 번 쓰였습니다", "하나만 남기거나 이름을 다르게 쓰세요"),
    },
    Case {
        toml: "[lab\n",
        place: r#" --> estimate.toml:1:5
  |
1 | [lab
  |     ^
"#,
        en: ("the name of a table must be in brackets", "write it like `[workload]`"),
        ko: ("테이블 이름은 대괄호로 묶어야 합니다", "예: `[workload]`"),
    },
    Case {
        toml: "on\n",
        place: r#" --> estimate.toml:1:3
  |
1 | on
  |   ^
"#,
        en: (
            "a line is one name, `=` and one value",
            "write it like `students = 30`, a large number like `300_000`",
        ),
        ko: (
            "한 줄에는 이름, `=`, 값을 하나씩 씁니다",
            "예: `students = 30`. 큰 숫자는 쉼표 없이 `300_000`처럼 쓰세요",
        ),
    },
    Case {
        toml: "on =\n",
        place: r#" --> estimate.toml:1:5
  |
1 | on =
  |     ^
"#,
        en: ("there is no value after `=`", "write it like `students = 30`"),
        ko: ("`=` 뒤에 값이 없습니다", "예: `students = 30`"),
    },
    Case {
        toml: "x = { a = 1\n",
        place: r#" --> estimate.toml:1:12
  |
1 | x = { a = 1
  |            ^
"#,
        en: ("this list or table is not complete", "write it like `{ en = \"…\", ko = \"…\" }`"),
        ko: ("목록이나 테이블이 완성되지 않았습니다", "예: `{ en = \"…\", ko = \"…\" }`"),
    },
    Case {
        toml: "a = 1\n[a.b]\n",
        place: r#" --> estimate.toml:2:2
  |
2 | [a.b]
  |  ^
"#,
        en: ("this already has a value and cannot be a table too", "remove the value or the table"),
        ko: ("이미 값이 있는 이름을 테이블로 쓸 수 없습니다", "값과 테이블 중 하나를 지우세요"),
    },
    Case {
        toml: "budget = 1_\n",
        place: r#" --> estimate.toml:1:11
  |
1 | budget = 1_
  |           ^
"#,
        en: ("this is not a number", "write numbers like `300_000` or `0.25`, text in quotes"),
        ko: ("숫자가 아닙니다", "숫자는 `300_000`이나 `0.25`처럼, 문자열은 따옴표로 묶어 쓰세요"),
    },
    Case {
        toml: "x = \"\\q\"\n",
        place: r#" --> estimate.toml:1:7
  |
1 | x = "\q"
  |       ^
"#,
        en: ("a backslash in text has a meaning of its own", "write `\\\\` for one backslash"),
        ko: ("문자열 안의 역슬래시는 이스케이프 문자입니다", "역슬래시 하나는 `\\\\`로 쓰세요"),
    },
    Case {
        toml: "on = 2026-13-01\n",
        place: r#" --> estimate.toml:1:6
  |
1 | on = 2026-13-01
  |      ^^^^^^^^^^
"#,
        en: ("there is no such day", "write a day like `2026-12-01`"),
        ko: ("존재하지 않는 날짜입니다", "예: `2026-12-01`"),
    },
    Case {
        toml: "budget = [1\n",
        place: r#" --> estimate.toml:1:12
  |
1 | budget = [1
  |            ^
"#,
        en: ("this list or table is not complete", "write it like `{ en = \"…\", ko = \"…\" }`"),
        ko: ("목록이나 테이블이 완성되지 않았습니다", "예: `{ en = \"…\", ko = \"…\" }`"),
    },
    Case {
        toml: "budget = [1 2]\n",
        place: r#" --> estimate.toml:1:11
  |
1 | budget = [1 2]
  |           ^^^
"#,
        en: (
            "this value is neither text in quotes nor a number",
            "write text like `\"3h\"`, numbers like `300_000`, days like `2026-12-01`, and `true` or `false`",
        ),
        ko: (
            "따옴표로 묶은 문자열도 숫자도 아닙니다",
            "문자열은 `\"3h\"`, 숫자는 `300_000`, 날짜는 `2026-12-01`, 그 밖에는 `true`나 `false`로 쓰세요",
        ),
    },
    Case {
        toml: "for = 3h\n",
        place: r#" --> estimate.toml:1:7
  |
1 | for = 3h
  |       ^^
"#,
        en: (
            "this value is neither text in quotes nor a number",
            "write text like `\"3h\"`, numbers like `300_000`, days like `2026-12-01`, and `true` or `false`",
        ),
        ko: (
            "따옴표로 묶은 문자열도 숫자도 아닙니다",
            "문자열은 `\"3h\"`, 숫자는 `300_000`, 날짜는 `2026-12-01`, 그 밖에는 `true`나 `false`로 쓰세요",
        ),
    },
    Case {
        toml: "[money]\nrate = 1,390\n",
        place: r#" --> estimate.toml:2:9
  |
2 | rate = 1,390
  |         ^
"#,
        en: (
            "a line is one name, `=` and one value",
            "write it like `students = 30`, a large number like `300_000`",
        ),
        ko: (
            "한 줄에는 이름, `=`, 값을 하나씩 씁니다",
            "예: `students = 30`. 큰 숫자는 쉼표 없이 `300_000`처럼 쓰세요",
        ),
    },
    Case {
        toml: "[deployments.내것.api.lambda]\n",
        place: r#" --> estimate.toml:1:14
  |
1 | [deployments.내것.api.lambda]
  |              ^^^^
"#,
        en: (
            "a name has letters a to z, digits, `-` and `_`; any other stands in quotes",
            "write it like `[deployments.\"내것\".api.lambda]`",
        ),
        ko: (
            "영문자, 숫자, `-`, `_`가 아닌 이름은 따옴표로 묶어야 합니다",
            "예: `[deployments.\"내것\".api.lambda]`",
        ),
    },
    Case {
        toml: "account = { plan = }\n",
        place: r#" --> estimate.toml:1:20
  |
1 | account = { plan = }
  |                    ^
"#,
        en: ("there is no value after `=`", "write it like `students = 30`"),
        ko: ("`=` 뒤에 값이 없습니다", "예: `students = 30`"),
    },
    Case {
        toml: "budget = 007\n",
        place: r#" --> estimate.toml:1:10
  |
1 | budget = 007
  |          ^
"#,
        en: ("this is not a number", "write numbers like `300_000` or `0.25`, text in quotes"),
        ko: ("숫자가 아닙니다", "숫자는 `300_000`이나 `0.25`처럼, 문자열은 따옴표로 묶어 쓰세요"),
    },
];
