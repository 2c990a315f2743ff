//! A bar of eighths of a column: what is paid in full blocks, what is free or covered by credits as a ghost behind it.

use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use unicode_width::UnicodeWidthStr;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// `paid` of `whole`, where the longest bar is `most` and takes so many columns. Something is never drawn as nothing.
pub(super) fn bar(paid: Decimal, whole: Decimal, most: Decimal, columns: usize) -> String {
    let solid = match length(paid, most, columns * EIGHTHS.len()) {
        0 if !paid.is_zero() => 1,
        eighths => eighths,
    };
    let rest = EIGHTHS.get(solid % EIGHTHS.len()).copied().unwrap_or_default();
    let mut bar = format!("{}{rest}", "█".repeat(solid / EIGHTHS.len()));
    let end = match length(whole, most, columns) {
        0 if whole > paid => 1,
        columns => columns,
    };
    if whole > paid {
        bar.push_str(&"░".repeat(end.saturating_sub(bar.width())));
    }
    bar
}

fn length(part: Decimal, most: Decimal, steps: usize) -> usize {
    let share = part.over(most).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
    let steps = share.checked_mul(Decimal::from(steps)).unwrap_or_default();
    usize::try_from(steps.floor()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::bar;
    use sundown_engine::Decimal;

    fn of(paid: u32, whole: u32) -> String {
        bar(Decimal::from(paid), Decimal::from(whole), Decimal::from(80), 10)
    }

    #[test]
    fn bars_count_in_eighths_and_show_what_is_free() {
        assert_eq!(of(80, 80), "██████████");
        assert_eq!(of(20, 40), "██▌░░");
        assert_eq!(of(0, 16), "░░");
        assert_eq!(of(0, 0), "");
    }

    #[test]
    fn something_is_never_drawn_as_nothing() {
        assert_eq!(bar(Decimal::ONE, Decimal::ONE, Decimal::from(1_000_000), 10), "▏");
        assert_eq!(bar(Decimal::ZERO, Decimal::ONE, Decimal::from(1_000_000), 10), "░");
        assert_eq!(bar(Decimal::ZERO, Decimal::ZERO, Decimal::ZERO, 10), "");
    }
}
