//! A policy is understood completely or refused, with the place.

use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::policy::{Mode, Policy};

const GOOD: &str = r#"version = 1
mode = "sandbox"
regions = ["ap-northeast-2"]
grace_hours = 24
[account]
allow = ["111122223333"]
never = ["999988887777"]
alias = "class-lab"
[caps]
items = 50
usd_month = 1000
share_percent = 50
[protect]
names = ["prod*"]
"#;

#[test]
fn a_good_one_is_read() {
    let policy = Policy::read(GOOD, Guards::all()).unwrap();
    assert_eq!(policy.mode, Mode::Sandbox);
    assert_eq!((policy.caps.unknown_usd_month, policy.caps.objects), (500, 100_000));
    // Line ends of another system are no mistake.
    assert!(Policy::read(&GOOD.replace('\n', "\r\n"), Guards::all()).is_ok());
}

#[test]
fn every_mistake_is_refused_where_it_stands() {
    for (right, wrong, line, says) in [
        ("version = 1", "version = 2", 1, "version must be 1"),
        ("\"sandbox\"", "\"nuke\"", 2, "unknown variant"),
        ("regions", "region", 3, "unknown field"),
        ("[\"ap-northeast-2\"]", "[]", 3, "at least one region"),
        ("grace_hours = 24", "grace_hours = 23", 4, "24 or more"),
        ("\"111122223333\"", "\"1111-2222-3333\"", 6, "12 digits"),
        ("never = [\"999988887777\"]\n", "", 5, "account.never"),
        ("999988887777", "111122223333", 5, "both"),
        ("alias = \"class-lab\"\n", "", 5, "account.alias"),
        ("items = 50", "items = -1", 10, "integer"),
        ("usd_month = 1000\n", "", 9, "usd_month"),
        ("share_percent = 50", "share_percent = 0", 12, "between 1 and 100"),
        ("\"prod*\"", "\"^prod\"", 14, "not a name with `*`"),
        ("names = ", "types = ", 14, "unknown resource type \"prod*\""),
    ] {
        let error = Policy::read(&GOOD.replacen(right, wrong, 1), Guards::all()).unwrap_err();
        assert!(error.what.en.contains(says), "{wrong}: {error}");
        assert_eq!(error.line, line, "{wrong}: {error}");
    }
}
