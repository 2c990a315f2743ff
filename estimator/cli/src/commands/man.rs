//! The man page, from the same declaration as the command itself.

use std::io::Write;

use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::args;

pub(crate) fn run(lang: Lang) -> Result<Ending, Failure> {
    output::answer(&page(lang)?)
}

/// The page in roff.
pub(crate) fn page(lang: Lang) -> Result<String, Failure> {
    let mut page = Vec::new();
    drawn(&mut page, &args::command(lang)).map_err(|error| {
        Failure::said(format!("no man page: {error}"), format!("man 페이지 생성 실패: {error}"))
    })?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// One page for all: the options of a command are the estimate's own, but for what is done with prices.
fn drawn(page: &mut Vec<u8>, root: &clap::Command) -> std::io::Result<()> {
    clap_mangen::Man::new(root.clone()).render(page)?;
    let doing = root.get_subcommands().flat_map(|command| {
        command
            .get_subcommands()
            .map(|inner| (format!("estimate {} {}", command.get_name(), inner.get_name()), inner))
    });
    for (name, command) in doing {
        writeln!(page, ".SH {}", name.to_uppercase())?;
        if let Some(about) = command.get_about() {
            writeln!(page, "{about}")?;
        }
        // Its own heading becomes one of a lower order.
        let mut options = Vec::new();
        clap_mangen::Man::new(command.clone().bin_name(name)).render_options_section(&mut options)?;
        page.write_all(String::from_utf8_lossy(&options).replace(".SH ", ".SS ").as_bytes())?;
    }
    Ok(())
}
