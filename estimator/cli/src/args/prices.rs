//! The arguments of `estimate prices` and of what can be done with prices.

use sundown_engine::text::Text;
use sundown_talk::args::Value::{Named, OneOf, Switch};
use sundown_talk::args::{Spec, spec};

use super::{FILE, PRICES, Positional, Sub, WORK};

/// Which book is shown.
pub(crate) const BOOK: &[Spec] = &[spec("region", Named("REGION"), "AWS region", "AWS 리전"), PRICES];

/// What is fetched, and from where.
const REFRESH: &[Spec] = &[
    spec(
        "bulk",
        Switch,
        "from AWS's offer files: no credentials",
        "AWS 공개 가격 파일에서 받기(자격 증명 불필요)",
    ),
    spec("all", Switch, "all prices of the region", "리전의 모든 가격"),
];

const DIFF: &[Spec] =
    &[spec("check", Switch, "exit 1 if anything changed", "달라진 것이 있으면 종료 코드 1")];

/// Figures to read, or a document for programs.
const PLAIN: &[Spec] = &[
    spec(
        "format",
        OneOf(&["table", "json"]),
        "form of the report (default: table)",
        "보고서 형식(기본값: table)",
    ),
    spec("output", Named("FILE"), "write the report to a file", "보고서를 파일로 저장"),
];

const METER: Positional = Positional {
    name: "METER",
    help: Text::new("only meters that begin with this", "이 이름으로 시작하는 항목만"),
    required: false,
    choices: &[],
};

const OLD: Positional = Positional {
    name: "OLD",
    help: Text::new(
        "snapshot, cache or a stored book's file (default: snapshot)",
        "snapshot, cache 또는 저장된 가격 파일(기본값: snapshot)",
    ),
    required: false,
    choices: &[],
};

const NEW: Positional = Positional {
    name: "NEW",
    help: Text::new("the same (default: cache)", "위와 같음(기본값: cache)"),
    required: false,
    choices: &[],
};

pub(super) const SUBS: &[Sub] = &[
    Sub {
        name: "show",
        about: Text::new("Show the prices that are used", "사용하는 가격을 보여 줍니다"),
        positionals: &[METER],
        options: &[BOOK],
        subs: &[],
    },
    Sub {
        name: "refresh",
        about: Text::new(
            "Fetch today's prices from AWS into your cache",
            "AWS에서 오늘 가격을 받아 캐시에 저장합니다",
        ),
        positionals: &[FILE],
        options: &[REFRESH, WORK, PLAIN],
        subs: &[],
    },
    Sub {
        name: "diff",
        about: Text::new(
            "Compare two price books, and what that does to a bill",
            "두 가격표를 비교하고 비용이 어떻게 달라지는지 보여 줍니다",
        ),
        positionals: &[OLD, NEW, FILE],
        options: &[DIFF, WORK, PLAIN],
        subs: &[],
    },
];
