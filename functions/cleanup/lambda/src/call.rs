//! Who asks for the planner.

use sundown_cleanup_engine::moment::Moment;

/// The delivery, and when Lambda ends it.
pub struct Call {
    pub account: String,
    pub run: String,
    pub waited: u32,
    pub request: String,
    pub deadline: Moment,
}
