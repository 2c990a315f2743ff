//! What the room of prices says of its troubles, as this command's one message.

use sundown_engine::text::Text;
use sundown_prices::problem::Problem;
use sundown_prices::snapshot::{BadSnapshot, NoBook, region_codes};
use sundown_talk::failure::Failure;

/// What went wrong on the way to AWS, or with a stored book.
pub(crate) fn no_prices(problem: Problem) -> Failure {
    match problem {
        Problem::NoBook(why) => no_book(why),
        problem => Failure::Said(problem.sentence()),
    }
}

/// A region without prices, or a book that cannot be read.
pub(crate) fn no_book(why: NoBook) -> Failure {
    match why {
        NoBook::Bad(why) => broken(&why),
        NoBook::Region(no) => {
            let (near, known) = (no.near.join(", "), region_codes().collect::<Vec<_>>().join(", "));
            unknown(Text::new("price for the region", "리전"), &no.region, &near, &known)
        }
    }
}

/// A table inside this binary that cannot be read is our defect, and is said to be.
pub(crate) fn broken(why: &BadSnapshot) -> Failure {
    Failure::said(
        format!("{why}; this build is broken, please report it"),
        format!("{why}. 이 빌드에 문제가 있습니다. 제보해 주십시오"),
    )
}

/// A name that is none of those there are.
pub(crate) fn unknown(kind: Text, written: &str, near: &str, known: &str) -> Failure {
    let (near_en, near_ko) = if near.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("did you mean {near}? "), format!("비슷한 이름: {near}. "))
    };
    Failure::said(
        format!("there is no {} `{written}`; {near_en}there are: {known}", kind.en),
        format!("`{written}`: 없는 {}입니다. {near_ko}목록: {known}", kind.ko),
    )
}
