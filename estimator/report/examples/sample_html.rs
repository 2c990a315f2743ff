//! Writes the invented comparison as pages, for looking at them and for the browser's test:
//! `cargo run -p sundown-report --example sample_html -- FOLDER`.

mod sample;

use std::path::PathBuf;

use sample::{Outcome, Sample, asked, curves};
use sundown_engine::text::Lang;
use sundown_report::html;

fn main() -> Outcome<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("tell a folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    let sample = Sample::new()?;
    for (lang, name) in [(Lang::En, "report.en.html"), (Lang::Ko, "report.ko.html")] {
        let asked = asked(lang)?;
        let comparison = sample.comparison(&asked)?;
        let page = html::render(&comparison, &asked, &sample.world(), Some(&curves(lang)?))?;
        std::fs::write(folder.join(name), page)?;
    }
    Ok(())
}
