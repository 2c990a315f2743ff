//! AWS's clock beside this machine's, by the `Date` of the answers: who decides by age must know that both agree.

use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

/// The difference at the last answer.
#[derive(Debug, Default)]
pub(crate) struct Clocks(Mutex<Option<i64>>);

impl Clocks {
    /// Takes an answer's `Date`. One that can't be read leaves what was heard before.
    pub(crate) fn hear(&self, date: Option<&str>) {
        let server = date.and_then(|text| DateTime::from_str(text, Format::HttpDate).ok());
        let local = SystemTime::now().duration_since(UNIX_EPOCH).ok();
        let local = local.and_then(|since| i64::try_from(since.as_secs()).ok());
        if let (Some(server), Some(local), Ok(mut ahead)) = (server, local, self.0.lock()) {
            *ahead = Some(server.secs() - local);
        }
    }

    pub(crate) fn ahead(&self) -> Option<i64> {
        self.0.lock().ok().and_then(|ahead| *ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::Clocks;

    #[test]
    fn a_date_is_heard_and_nonsense_is_not() {
        let clocks = Clocks::default();
        clocks.hear(Some("yesterday"));
        assert_eq!(clocks.ahead(), None);
        clocks.hear(Some("Sat, 21 Nov 2099 09:00:00 GMT"));
        let ahead = clocks.ahead().unwrap();
        assert!(ahead > 365 * 86_400, "{ahead}");
        clocks.hear(None);
        assert_eq!(clocks.ahead(), Some(ahead));
    }
}
