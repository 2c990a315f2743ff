//! Every argument, declared once: its name, its words in both languages, its choices and its environment variable. Help,
//! man page, completions and the check that nothing lacks a translation all come from these tables.

pub(crate) mod prices;

use sundown_engine::text::{Lang, Text};
use sundown_talk::args::Value::{Named, OneOf, Switch};
use sundown_talk::args::{ARGUMENTS, OPTIONS, Spec, one_of, spec, worded};

/// What the command is called.
pub(crate) const NAME: &str = "estimate";

/// What is asked: the work, the lab, the account.
pub(crate) const WORK: &[Spec] = &[
    spec("region", Named("REGION"), "AWS region", "AWS 리전"),
    spec("requests", Named("N"), "API requests a month", "월 API 요청 수"),
    spec(
        "duration-ms",
        Named("N"),
        "time of one request in a function, ms",
        "함수에서 요청 하나의 처리 시간(ms)",
    ),
    spec("memory-mb", Named("N"), "memory of a function, MB", "함수 메모리(MB)"),
    spec("response-kb", Named("N"), "size of a response, KB", "응답 크기(KB)"),
    spec("peak-rps", Named("N"), "requests a second at the peak", "최대 초당 요청 수"),
    spec("storage-gb", Named("N"), "data in the database, GB", "데이터베이스 데이터(GB)"),
    spec(
        "stack",
        OneOf(&["rust", "django", "node"]),
        "what the application is written in",
        "애플리케이션 스택",
    ),
    spec("for", Named("TIME"), "how long the lab lasts: 3h, 90m, 2 days", "실습 시간: 3h, 90m, 2 days"),
    spec("students", Named("N"), "how many students build it", "실습하는 학생 수"),
    spec(
        "accounts",
        OneOf(&["own", "shared", "organization"]),
        "whose account each student uses",
        "학생이 사용하는 계정 종류",
    ),
    spec(
        "on",
        Named("DAY"),
        "the day of the lab: 2026-12-01 (default: today)",
        "실습 날짜: 2026-12-01(기본값: 오늘)",
    ),
    spec("opened", Named("DAY"), "the day the account was opened", "AWS 계정을 개설한 날짜"),
    spec("plan", OneOf(&["free", "paid"]), "the account's plan", "계정 플랜"),
    spec("credits", Named("USD"), "credits that are left, dollars", "남은 크레딧(달러)"),
    spec("only", Named("NAME"), "only this deployment", "이 구성만 계산"),
];

/// Where prices and the account's facts are taken from. Only `live` reaches the network.
pub(crate) const SOURCES: &[Spec] = &[
    PRICES,
    spec(
        "account",
        OneOf(&["told", "live"]),
        "who tells of the account: you, or AWS (default: told)",
        "계정 정보의 출처: 입력한 값 또는 AWS(기본값: told)",
    ),
];

const PRICES: Spec = spec(
    "prices",
    OneOf(&["snapshot", "cache", "live"]),
    "whose prices (default: the newer of the first two)",
    "사용할 가격표(기본값: 앞의 둘 중 최신)",
);

/// The money it is answered in, and when the answer is no.
const MONEY: &[Spec] = &[
    spec("currency", OneOf(&["USD", "KRW"]), "currency of the report", "표시 통화"),
    spec("rate", Named("WON"), "won for one dollar", "1달러당 원화 환율"),
    spec("vat", Named("PERCENT"), "value added tax, percent", "부가가치세(%)"),
    spec(
        "budget",
        Named("USD"),
        "exit 1 if the month costs more, dollars",
        "월 비용이 이 금액(달러)을 넘으면 종료 코드 1",
    ),
    spec(
        "strict",
        Switch,
        "exit 2 if anything could not be priced",
        "가격을 찾지 못한 항목이 있으면 종료 코드 2",
    ),
];

/// A question with all that may be told of it.
pub(crate) const QUESTION: &[&[Spec]] = &[WORK, SOURCES, MONEY];

/// How it is answered.
pub(crate) const ANSWER: &[Spec] = &[
    spec(
        "format",
        OneOf(&["table", "json", "csv", "markdown", "html"]),
        "form of the report (default: table)",
        "보고서 형식(기본값: table)",
    ),
    spec("output", Named("FILE"), "write the report to a file", "보고서를 파일로 저장"),
];

/// For every command.
pub(crate) const EVERYWHERE: &[Spec] = &[
    spec("lang", OneOf(&["en", "ko"]), "language (default: by the locale)", "언어(기본값: 로캘)"),
    spec("color", OneOf(&["auto", "always", "never"]), "colour (default: auto)", "색상(기본값: auto)"),
];

/// A subcommand.
pub(crate) struct Sub {
    pub(crate) name: &'static str,
    pub(crate) about: Text,
    pub(crate) positionals: &'static [Positional],
    /// The options it takes besides those for every command.
    pub(crate) options: &'static [&'static [Spec]],
    pub(crate) subs: &'static [Sub],
}

