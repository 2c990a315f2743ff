//! What goes wrong in a story. A class is drawn per story, not per call, so that reports can say what was tried.

use crate::rng::Rng;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Throttle,
    ServerError,
    TimeoutAfterEffect,
    StaleLists,
    FlappingReads,
    DeniedLists,
    UnreadableFacts,
    DeniedChanges,
    OtherAccount,
    People,
    Spite,
    Controllers,
    Kill,
    TwoRuns,
    ClockSkew,
    NoticeDown,
    StoreFails,
    BadPages,
    TamperedPlan,
    OldPlan,
    BrokenPolicy,
    Spike,
    LowCaps,
    SnapshotThenFail,
}

impl Fault {
    pub const ALL: [Self; 24] = [
        Self::Throttle,
        Self::ServerError,
        Self::TimeoutAfterEffect,
        Self::StaleLists,
        Self::FlappingReads,
        Self::DeniedLists,
        Self::UnreadableFacts,
        Self::DeniedChanges,
        Self::OtherAccount,
        Self::People,
        Self::Spite,
        Self::Controllers,
        Self::Kill,
        Self::TwoRuns,
        Self::ClockSkew,
        Self::NoticeDown,
        Self::StoreFails,
        Self::BadPages,
        Self::TamperedPlan,
        Self::OldPlan,
        Self::BrokenPolicy,
        Self::Spike,
        Self::LowCaps,
        Self::SnapshotThenFail,
    ];

    /// None in a fifth of the stories, one in most, sometimes two or three at once.
    pub fn draw(rng: &mut Rng) -> BTreeSet<Self> {
        let number = match rng.below(100) {
            0..20 => 0,
            20..75 => 1,
            75..93 => 2,
            _ => 3,
        };
        (0..number).filter_map(|_| rng.pick(&Self::ALL).copied()).collect()
    }
}
