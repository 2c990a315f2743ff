//! What is said around the answer: help in both languages, the policy to start from, the state's folder.

use leftovers::args::command;
use leftovers::init::template;
use leftovers::talk::state;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::policy::Policy;
use sundown_engine::text::Lang;

#[test]
fn help_is_wholly_in_its_language() {
    let has_hangul = |text: &str| text.chars().any(|sign| ('가'..='힣').contains(&sign));
    for name in ["", "scan", "plan", "apply", "explain", "baseline", "init", "completions", "man"] {
        let help = |lang| {
            let mut root = command(lang);
            let mut command =
                if name.is_empty() { root } else { root.find_subcommand_mut(name).unwrap().clone() };
            command.render_long_help().to_string()
        };
        assert!(!has_hangul(&help(Lang::En)), "{name}");
        let korean = help(Lang::Ko);
        for line in korean.lines().filter(|line| line.contains("--") && line.contains("  ")) {
            assert!(
                has_hangul(line)
                    || !line.trim_start().starts_with("--")
                    || line.trim().split("  ").count() == 1,
                "{line}"
            );
        }
    }
    command(Lang::En).debug_assert();
}

#[test]
fn the_first_policy_wants_an_account_and_is_right_with_one() {
    for lang in [Lang::En, Lang::Ko] {
        let text = template(lang);
        let refused = Policy::read(text, Guards::all()).unwrap_err();
        assert!(refused.what.en.contains("account.allow"), "{refused}");
        assert!(refused.what.ko.contains("account.allow"));
        let filled = text.replacen("allow = []", "allow = [\"111122223333\"]", 1);
        let policy = Policy::read(&filled, Guards::all()).unwrap();
        assert!(policy.accounts.allow.contains("111122223333"));
        let with_age = filled.replacen("# max_age_hours", "max_age_hours", 1);
        assert!(Policy::read(&with_age, Guards::all()).unwrap().select.max_age.is_some());
    }
}

#[test]
fn the_state_has_a_place() {
    let shown = |pairs: &[(&str, &str)]| {
        let folder = state::folder(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        });
        format!("{:?}", folder.unwrap())
    };
    assert!(shown(&[("LEFTOVERS_STATE", "/s"), ("HOME", "/h")]).contains("\"/s\""));
    if cfg!(target_os = "linux") {
        assert!(shown(&[("XDG_STATE_HOME", "/x"), ("HOME", "/h")]).contains("/x/sundown/leftovers"));
        assert!(
            shown(&[("XDG_STATE_HOME", "relative"), ("HOME", "/h")])
                .contains("/h/.local/state/sundown/leftovers")
        );
    }
}
