//! Reads one saved EC2 offer file as `prices refresh --bulk` does and prints what it took: `read_offer FILE [REGION]`.
//! The price reader of `make bench` (tests/bench/offers.py) runs this.

use std::fs::File;
use std::io::Write;
use std::time::Instant;

use sundown_engine::services::ec2::LINUX;
use sundown_prices::bulk::{offer, unpacked};
use sundown_prices::regions::region;
use sundown_prices::select::Selection;
use sundown_prices::snapshot::book;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("read_offer FILE [REGION]")?;
    let code = arguments.next().unwrap_or_else(|| "us-east-1".to_owned());
    let (region, previous) = (region(&code)?, book(&code)?);
    let types = previous.prices.keys().filter_map(|key| key.strip_prefix("ec2/linux:"));
    let meters: Vec<_> = types.map(|kind| LINUX.of(kind.to_owned())).collect();

    let start = Instant::now();
    let file = File::open(&path)?;
    let mut selection = Selection::new(&region, &meters);
    offer::read(&path, "AmazonEC2", &mut selection, &mut || unpacked(&path, &file))?;
    let seconds = start.elapsed().as_secs_f64();

    let fetched = selection.settle(&previous, "2026-11-21")?;
    let megabytes = file.metadata()?.len() / 1_000_000;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{megabytes} MB in {seconds:.3} s, {} meters priced, {:?}",
        fetched.prices().count(),
        fetched.offers
    )?;
    for (meter, price) in fetched.prices().take(3) {
        writeln!(out, "{meter} {}", price.first_usd())?;
    }
    Ok(())
}
