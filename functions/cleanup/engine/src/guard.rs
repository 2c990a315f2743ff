//! The safety rules as switches, all on. They exist so that the simulator can switch one off and see its oracle notice:
//! a rule whose absence nobody notices is not proven. Only the feature `mutation` can make a value with one off.

/// A safety rule that can be switched off in a test. The numbers are those of the invariants I1–I25.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    I1DryRun,
    I2Victims,
    I3Unknown,
    I4Keep,
    I5Account,
    I6Grace,
    I6Notice,
    I7Digest,
    I7Age,
    I7Redescribe,
    I8Caps,
    I8Surprise,
    I9Planned,
    I10OptIn,
    I10Restore,
    I12Generation,
    I13Snapshot,
    I14Journal,
    I14Lease,
    I15Own,
    I16Aws,
    I17Parent,
    I18Incomplete,
    I19NotScanned,
    I20Clock,
    I21Conserve,
    I22Escape,
    I23Strict,
    I24Order,
}

impl Guard {
    pub const ALL: [Self; 29] = [
        Self::I1DryRun,
        Self::I2Victims,
        Self::I3Unknown,
        Self::I4Keep,
        Self::I5Account,
        Self::I6Grace,
        Self::I6Notice,
        Self::I7Digest,
        Self::I7Age,
        Self::I7Redescribe,
        Self::I8Caps,
        Self::I8Surprise,
        Self::I9Planned,
        Self::I10OptIn,
        Self::I10Restore,
        Self::I12Generation,
        Self::I13Snapshot,
        Self::I14Journal,
        Self::I14Lease,
        Self::I15Own,
        Self::I16Aws,
        Self::I17Parent,
        Self::I18Incomplete,
        Self::I19NotScanned,
        Self::I20Clock,
        Self::I21Conserve,
        Self::I22Escape,
        Self::I23Strict,
        Self::I24Order,
    ];
}

/// Which rules hold. Outside tests there is one value: all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guards {
    #[cfg(feature = "mutation")]
    off: Option<Guard>,
}

impl Guards {
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    #[cfg(feature = "mutation")]
    #[must_use]
    pub fn without(guard: Guard) -> Self {
        Self { off: Some(guard) }
    }

    #[cfg(feature = "mutation")]
    pub(crate) fn on(self, guard: Guard) -> bool {
        self.off != Some(guard)
    }

    #[cfg(not(feature = "mutation"))]
    #[expect(clippy::unused_self, reason = "same shape as with the feature")]
    pub(crate) const fn on(self, _: Guard) -> bool {
        true
    }
}
