//! What a finding costs: the raw document of a found resource, turned into the estimator's resources and priced by its
//! engine for a month of being left alone, at list price. What can't be told is unknown, never 0. `README.md` is the map.

mod document;
mod held;
mod idle;
mod kinds;
mod meters;
mod month;
mod prices;
mod why;
mod worth;

pub use held::{Held, Money, usd};
pub use idle::{Idle, idle_reasons};
pub use prices::Prices;
pub use worth::{Line, Worth};
