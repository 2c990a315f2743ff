//! The man page, from the same declaration as the command itself.

use sundown_engine::text::Lang;

use crate::failure::{Ending, Failure};
use crate::{args, output};

pub(crate) fn run(lang: Lang) -> Result<Ending, Failure> {
    output::answer(&page(lang)?)
}

/// The page in roff.
pub(crate) fn page(lang: Lang) -> Result<String, Failure> {
    let mut page = Vec::new();
    let drawn = clap_mangen::Man::new(args::command(lang)).render(&mut page);
    drawn.map_err(|error| {
        Failure::said(format!("no man page: {error}"), format!("man 페이지 생성 실패: {error}"))
    })?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