/// An argument by its place.
pub(crate) struct Positional {
    pub(crate) name: &'static str,
    pub(crate) help: Text,
    pub(crate) required: bool,
    pub(crate) choices: &'static [&'static str],
}

pub(crate) const FILE: Positional = Positional {
    name: "FILE",
    help: Text::new(
        "scenario (default: ./estimate.toml; stdin: -)",
        "시나리오(기본값: ./estimate.toml, 표준 입력: -)",
    ),
    required: false,
    choices: &[],
};

pub(crate) const ASKING: &[&[Spec]] = &[WORK, SOURCES, MONEY, ANSWER];

pub(crate) const SUBS: &[Sub] = &[
    Sub {
        name: "compare",
        about: Text::new(
            "Compare serverless, EC2 + load balancer and Fargate for the same work",
            "같은 작업을 서버리스, EC2 + 로드 밸런서, Fargate로 처리하는 비용을 비교합니다",
        ),
        positionals: &[FILE],
        options: ASKING,
        subs: &[],
    },
    Sub {
        name: "breakeven",
        about: Text::new("Show where the three meet", "세 구성의 비용이 교차하는 지점을 보여 줍니다"),
        positionals: &[FILE],
        options: ASKING,
        subs: &[],
    },
    Sub {
        name: "lab",
        about: Text::new(
            "List the labs, or estimate one",
            "실습 목록을 보여 주거나 실습 하나의 비용을 계산합니다",
        ),
        positionals: &[Positional {
            name: "NAME",
            help: Text::new("a lab's name; without it, the list", "실습 이름. 생략하면 목록"),
            required: false,
            choices: &[],
        }],
        options: ASKING,
        subs: &[],
    },
    Sub {
        name: "explain",
        about: Text::new(
            "Explain a service, or a line of the estimate to the last cent",
            "서비스 또는 견적의 항목 하나를 끝까지 설명합니다",
        ),
        positionals: &[
            Positional {
                name: "WHAT",
                help: Text::new(
                    "a service (lambda) or a line (ec2-elb.alb)",
                    "서비스(lambda) 또는 항목(ec2-elb.alb)",
                ),
                required: true,
                choices: &[],
            },
            FILE,
        ],
        options: QUESTION,
        subs: &[],
    },
    Sub {
        name: "prices",
        about: Text::new("Show, renew and compare prices", "가격을 보여 주고, 갱신하고, 비교합니다"),
        positionals: &[],
        options: &[prices::BOOK],
        subs: prices::SUBS,
    },
    Sub {
        name: "init",
        about: Text::new("Write an estimate.toml to start from", "시작용 estimate.toml을 만듭니다"),
        positionals: &[],
        options: &[],
        subs: &[],
    },
    Sub {
        name: "completions",
        about: Text::new("Print shell completions", "셸 자동 완성 스크립트를 출력합니다"),
        positionals: &[Positional {
            name: "SHELL",
            help: Text::new("the shell", "셸"),
            required: true,
            choices: &["bash", "elvish", "fish", "powershell", "zsh"],
        }],
        options: &[],
        subs: &[],
    },
    Sub {
        name: "man",
        about: Text::new("Print the man page", "man 페이지를 출력합니다"),
        positionals: &[],
        options: &[],
        subs: &[],
    },
];

/// The command line in one language.
pub(crate) fn command(lang: Lang) -> clap::Command {
    let about = Text::new(
        "Know what an AWS lab costs before you start it",
        "AWS 실습 비용을 시작하기 전에 알려 줍니다",
    );
    let root = clap::Command::new(NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about(about.in_lang(lang))
        .next_help_heading(OPTIONS.in_lang(lang))
        .args(ASKING.iter().copied().flatten().map(|spec| option(spec, lang)))
        .args(EVERYWHERE.iter().map(|spec| option(spec, lang).global(true)));
    worded(SUBS.iter().fold(root, |root, sub| root.subcommand(subcommand(sub, lang))), lang)
}

fn subcommand(sub: &Sub, lang: Lang) -> clap::Command {
    let command = clap::Command::new(sub.name)
        .about(sub.about.in_lang(lang))
        .next_help_heading(OPTIONS.in_lang(lang))
        .args(sub.positionals.iter().enumerate().map(|(at, of)| by_place(of, lang).display_order(at)))
        .args(sub.options.iter().copied().flatten().map(|spec| option(spec, lang)));
    worded(sub.subs.iter().fold(command, |command, sub| command.subcommand(subcommand(sub, lang))), lang)
}

fn option(spec: &Spec, lang: Lang) -> clap::Arg {
    let arg = sundown_talk::args::option(NAME, spec, lang);
    if matches!(spec.value, Named(_)) { arg.allow_negative_numbers(true) } else { arg }
}

fn by_place(positional: &Positional, lang: Lang) -> clap::Arg {
    let arg = clap::Arg::new(positional.name)
        .value_name(positional.name)
        .help(positional.help.in_lang(lang))
        .help_heading(ARGUMENTS.in_lang(lang))
        .required(positional.required);
    if positional.choices.is_empty() { arg } else { one_of(arg, positional.choices) }
}
