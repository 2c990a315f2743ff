//! The calls that a run can make on the account, as JSON: `policy/calls.json`, from which the template's roles are made.

use std::io::Write;

fn main() -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{}", sundown_cleanup::reach::calls())
}
