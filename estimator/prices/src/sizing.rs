//! What a request costs a processor, per stack: measured, dated, and printed anew by `make bench`.

use std::collections::BTreeMap;

use serde::Deserialize;
use sundown_engine::workload::{Sizing, Stack};

use crate::table::{BadSnapshot, bad};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    cpu_us_per_request: u32,
    memory_mb: u32,
}

/// The sizing of one stack.
pub fn sizing(stack: Stack) -> Result<Sizing, BadSnapshot> {
    const NAME: &str = "sizing.toml";
    let mut table: BTreeMap<String, Measured> =
        toml::from_str(include_str!("../data/sizing.toml")).map_err(|error| bad(NAME, &error))?;
    let measured =
        table.remove(stack.word()).ok_or_else(|| bad(NAME, &format!("no stack `{}`", stack.word())))?;
    Ok(Sizing { cpu_us_per_request: measured.cpu_us_per_request, memory_mb: measured.memory_mb })
}
