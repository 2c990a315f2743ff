//! Names with `*`, the only pattern there is: a regular expression that is nearly right protects nearly everything.

/// A name in which `*` stands for any letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Refuses empty patterns and signs that people mean as a regular expression.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = !text.trim().is_empty()
            && !text.contains(['?', '[', ']', '^', '$', '|', '(', ')', '\\', '{', '}', '+']);
        plain.then(|| Self(text.to_lowercase()))
    }

    /// Capitals don't matter: a pattern only ever protects.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut parts = self.0.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = name.strip_prefix(first) else { return false };
        let Some(last) = parts.next_back() else { return rest.is_empty() };
        for part in parts {
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
        rest.ends_with(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, name, fits) in [
            ("prod", "prod", true),
            ("prod", "product", false),
            ("prod*", "Production-DB", true),
            ("*tfstate*", "my-tfstate-bucket", true),
            ("a*b*c", "a-b-c", true),
            ("a*b*c", "a-c", false),
            ("*db", "mydb", true),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().matches(name), fits, "{pattern} {name}");
        }
        for refused in ["", " ", "^prod", "a|b", "prod.+", "[ab]"] {
            assert_eq!(Pattern::parse(refused), None, "{refused}");
        }
    }
}
