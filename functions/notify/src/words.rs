//! What a notice says, in both languages, because nobody knows which one its reader reads.

use sundown_todo::Finished;

/// SNS takes ASCII only, up to 100 characters, and no line breaks: so no title here.
pub fn subject() -> String {
    "Todo finished".to_owned()
}

pub fn body(event: &Finished) -> String {
    format!("할 일을 마쳤습니다: {0}\nA todo was finished: {0}\n", event.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_todo::{Id, TodoId, UserId};

    #[test]
    fn the_title_stands_in_both_languages() {
        let (owner, todo) = (UserId(Id::from_number(1)), TodoId(Id::from_number(2)));
        let event = Finished { id: Id::from_number(3), owner, todo, title: "빨래\n".into(), at: 0 };
        assert_eq!(body(&event).matches("빨래").count(), 2);
        assert!(subject().is_ascii() && !subject().contains('\n') && subject().len() <= 100);
    }
}
