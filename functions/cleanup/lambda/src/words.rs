//! What a notice says, in both languages, because nobody knows which one its reader reads. A long one becomes several
//! messages: what is not named in a message has not been announced.

use std::fmt::Write as _;

use sundown_cleanup_engine::ask::Notice;
use sundown_cleanup_engine::escape::terminal;
use sundown_cleanup_engine::moment::{Moment, Seconds};

/// SNS takes 256 KB a message; what goes around it must fit, too.
const LONGEST: usize = 200_000;

/// SNS takes ASCII only, up to 100 characters, and no line breaks: so no names here.
pub const SUBJECT: &str = "Sundown: leftovers will be deleted";

/// The messages of a notice. `grace` is what people have from now on.
#[must_use]
pub fn messages(notice: &Notice, grace: Seconds, account: &str, report: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, _) in &notice.marked {
        lines.push(format!("- {}\n", terminal(&key.to_string())));
    }
    if !notice.reminders.is_empty() {
        lines.push("\n만료가 가까운 실습 / labs that expire soon:\n".to_owned());
        lines.extend(notice.reminders.iter().map(|key| format!("- {}\n", terminal(&key.to_string()))));
    }
    let due = notice.at.plus(grace);
    let (head, foot) = (head(account, due), foot(report));
    let mut messages = Vec::new();
    let mut body = String::new();
    for line in lines {
        if !body.is_empty() && head.len() + body.len() + line.len() + foot.len() > LONGEST {
            messages.push(format!("{head}{body}{foot}"));
            body.clear();
        }
        body.push_str(&line);
    }
    messages.push(format!("{head}{body}{foot}"));
    messages
}

fn head(account: &str, due: Moment) -> String {
    format!(
        "실습 뒤에 남은 리소스를 찾았습니다. 계정: {account}\n\
         다음 리소스는 {due} 이후에 삭제됩니다.\n\
         Leftovers of a lab were found in account {account}.\n\
         They will be deleted after {due}.\n\n"
    )
}

fn foot(report: &str) -> String {
    let mut foot = String::new();
    let _ = write!(
        foot,
        "\n남겨 두려면 `keep` 태그를 붙이십시오. 값은 무엇이든 됩니다.\n\
         To keep one, give it the tag `keep` with any value.\n\
         보고서 / report: {report}\n"
    );
    foot
}

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_cleanup_engine::catalog::Kind;
    use sundown_cleanup_engine::found::Key;

    fn notice(marked: usize) -> Notice {
        let volume = Kind::parse("ec2:volume").unwrap();
        let key = |number: usize| Key::new("ap-northeast-2", volume, &format!("vol-{number:09}\u{1b}[2J"));
        Notice {
            at: Moment::parse("2026-11-21T12:00:00Z").unwrap(),
            marked: (0..marked).map(|number| (key(number), "g".to_owned())).collect(),
            reminders: vec![key(1_000_000)],
        }
    }

    #[test]
    fn every_resource_is_named_in_some_message_and_none_is_too_long() {
        for many in [0, 1, 4_000] {
            let messages = messages(&notice(many), Seconds::DAY, "111122223333", "s3://b/r.html");
            assert!(messages.iter().all(|message| message.len() <= LONGEST), "{many}");
            assert!(messages.len() > 1 || many < 4_000);
            let all = messages.concat();
            for number in 0..many {
                assert!(all.contains(&format!("vol-{number:09}")));
            }
            assert!(all.contains("vol-001000000") && !all.contains('\u{1b}'));
            let told =
                |message: &String| message.contains("2026-11-22T12:00:00Z") && message.contains("`keep`");
            assert!(messages.iter().all(told));
        }
    }

    #[test]
    fn the_subject_is_one_that_sns_takes() {
        assert!(SUBJECT.is_ascii() && SUBJECT.len() <= 100);
    }
}
