//! The policy of a command: the file that is named, `./leftovers.toml`, or none, which can delete nothing.

use clap::ArgMatches;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::policy::{Mode, Policy};
use sundown_talk::failure::Failure;

use crate::talk::failure;

/// The file that is read where none is named.
pub const DEFAULT_FILE: &str = "leftovers.toml";

/// A policy and where it came from.
#[derive(Clone, Debug)]
pub struct Told {
    pub policy: Policy,
    /// `None`: nobody told one.
    pub file: Option<String>,
}

/// # Errors
/// When the file can't be read or understood completely, or `--region` leads out of it.
pub fn told(given: &ArgMatches) -> Result<Told, Failure> {
    let file = crate::args::word(given, "policy").map(str::to_owned);
    let file = file.or_else(|| std::path::Path::new(DEFAULT_FILE).exists().then(|| DEFAULT_FILE.to_owned()));
    let mut policy = match &file {
        Some(file) => read(file)?,
        None => Policy::report(),
    };
    restrict(&mut policy, given)?;
    Ok(Told { policy, file })
}

fn read(file: &str) -> Result<Policy, Failure> {
    let bytes = std::fs::read(file).map_err(|error| failure::unreadable(file, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::said(
            format!("`{file}` is not UTF-8, so nothing runs by it; save it as UTF-8"),
            format!("`{file}`: UTF-8이 아니므로 실행하지 않습니다. UTF-8로 저장하십시오"),
        )
    })?;
    // Some editors put a mark before the first letter.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Policy::read(text, Guards::all()).map_err(|error| {
        let (line, column, what) = (error.line, error.column, error.what);
        Failure::said(
            format!("{file}:{line}:{column}: {}", what.en),
            format!("{file}:{line}:{column}: {}", what.ko),
        )
    })
}

/// Only the regions that were named, which the policy must allow.
fn restrict(policy: &mut Policy, given: &ArgMatches) -> Result<(), Failure> {
    let Ok(Some(regions)) = given.try_get_many::<String>("region") else { return Ok(()) };
    let regions: std::collections::BTreeSet<String> =
        regions.map(|region| region.trim().to_owned()).filter(|region| !region.is_empty()).collect();
    if regions.is_empty() {
        return Ok(());
    }
    if policy.mode != Mode::Report
        && let Some(outside) = regions.difference(&policy.regions).next()
    {
        return Err(Failure::said(
            format!(
                "`{outside}` is not among the regions of the policy; add it there, or leave --region away"
            ),
            format!("`{outside}`: 정책의 regions에 없는 리전입니다. 정책에 추가하거나 --region을 빼십시오"),
        ));
    }
    policy.regions = regions;
    Ok(())
}
