//! The mistakes people make in TOML, in our words and with an example of what to write.

use sundown_engine::text::Text;

/// A mistake people make, and how the parser calls it.
pub(crate) struct Mistake {
    pub(crate) signs: &'static [&'static str],
    pub(crate) message: Text,
    pub(crate) help: Text,
}

/// The first that fits is meant.
pub(crate) const MISTAKES: &[Mistake] = &[
    Mistake {
        signs: &["duplicate key"],
        message: Text::new("this name is written twice", "같은 이름이 두 번 쓰였습니다"),
        help: Text::new("keep one of them, or give them two names", "하나만 남기거나 이름을 다르게 쓰세요"),
    },
    DEEP,
    Mistake {
        signs: &["cannot extend value"],
        message: Text::new(
            "this already has a value and cannot be a table too",
            "이미 값이 있는 이름을 테이블로 쓸 수 없습니다",
        ),
        help: Text::new("remove the value or the table", "값과 테이블 중 하나를 지우세요"),
    },
    Mistake {
        signs: &["unclosed table", "unclosed array table", "missing table open", "invalid table"],
        message: Text::new("the name of a table must be in brackets", "테이블 이름은 대괄호로 묶어야 합니다"),
        help: Text::new("write it like `[workload]`", "예: `[workload]`"),
    },
    Mistake {
        signs: &[
            "unclosed",
            "missing comma",
            "extra comma",
            "missing key for inline",
            "between key-value",
            "inline table element",
            "in array",
            "array opening",
            "inline table opening",
        ],
        message: Text::new("this list or table is not complete", "목록이나 테이블이 완성되지 않았습니다"),
        help: Text::new("write it like `{ en = \"…\", ko = \"…\" }`", "예: `{ en = \"…\", ko = \"…\" }`"),
    },
    Mistake {
        signs: &["unquoted key", "keys cannot be"],
        message: Text::new(
            "a name has letters a to z, digits, `-` and `_`; any other stands in quotes",
            "영문자, 숫자, `-`, `_`가 아닌 이름은 따옴표로 묶어야 합니다",
        ),
        help: Text::new(
            "write it like `[deployments.\"내것\".api.lambda]`",
            "예: `[deployments.\"내것\".api.lambda]`",
        ),
    },
    Mistake {
        signs: &["comment character"],
        message: Text::new("there is a control character here", "제어 문자가 있습니다"),
        help: Text::new("delete it", "지우고 다시 저장하세요"),
    },
    Mistake {
        signs: &["string values must be quoted", "invalid boolean"],
        message: Text::new(
            "this value is neither text in quotes nor a number",
            "따옴표로 묶은 문자열도 숫자도 아닙니다",
        ),
        help: Text::new(
            "write text like `\"3h\"`, numbers like `300_000`, days like `2026-12-01`, and `true` or `false`",
            "문자열은 `\"3h\"`, 숫자는 `300_000`, 날짜는 `2026-12-01`, 그 밖에는 `true`나 `false`로 쓰세요",
        ),
    },
    Mistake {
        signs: &[
            "missing opening quote",
            "invalid basic string",
            "invalid literal string",
            "multi-line basic string",
            "multi-line literal string",
            "invalid string",
        ],
        message: Text::new("this text is not closed by its quote", "문자열이 따옴표로 닫히지 않았습니다"),
        help: Text::new("write it like `\"t3.micro\"`, on one line", "예: `\"t3.micro\"` (한 줄로 쓰세요)"),
    },
    Mistake {
        signs: &["escaped value", "unicode value digits", "invalid value"],
        message: Text::new(
            "a backslash in text has a meaning of its own",
            "문자열 안의 역슬래시는 이스케이프 문자입니다",
        ),
        help: Text::new("write `\\\\` for one backslash", "역슬래시 하나는 `\\\\`로 쓰세요"),
    },
    Mistake {
        signs: &["date", "time", "value is out of range"],
        message: Text::new("there is no such day", "존재하지 않는 날짜입니다"),
        help: Text::new("write a day like `2026-12-01`", "예: `2026-12-01`"),
    },
    Mistake {
        signs: &[
            "number",
            "leading zero",
            "mantissa",
            "fraction",
            "exponent",
            "radix",
            "numeric sign",
            "float",
            "digit",
        ],
        message: Text::new("this is not a number", "숫자가 아닙니다"),
        help: Text::new(
            "write numbers like `300_000` or `0.25`, text in quotes",
            "숫자는 `300_000`이나 `0.25`처럼, 문자열은 따옴표로 묶어 쓰세요",
        ),
    },
    Mistake {
        signs: &["key with no value", "missing value", "extra `=`", "invalid key", "unexpected key or value"],
        message: Text::new(
            "a line is one name, `=` and one value",
            "한 줄에는 이름, `=`, 값을 하나씩 씁니다",
        ),
        help: Text::new(
            "write it like `students = 30`, a large number like `300_000`",
            "예: `students = 30`. 큰 숫자는 쉼표 없이 `300_000`처럼 쓰세요",
        ),
    },
];

pub(crate) const DEEP: Mistake = Mistake {
    signs: &["recursion", "recurse"],
    message: Text::new("this is nested too deep", "너무 깊게 중첩되어 있습니다"),
    help: Text::new(
        "the deepest table is `[deployments.NAME.RESOURCE.KIND]`",
        "가장 깊은 테이블: `[deployments.이름.리소스.종류]`",
    ),
};

pub(crate) const OTHER: Mistake = Mistake {
    signs: &[],
    message: Text::new("this is not TOML", "TOML 형식이 아닙니다"),
    help: Text::new("write one `name = value` in each line", "한 줄에 `이름 = 값`을 하나씩 쓰세요"),
};

pub(crate) const NO_VALUE: Mistake = Mistake {
    signs: &[],
    message: Text::new("there is no value after `=`", "`=` 뒤에 값이 없습니다"),
    help: Text::new("write it like `students = 30`", "예: `students = 30`"),
};
