//! What the function is told by its environment. Whatever is missing or wrong ends the process before its first event,
//! with one line that names the variable; a policy that can't be read ends every run, with one line that says where.

use std::collections::BTreeSet;

use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::policy::{Policy, PolicyError};
use sundown_kit::{ConfigError, Settings};

/// Which half of the work this function does. Only the planner's role can become the reaper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Scan,
    Plan,
}

#[derive(Clone, Debug)]
pub struct Setup {
    pub step: Step,
    /// The policy's text; it is read anew in each run.
    pub policy: String,
    /// Names and ids of the stack's own parts.
    pub own: BTreeSet<String>,
    pub region: String,
    pub table: String,
    pub bucket: String,
    pub plan_queue: String,
    /// Only in the scanning function.
    pub scan_queue: Option<String>,
    pub reaper: Option<Reaper>,
}

/// What only the planning function is told.
#[derive(Clone, Debug)]
pub struct Reaper {
    pub topic: String,
    pub role: String,
}

impl Setup {
    /// # Errors
    /// When something is missing or wrong.
    pub fn read(settings: &Settings) -> Result<Self, ConfigError> {
        let text = |name, what| settings.required(name, what).map(str::to_owned);
        let step = match settings.required("CLEANUP_STEP", "scan or plan")? {
            "scan" => Step::Scan,
            "plan" => Step::Plan,
            _ => return Err(ConfigError::Unusable("CLEANUP_STEP", "it is scan or plan".into())),
        };
        let own: BTreeSet<String> = settings.list("CLEANUP_OWN").unwrap_or_default().into_iter().collect();
        if own.is_empty() {
            return Err(ConfigError::Missing("CLEANUP_OWN", "names of the stack's own parts, which stay"));
        }
        Ok(Self {
            step,
            policy: text("CLEANUP_POLICY", "the policy, in TOML")?,
            own,
            region: text("AWS_REGION", "Lambda sets it")?,
            table: text("CLEANUP_TABLE", "the table of the state")?,
            bucket: text("CLEANUP_BUCKET", "the bucket of scans and reports")?,
            plan_queue: text("CLEANUP_PLAN_QUEUE", "the URL of the planner's queue")?,
            scan_queue: match step {
                Step::Scan => Some(text("CLEANUP_SCAN_QUEUE", "the URL of the shards' queue")?),
                Step::Plan => None,
            },
            reaper: match step {
                Step::Scan => None,
                Step::Plan => Some(Reaper {
                    topic: text("CLEANUP_TOPIC", "the topic of the notices")?,
                    role: text("CLEANUP_REAPER_ROLE", "the role that may delete")?,
                }),
            },
        })
    }

    /// The policy, with the stack's own parts protected.
    ///
    /// # Errors
    /// When it is not understood completely.
    pub fn policy(&self) -> Result<Policy, PolicyError> {
        let mut policy = Policy::read(&self.policy, Guards::all())?;
        policy.own.extend(self.own.iter().cloned());
        Ok(policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(&str, &str); 10] = [
        ("CLEANUP_STEP", "plan"),
        ("CLEANUP_POLICY", "version = 2"),
        ("CLEANUP_OWN", "sundown-cleanup,sundown-cleanup-scan"),
        ("AWS_REGION", "ap-northeast-2"),
        ("CLEANUP_TABLE", "t"),
        ("CLEANUP_BUCKET", "b"),
        ("CLEANUP_PLAN_QUEUE", "https://plan"),
        ("CLEANUP_SCAN_QUEUE", "https://scan"),
        ("CLEANUP_TOPIC", "arn:t"),
        ("CLEANUP_REAPER_ROLE", "arn:r"),
    ];

    fn setup(change: (&'static str, &'static str)) -> Result<Setup, String> {
        let pairs = ALL.map(|pair| if pair.0 == change.0 { change } else { pair });
        Setup::read(&Settings::from(pairs)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_missing_is_named() {
        for (name, _) in ALL {
            match setup((name, "")) {
                Err(error) => assert!(error.contains(name), "{error}"),
                Ok(_) => assert_eq!(name, "CLEANUP_SCAN_QUEUE", "the planner reads no shards"),
            }
        }
        assert!(setup(("CLEANUP_STEP", "delete")).unwrap_err().contains("CLEANUP_STEP"));
        let scanning = setup(("CLEANUP_STEP", "scan")).unwrap();
        assert!(scanning.reaper.is_none(), "the scanner is not even told who deletes");
    }

    #[test]
    fn a_policy_that_is_not_understood_is_no_policy() {
        let error =
            setup(("CLEANUP_POLICY", "version = 1\nmode = \"reprot\"")).unwrap().policy().unwrap_err();
        assert!(error.to_string().starts_with("policy line 2, column 8: "), "{error}");
    }

    #[test]
    fn the_stacks_own_parts_are_added() {
        let text = "version = 1\nmode = \"report\"\nregions = []\ngrace_hours = 24\n\
                    account = { allow = [] }\ncaps = { items = 1, usd_month = 1, share_percent = 50 }\n";
        let policy = setup(("CLEANUP_POLICY", text)).unwrap().policy().unwrap();
        assert!(policy.own.contains("sundown-cleanup-scan"));
    }
}
