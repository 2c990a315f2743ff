//! Strict TOML → `Policy`. What is unknown, misspelt, of the wrong type or out of range refuses to run and says where:
//! a rule that is silently ignored is a resource silently lost.

use super::{Accounts, Caps, Grace, Mode, Pattern, Policy, Protect, Select};
use crate::catalog::Kind;
use crate::digest::hash;
use crate::guard::{Guard, Guards};
use crate::moment::Seconds;
use crate::text::Text;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;

/// Why a policy was refused, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("policy line {line}, column {column}: {}", what.en)]
pub struct PolicyError {
    pub line: usize,
    pub column: usize,
    pub what: Text,
}

impl Policy {
    /// Reads a policy from the text of its file.
    ///
    /// # Errors
    /// At the first thing that is not understood completely.
    pub fn read(text: &str, guards: Guards) -> Result<Self, PolicyError> {
        let result = read(text);
        match result {
            Err(error) if !guards.on(Guard::I23Strict) => lenient(text, error),
            result => result,
        }
    }
}

/// What the switched-off rule does: throws away what it does not understand, as other tools do.
fn lenient(text: &str, mut error: PolicyError) -> Result<Policy, PolicyError> {
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..8 {
        if error.line == 0 || error.line > lines.len() {
            break;
        }
        lines.remove(error.line - 1);
        match read(&lines.join("\n")) {
            Ok(policy) => return Ok(policy),
            Err(next) => error = next,
        }
    }
    Err(error)
}

fn read(text: &str) -> Result<Policy, PolicyError> {
    let file: File =
        toml::from_str(text).map_err(|error| at(text, error.span(), said_by_toml(error.message())))?;
    check(text, file)
}

fn check(text: &str, file: File) -> Result<Policy, PolicyError> {
    if *file.version.get_ref() != 1 {
        return Err(at(
            text,
            Some(file.version.span()),
            Text::new("version must be 1", "version은 1이어야 합니다"),
        ));
    }
    let mode = *file.mode.get_ref();
    let accounts = accounts(text, mode, file.account)?;
    if mode != Mode::Report && file.regions.get_ref().is_empty() {
        return Err(at(
            text,
            Some(file.regions.span()),
            Text::new("regions must name at least one region", "regions에 리전을 하나 이상 적으십시오"),
        ));
    }
    let hours = *file.grace_hours.get_ref();
    let grace = Grace::from_hours(hours).ok_or_else(|| {
        at(
            text,
            Some(file.grace_hours.span()),
            Text::new("grace_hours must be 24 or more", "grace_hours는 24 이상이어야 합니다"),
        )
    })?;
    let caps = file.caps;
    let share = *caps.share_percent.get_ref();
    if !(1..=100).contains(&share) {
        return Err(at(
            text,
            Some(caps.share_percent.span()),
            Text::new("share_percent must be between 1 and 100", "share_percent는 1에서 100 사이여야 합니다"),
        ));
    }
    Ok(Policy {
        mode,
        accounts,
        regions: file.regions.into_inner(),
        select: select(text, file.select)?,
        grace,
        caps: Caps {
            items: caps.items,
            usd_month: caps.usd_month,
            unknown_usd_month: caps.unknown_usd_month,
            share_percent: share,
            objects: caps.objects,
        },
        protect: protect(text, file.protect)?,
        own: file.own,
        unlock: kinds(text, &file.unlock)?,
        digest: hash(text.as_bytes()),
    })
}

fn accounts(text: &str, mode: Mode, file: Spanned<AccountFile>) -> Result<Accounts, PolicyError> {
    let span = file.span();
    let file = file.into_inner();
    for id in file.allow.iter().chain(&file.never) {
        if id.get_ref().len() != 12 || !id.get_ref().bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(at(
                text,
                Some(id.span()),
                Text::new(
                    format!("{:?} is not an account id of 12 digits", id.get_ref()),
                    format!("{:?}: 12자리 계정 번호가 아닙니다", id.get_ref()),
                ),
            ));
        }
    }
    let plain = |ids: Vec<Spanned<String>>| ids.into_iter().map(Spanned::into_inner).collect::<BTreeSet<_>>();
    let accounts = Accounts {
        allow: plain(file.allow),
        never: plain(file.never),
        alias: file.alias,
        partition: file.partition,
    };
    let refuse = |en: &'static str, ko: &'static str| Err(at(text, Some(span.clone()), Text::new(en, ko)));
    if mode != Mode::Report && accounts.allow.is_empty() {
        return refuse(
            "account.allow must name the accounts that may be cleaned",
            "account.allow에 정리해도 되는 계정 번호를 적으십시오",
        );
    }
    if accounts.allow.intersection(&accounts.never).next().is_some() {
        return refuse(
            "an account is both in account.allow and in account.never",
            "같은 계정이 account.allow와 account.never에 모두 있습니다",
        );
    }
    if mode == Mode::Sandbox && accounts.never.is_empty() {
        return refuse(
            "mode sandbox needs account.never: name at least one account that must stay untouched",
            "sandbox 모드에는 account.never가 필요합니다. 건드리면 안 되는 계정을 하나 이상 적으십시오",
        );
    }
    if mode == Mode::Sandbox && accounts.alias.as_deref().is_none_or(|alias| alias.trim().is_empty()) {
        return refuse(
            "mode sandbox needs account.alias: type the alias of the account to be emptied",
            "sandbox 모드에는 account.alias가 필요합니다. 비울 계정의 별칭을 적으십시오",
        );
    }
    Ok(accounts)
}

