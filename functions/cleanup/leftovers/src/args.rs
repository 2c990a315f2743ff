//! Every argument, declared once: its name, its words in both languages, its choices and its environment variable. Help,
//! man page and completions come from these tables.

use clap::{Arg, ArgMatches, Command};
use sundown_engine::text::{Lang, Text};
use sundown_talk::args::Value::{Many, Named, OneOf, Switch};
use sundown_talk::args::{ARGUMENTS, OPTIONS, Spec, one_of, option, spec, worded};
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

/// What the command is called.
pub const NAME: &str = "leftovers";

const WHERE: &[Spec] = &[
    spec(
        "region",
        Many("REGION"),
        "only this region; may be repeated (default: all that the account has enabled)",
        "이 리전만 조사. 반복 가능(기본값: 계정에서 활성화된 모든 리전)",
    ),
    spec("profile", Named("NAME"), "profile with the credentials", "자격 증명 프로필"),
    spec(
        "policy",
        Named("FILE"),
        "what may be deleted (default: ./leftovers.toml, if it is there)",
        "삭제 기준(기본값: ./leftovers.toml이 있으면 그 파일)",
    ),
];

const MONEY: &[Spec] = &[
    spec(
        "currency",
        OneOf(&["USD", "KRW"]),
        "only this currency (default: both)",
        "이 통화만 표시(기본값: 둘 다)",
    ),
    spec("rate", Named("WON"), "won for one dollar", "1달러당 원화 환율"),
];

const FORM: &[Spec] = &[
    spec(
        "format",
        OneOf(&["table", "json", "csv", "html", "markdown"]),
        "form of the report (default: table)",
        "보고서 형식(기본값: table)",
    ),
    Spec {
        short: Some('o'),
        ..spec("output", Named("FILE"), "write the report to a file", "보고서를 파일로 저장")
    },
];

const SCAN: &[Spec] = &[
    spec(
        "by",
        OneOf(&["owner", "type", "region"]),
        "sum up by owner (a table to read out), type or region",
        "소유자(읽어 줄 수 있는 표), 유형, 리전별로 묶기",
    ),
    spec("check", Switch, "exit 1 if there are leftovers", "남은 자원이 있으면 종료 코드 1"),
];

const PLAN: &[Spec] = &[
    spec("as", Named("PERSON"), "who you are: the value of your owner tag", "본인: owner 태그의 값"),
    Spec {
        short: Some('o'),
        ..spec(
            "output",
            Named("FILE"),
            "write the plan to a file, for apply",
            "apply에 쓸 계획을 파일로 저장",
        )
    },
    spec(
        "format",
        OneOf(&["table", "json"]),
        "form of what is shown (default: table)",
        "표시 형식(기본값: table)",
    ),
];

const APPLY: &[Spec] = &[spec(
    "format",
    OneOf(&["table", "json"]),
    "form of the report (default: table)",
    "보고서 형식(기본값: table)",
)];

const EVERYWHERE: &[Spec] = &[
    spec("lang", OneOf(&["en", "ko"]), "language (default: by the locale)", "언어(기본값: 로캘)"),
    spec("color", OneOf(&["auto", "always", "never"]), "colour (default: auto)", "색상(기본값: auto)"),
];

