//! Whether the price list counts in what we meter in. Its words are loose (`Hrs`, `hours`, `vCPU-Hours`), so words are not
//! compared; a different time, size or count is, because it would make a price wrong by orders of magnitude.

/// Words of one kind, of which a unit has at most one; a unit without any says nothing of that kind.
const TIMES: &[(&str, &[&str])] = &[
    ("second", &["second", "seconds", "sec", "s"]),
    ("minute", &["minute", "minutes", "min"]),
    ("hour", &["hour", "hours", "hr", "hrs", "hourly"]),
    ("month", &["month", "months", "mo", "monthly"]),
];
const SIZES: &[(&str, &[&str])] = &[
    ("kilo", &["kb", "kib", "kibps"]),
    ("mega", &["mb", "mib", "mibps"]),
    ("giga", &["gb", "gib", "gibps", "gigabyte", "gigabytes"]),
    ("tera", &["tb", "tib"]),
];
const COUNTS: &[(&str, &[&str])] = &[
    ("thousand", &["1k", "1000", "thousand", "k"]),
    ("ten thousand", &["10k", "10000"]),
    ("million", &["1m", "million", "millions", "1000000"]),
];

/// Whether a price per `list` can be one per `ours`. `scaled`: the selector turns one size into another.
pub(crate) fn same_measure(list: &str, ours: &str, scaled: bool) -> bool {
    let (list, ours) = (words(list), words(ours));
    let agree = |kinds| match (kind(&list, kinds), kind(&ours, kinds)) {
        (Some(list), Some(ours)) => list == ours,
        _ => true,
    };
    agree(TIMES) && (scaled || agree(SIZES)) && kind(&list, COUNTS) == kind(&ours, COUNTS)
}

fn words(unit: &str) -> Vec<String> {
    unit.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

fn kind(words: &[String], kinds: &[(&'static str, &[&str])]) -> Option<&'static str> {
    let of = |(name, known): &(&'static str, &[&str])| {
        words.iter().any(|word| known.contains(&word.as_str())).then_some(*name)
    };
    kinds.iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::same_measure;

    #[test]
    fn loose_words_agree_and_other_measures_do_not() {
        for (list, ours) in [
            ("hours", "Hrs"),
            ("Lambda-GB-Second", "GB-Second"),
            ("GB-month", "GB-Mo"),
            ("hours", "vCPU-Hours"),
            ("Requests", "Requests"),
            ("ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs"),
        ] {
            assert!(same_measure(list, ours, false), "{list} {ours}");
        }
        for (list, ours) in
            [("GB-Mo", "GB-Hours"), ("1M Requests", "Requests"), ("TB-Mo", "GB-Mo"), ("GB-Hour", "GB-Second")]
        {
            assert!(!same_measure(list, ours, false), "{list} {ours}");
        }
        assert!(same_measure("GiBps-mo", "MiBps-Mo", true));
        assert!(!same_measure("GiBps-mo", "MiBps-Mo", false));
    }
}
