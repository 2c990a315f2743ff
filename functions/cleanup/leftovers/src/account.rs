//! An account as the commands look at it: the world it is read through, the policy, what is remembered of it.

use clap::ArgMatches;
use sundown_cleanup_engine::classify::{Classified, classify};
use sundown_cleanup_engine::context::Context;
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::drive;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::halt::Halt;
use sundown_cleanup_engine::ledger::Ledger;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::policy::Mode;
use sundown_cleanup_engine::survey::{Baseline, GLOBAL, Survey};
use sundown_cleanup_state::{Folder, Trouble};
use sundown_engine::text::Lang;
use sundown_talk::failure::Failure;

use crate::args::word;
use crate::doors::{Door, Doors, Eyes, Hands, Where};
use crate::policy::{self, Told};
use crate::progress::Watched;
use crate::talk::failure::said;
use crate::talk::state;

/// A command's account.
pub struct Account<W: ?Sized> {
    pub world: Watched<W>,
    pub policy: Told,
    pub folder: Folder,
}

/// What one look at it found.
pub struct Looked {
    pub survey: Survey,
    pub ledger: Ledger,
    pub baseline: Option<Baseline>,
    /// Why nothing of earlier runs is known.
    pub forgotten: Option<Trouble>,
}

impl Account<dyn Eyes> {
    /// Reads the policy, then opens the account to look at it.
    ///
    /// # Errors
    /// When one of them can't be used.
    pub fn to_look_at(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Self, Failure> {
        Self::through(given, lang, doors.look)
    }
}

impl Account<dyn Hands> {
    /// Reads the policy, then opens the account to change it.
    ///
    /// # Errors
    /// When one of them can't be used.
    pub fn to_change(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Self, Failure> {
        Self::through(given, lang, doors.change)
    }
}

impl<W: Eyes + ?Sized> Account<W> {
    fn through(given: &ArgMatches, lang: Lang, open: Door<'_, W>) -> Result<Self, Failure> {
        let policy = policy::told(given)?;
        let folder = state::folder(|name| std::env::var(name).ok())?;
        let place = Where { profile: word(given, "profile").map(str::to_owned) };
        let named = policy.policy.regions.iter().filter(|region| *region != GLOBAL).count();
        let regions = (!policy.policy.regions.is_empty()).then_some(named);
        Ok(Self { world: Watched::new(open(&place)?, lang, regions), policy, folder })
    }

    /// Looks at everything the policy names.
    ///
    /// # Errors
    /// When the scan had to stop.
    pub fn look(&mut self) -> Result<Looked, Failure> {
        let policy = &self.policy.policy;
        let looked = drive::look(&mut self.world, policy, Guards::all());
        self.world.finish();
        let survey = looked.map_err(|halt| halted(&halt))?;
        let account = &survey.identity.account;
        let (ledger, forgotten) = match self.folder.ledger(account) {
            Ok(ledger) => (ledger, None),
            Err(trouble) => (Ledger::default(), Some(trouble)),
        };
        let needs_baseline = policy.mode == Mode::Baseline;
        let baseline = if needs_baseline {
            self.folder.baseline(account).map_err(|trouble| said(trouble.text()))?
        } else {
            None
        };
        Ok(Looked { survey, ledger, baseline, forgotten })
    }

    /// Judges what was seen, on somebody's behalf.
    pub fn judge<T>(
        &self,
        looked: &Looked,
        who: &Who,
        then: impl FnOnce(&Context<'_>, &Classified<'_>) -> T,
    ) -> T {
        let context = Context {
            policy: &self.policy.policy,
            survey: &looked.survey,
            ledger: &looked.ledger,
            baseline: looked.baseline.as_ref(),
            who,
            now: looked.survey.taken_at,
            guards: Guards::all(),
        };
        then(&context, &classify(&context))
    }
}

/// A halt as a failure.
#[must_use]
pub fn halted(halt: &Halt) -> Failure {
    said(halt.text())
}

/// This machine's clock.
#[must_use]
pub fn now() -> Moment {
    Moment::from_seconds(jiff::Timestamp::now().as_second())
}
