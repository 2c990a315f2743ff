//! `estimate compare`: the three architectures and the file's own deployments for one workload.

use clap::ArgMatches;
use sundown_engine::text::Lang;
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};

use crate::asking::Asking;
use crate::input;

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let input = input::scenario(word(given, "FILE"), lang)?;
    super::show(&Asking::new(input, None, "compare", given, lang)?, given)
}
