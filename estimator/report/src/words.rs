//! How a sentence is said: both languages side by side, each with its arguments in place. A missing translation does not
//! compile. Korean sentences put variables in `이름: 값` places, because a particle would have to know how they end.

use std::borrow::Cow;

use sundown_engine::services;
use sundown_engine::text::{Lang, Text};

/// `said!(lang, "english {x}", "한국어 {x}")`.
macro_rules! said {
    ($lang:expr, $en:literal, $ko:literal $(,)?) => {
        match $lang {
            sundown_engine::text::Lang::En => format!($en),
            sundown_engine::text::Lang::Ko => format!($ko),
        }
    };
}

/// A deployment's name as people say it; one of the user's own stays as it was written.
pub(crate) fn way(name: &str, lang: Lang) -> &str {
    match name {
        "serverless" => Text::new("Serverless", "서버리스").in_lang(lang),
        "ec2-elb" => "EC2 + ELB",
        "fargate" => "Fargate",
        own => own,
    }
}

/// A meter's key (`ec2/linux:t3.micro`) in words; anything that is no meter stays as it is.
pub(crate) fn meter<'a>(key: &'a str, lang: Lang) -> Cow<'a, str> {
    let (family, variant) = key.split_once(':').unwrap_or((key, ""));
    match services::meters().find(|meter| meter.key == family) {
        None => Cow::Borrowed(key),
        Some(meter) if variant.is_empty() => Cow::Borrowed(meter.name.in_lang(lang)),
        Some(meter) => Cow::Owned(format!("{} {variant}", meter.name.in_lang(lang))),
    }
}

/// Several names in one sentence.
pub(crate) fn list(names: &[&str], lang: Lang) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] if lang == Lang::En => format!("{} and {last}", rest.join(", ")),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_designs_have_names_and_own_ones_keep_theirs() {
        assert_eq!(way("serverless", Lang::Ko), "서버리스");
        assert_eq!(way("mine", Lang::Ko), "mine");
    }

    #[test]
    fn names_are_listed_as_each_language_does() {
        assert_eq!(list(&["a", "b", "c"], Lang::En), "a, b and c");
        assert_eq!(list(&["a", "b", "c"], Lang::Ko), "a, b, c");
    }

    #[test]
    fn a_meter_is_named_with_its_variant() {
        assert_eq!(meter("ec2/linux:t3.micro", Lang::Ko), "EC2 인스턴스 시간 t3.micro");
        assert_eq!(meter("no/such", Lang::En), "no/such");
    }
}