fn select(text: &str, file: SelectFile) -> Result<Select, PolicyError> {
    for tag in [&file.lab_tag, &file.owner_tag, &file.expiry_tag] {
        if tag.get_ref().trim().is_empty()
            || tag.get_ref().trim() != tag.get_ref()
            || tag.get_ref().starts_with("aws:")
        {
            let what = Text::new(
                format!("{:?} can't be a tag's key", tag.get_ref()),
                format!("{:?}: 태그 키로 쓸 수 없습니다", tag.get_ref()),
            );
            return Err(at(text, Some(tag.span()), what));
        }
    }
    Ok(Select {
        lab_tag: file.lab_tag.into_inner(),
        lab_values: file.lab_values,
        owner_tag: file.owner_tag.into_inner(),
        expiry_tag: file.expiry_tag.into_inner(),
        min_age: Seconds::hours(file.min_age_hours),
        max_age: file.max_age_hours.map(Seconds::hours),
        kinds: file.types.map(|names| kinds(text, &names)).transpose()?,
    })
}

fn protect(text: &str, file: ProtectFile) -> Result<Protect, PolicyError> {
    let mut names = Vec::new();
    for name in &file.names {
        let pattern = Pattern::parse(name.get_ref()).ok_or_else(|| {
            let what = Text::new(
                format!("{:?} is not a name with `*`", name.get_ref()),
                format!("{:?}: `*`만 쓸 수 있는 이름 형식이 아닙니다", name.get_ref()),
            );
            at(text, Some(name.span()), what)
        })?;
        names.push(pattern);
    }
    Ok(Protect { ids: file.ids, names, kinds: kinds(text, &file.types)? })
}

fn kinds(text: &str, names: &[Spanned<String>]) -> Result<BTreeSet<Kind>, PolicyError> {
    let kind = |name: &Spanned<String>| {
        Kind::parse(name.get_ref()).ok_or_else(|| {
            at(
                text,
                Some(name.span()),
                Text::new(
                    format!("unknown resource type {:?}, as in \"ec2:instance\"", name.get_ref()),
                    format!("{:?}: 없는 자원 유형입니다. 예: \"ec2:instance\"", name.get_ref()),
                ),
            )
        })
    };
    names.iter().map(kind).collect()
}

fn at(text: &str, span: Option<Range<usize>>, what: Text) -> PolicyError {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    PolicyError { line, column, what }
}

/// The reader's own words, which are English, with what they mean in Korean.
fn said_by_toml(message: &str) -> Text {
    let en = message.replace('\n', " ");
    let meaning = [
        ("unknown field", "없는 항목입니다"),
        ("unknown variant", "쓸 수 없는 값입니다"),
        ("missing field", "필요한 항목이 빠졌습니다"),
        ("duplicate", "같은 항목이 두 번 있습니다"),
        ("invalid type", "값의 종류가 다릅니다"),
        ("invalid value", "쓸 수 없는 값입니다"),
    ];
    let ko = meaning.iter().find(|(start, _)| en.starts_with(start));
    let ko = ko.map_or("TOML 문법에 맞지 않습니다", |(_, ko)| ko);
    Text::new(en.clone(), format!("{ko} ({en})"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    mode: Spanned<Mode>,
    account: Spanned<AccountFile>,
    regions: Spanned<BTreeSet<String>>,
    grace_hours: Spanned<u32>,
    #[serde(default)]
    own: BTreeSet<String>,
    #[serde(default)]
    unlock: Vec<Spanned<String>>,
    #[serde(default)]
    select: SelectFile,
    caps: CapsFile,
    #[serde(default)]
    protect: ProtectFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountFile {
    allow: Vec<Spanned<String>>,
    #[serde(default)]
    never: Vec<Spanned<String>>,
    alias: Option<String>,
    #[serde(default = "commercial")]
    partition: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SelectFile {
    lab_tag: Spanned<String>,
    lab_values: BTreeSet<String>,
    owner_tag: Spanned<String>,
    expiry_tag: Spanned<String>,
    min_age_hours: u32,
    max_age_hours: Option<u32>,
    types: Option<Vec<Spanned<String>>>,
}

impl Default for SelectFile {
    fn default() -> Self {
        let tag = |name: &str| Spanned::new(0..0, name.to_owned());
        Self {
            lab_tag: tag("lab"),
            lab_values: BTreeSet::new(),
            owner_tag: tag("owner"),
            expiry_tag: tag("expires-at"),
            min_age_hours: 24,
            max_age_hours: None,
            types: None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapsFile {
    items: u64,
    usd_month: u64,
    #[serde(default = "unknown_usd_month")]
    unknown_usd_month: u64,
    share_percent: Spanned<u64>,
    #[serde(default = "objects")]
    objects: u64,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProtectFile {
    ids: BTreeSet<String>,
    names: Vec<Spanned<String>>,
    types: Vec<Spanned<String>>,
}

fn commercial() -> String {
    "aws".into()
}

const fn unknown_usd_month() -> u64 {
    500
}

const fn objects() -> u64 {
    100_000
}
