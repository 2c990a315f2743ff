//! Rebuilds the embedded price tables from AWS's public offer files and prints what changed, for review:
//! `cargo run --release -p sundown-prices --example rebuild_snapshot -- REGION... [--from URL] [--data FOLDER]`.
//! The tables are written in place; the commit's diff and the printed table are what is reviewed.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use sundown_engine::Date;
use sundown_engine::price::Price;
use sundown_prices::bulk::fetch::Source;
use sundown_prices::bulk::refresh::refresh;
use sundown_prices::diff::{Kind, diff};
use sundown_prices::order::{Order, all_meters};
use sundown_prices::progress::Step;
use sundown_prices::rebuild::Tables;
use sundown_prices::regions::region;
use sundown_prices::snapshot::book;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            drop(writeln!(std::io::stderr(), "{failure}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let work = tempfile::tempdir()?;
    let mut source = Source::new(work.path().to_owned());
    let mut regions = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--from" => source.base = arguments.next().ok_or("--from URL")?,
            "--data" => data = PathBuf::from(arguments.next().ok_or("--data FOLDER")?),
            _ => regions.push(argument),
        }
    }
    if regions.is_empty() {
        return Err("rebuild_snapshot REGION... [--from URL] [--data FOLDER]".into());
    }
    regions.iter().try_for_each(|code| rebuild(code, &source, &data))
}

fn rebuild(code: &str, source: &Source, data: &Path) -> Result<(), Failure> {
    let (region, old) = (region(code)?, book(code)?);
    let meters = all_meters()?;
    let order = Order { region: &region, meters: &meters, previous: &old, on: today()? };
    let fetched = refresh(source, &order, &mut |step| {
        if let Step::Read { offer } = step {
            drop(writeln!(std::io::stderr(), "{code}: reading {offer}"));
        }
        ControlFlow::Continue(())
    })?;

    let mut out = std::io::stdout().lock();
    writeln!(out, "{code}: {} prices confirmed, offers:", fetched.prices().count())?;
    for (offer, version) in &fetched.offers {
        writeln!(out, "  {offer} {}, published {}", version.version, version.published)?;
    }
    for change in diff(&old, &fetched.over(&old, "bulk")) {
        writeln!(out, "  {}", line(&change.meter, &change.kind))?;
    }
    for (meter, why) in fetched.kept() {
        writeln!(out, "  {meter}: kept, {}", why.sentence())?;
    }

    let paths = [format!("prices/{code}.csv"), "prices/global.csv".to_owned(), "sources.csv".to_owned()];
    let [region, global, sources] = paths.map(|path| data.join(path));
    let tables = Tables {
        region: fs::read_to_string(&region)?,
        global: fs::read_to_string(&global)?,
        sources: fs::read_to_string(&sources)?,
    };
    let tables = tables.with(&fetched);
    fs::write(region, tables.region)?;
    fs::write(global, tables.global)?;
    fs::write(sources, tables.sources)?;
    Ok(())
}

fn line(meter: &str, kind: &Kind) -> String {
    let tiers = |price: &Price| -> String {
        price
            .tiers
            .iter()
            .map(|tier| format!("{} from {}", tier.usd, tier.from))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match kind {
        Kind::Changed { old, new, percent } => {
            let percent = percent.map_or(String::new(), |percent| format!(" ({:+}%)", percent.round_dp(2)));
            format!("{meter}: {} → {}{percent}", tiers(old), tiers(new))
        }
        Kind::Appeared(new) => format!("{meter}: new, {}", tiers(new)),
        Kind::Vanished(old) => format!("{meter}: gone, was {}", tiers(old)),
    }
}

fn today() -> Result<Date, Failure> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let now = jiff::Timestamp::from_second(i64::try_from(seconds)?).map_err(|error| error.to_string())?;
    Ok(jiff::tz::Offset::UTC.to_datetime(now).date())
}
