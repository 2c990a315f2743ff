//! Writes a synthetic EC2 region file to standard output: `synth MEGABYTES [terms-first]`.

use std::io::{self, BufWriter, Write};

use sundown_pricelist::synth::{Order, Synth};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let megabytes: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(400);
    let order = match arguments.next().as_deref() {
        Some("terms-first") => Order::TermsFirst,
        _ => Order::ProductsFirst,
    };
    let synth = Synth {
        region: "us-east-1",
        location: "US East (N. Virginia)",
        prefix: "",
        bytes: megabytes * 1_000_000,
        order,
    };
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    synth.write(&mut out)?;
    out.flush()
}