struct Sub {
    name: &'static str,
    about: Text,
    /// An argument by its place: name, words, whether it must be there, choices.
    place: Option<(&'static str, Text, &'static [&'static str])>,
    options: &'static [&'static [Spec]],
}

const SCANNING: &[&[Spec]] = &[WHERE, SCAN, MONEY, FORM];

const SUBS: &[Sub] = &[
    Sub {
        name: "scan",
        about: Text::new(
            "Find what was left behind and price it; changes nothing (default)",
            "남은 자원을 찾아 비용을 계산합니다. 아무것도 바꾸지 않습니다(기본 명령)",
        ),
        place: None,
        options: SCANNING,
    },
    Sub {
        name: "plan",
        about: Text::new(
            "Plan the deletion of what is yours or expired; changes nothing",
            "본인의 자원과 만료된 자원의 삭제 계획을 만듭니다. 아무것도 바꾸지 않습니다",
        ),
        place: None,
        options: &[WHERE, PLAN, MONEY],
    },
    Sub {
        name: "apply",
        about: Text::new(
            "Show a plan, ask for consent at the terminal, delete, verify",
            "계획을 보여 주고 터미널에서 동의를 받은 뒤 삭제하고 확인합니다",
        ),
        place: Some(("PLAN", Text::new("file that plan wrote", "plan이 저장한 파일"), &[])),
        options: &[WHERE_TO_APPLY, APPLY, MONEY],
    },
    Sub {
        name: "explain",
        about: Text::new(
            "Why a resource is classified so, what it costs, how to keep or delete it",
            "자원이 그렇게 분류된 이유, 비용, 보존하거나 삭제하는 방법을 설명합니다",
        ),
        place: Some(("ID", Text::new("id or name of a resource", "자원의 ID 또는 이름"), &[])),
        options: &[WHERE, MONEY],
    },
    Sub {
        name: "baseline",
        about: Text::new(
            "Record what is there now, for policies of mode baseline",
            "현재 상태를 기록합니다(mode = \"baseline\" 정책용)",
        ),
        place: Some(("DO", Text::new("what to do", "할 일"), &["record"])),
        options: &[WHERE],
    },
    Sub {
        name: "init",
        about: Text::new("Write a leftovers.toml to start from", "시작용 leftovers.toml을 만듭니다"),
        place: None,
        options: &[],
    },
    Sub {
        name: "completions",
        about: Text::new("Print shell completions", "셸 자동 완성 스크립트를 출력합니다"),
        place: Some((
            "SHELL",
            Text::new("the shell", "셸"),
            &["bash", "elvish", "fish", "powershell", "zsh"],
        )),
        options: &[],
    },
    Sub {
        name: "man",
        about: Text::new("Print the man page", "man 페이지를 출력합니다"),
        place: None,
        options: &[],
    },
];

const WHERE_TO_APPLY: &[Spec] = match WHERE.split_first() {
    // The plan says where.
    Some((_, rest)) => rest,
    None => WHERE,
};

/// The command line in one language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let about = Text::new(
        "Find what a lab left behind in an AWS account, what it costs, and delete it safely",
        "AWS 계정에 실습이 남긴 자원과 비용을 찾고 안전하게 삭제합니다",
    );
    let root = Command::new(NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about(about.in_lang(lang))
        .next_help_heading(OPTIONS.in_lang(lang))
        .args(SCANNING.iter().copied().flatten().map(|spec| option(NAME, spec, lang)))
        .args(EVERYWHERE.iter().map(|spec| option(NAME, spec, lang).global(true)));
    worded(SUBS.iter().fold(root, |root, sub| root.subcommand(subcommand(sub, lang))), lang)
}

/// Prints the man page.
///
/// # Errors
/// When it can't be written.
pub fn man(lang: Lang) -> Result<Ending, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command(lang)).render(&mut page).map_err(|error| Failure::defect(&error))?;
    output::answer(&String::from_utf8_lossy(&page))
}

/// A word that was given; one that is empty says nothing.
#[must_use]
pub fn word<'a>(given: &'a ArgMatches, name: &str) -> Option<&'a str> {
    sundown_talk::args::word(given, name).filter(|word| !word.is_empty())
}

fn subcommand(sub: &Sub, lang: Lang) -> Command {
    let command = Command::new(sub.name)
        .about(sub.about.in_lang(lang))
        .next_help_heading(OPTIONS.in_lang(lang))
        .args(sub.options.iter().copied().flatten().map(|spec| option(NAME, spec, lang)));
    let Some((name, help, choices)) = sub.place else { return worded(command, lang) };
    let arg = Arg::new(name)
        .value_name(name)
        .help(help.in_lang(lang))
        .help_heading(ARGUMENTS.in_lang(lang))
        .required(true);
    let arg = if choices.is_empty() { arg } else { one_of(arg.value_name(choices.join("|")), choices) };
    worded(command.arg(arg), lang)
}
