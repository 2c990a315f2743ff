//! Compares the three architectures so many times over, for the benches: `compare_loop 1000` prints microseconds a
//! comparison. Under callgrind the difference of two counts is what one comparison takes.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figure and fails loudly")]

use std::hint::black_box;
use std::time::Instant;

use sundown_engine::Date;
use sundown_engine::account::Account;
use sundown_engine::architectures::designs;
use sundown_engine::compare::compare;
use sundown_engine::estimate::World;
use sundown_engine::workload::Workload;
use sundown_prices::{facts::facts, sizing::sizing, snapshot::book};

fn main() {
    let times: u32 = std::env::args().nth(1).map_or(1_000, |times| times.parse().unwrap());
    let (book, facts) = (book("ap-northeast-2").unwrap(), facts().unwrap());
    let on: Date = "2026-12-01".parse().unwrap();
    let world = World { book: &book, facts: &facts, account: Account::default(), on };
    let work = Workload::default();
    let sizing = sizing(work.stack).unwrap();
    let started = Instant::now();
    for _ in 0..times {
        let designs = designs(black_box(&work), &sizing, &facts).unwrap();
        black_box(compare(&world, designs, None, work.requests_per_month).unwrap());
    }
    let each = started.elapsed().as_nanos() / u128::from(times.max(1));
    println!("{times} comparisons, {}.{:03} us each", each / 1_000, each % 1_000);
}
