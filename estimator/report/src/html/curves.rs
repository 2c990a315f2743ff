//! What the break-even figure is drawn from: points and crossings as the engine found them, each crossing with its sentence.

use sundown_engine::Decimal;
use sundown_engine::money::Usd;

#[derive(Clone, Debug, Default)]
pub struct Curves {
    /// One a curve, as they are said.
    pub names: Vec<String>,
    /// Requests a month, ascending, and the cost of each curve there.
    pub points: Vec<(Decimal, Vec<Usd>)>,
    pub crossings: Vec<(Decimal, String)>,
}
