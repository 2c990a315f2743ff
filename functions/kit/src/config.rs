//! Configuration from the environment. What is missing or wrong is told in one line that names the variable, and never shows its value.

use std::collections::HashMap;
use std::str::FromStr;

#[derive(Clone, Default)]
pub struct Settings(HashMap<String, String>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("configuration: {0} is not set: {1}")]
    Missing(&'static str, &'static str),
    #[error("configuration: {0} can't be used: {1}")]
    Unusable(&'static str, String),
}

impl Settings {
    pub fn from_env() -> Settings {
        Settings(
            std::env::vars_os()
                .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
                .collect(),
        )
    }

    /// The value of a variable; set to nothing is not set.
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// `what` says in a few words what the variable is for.
    pub fn required(&self, name: &'static str, what: &'static str) -> Result<&str, ConfigError> {
        self.optional(name).ok_or(ConfigError::Missing(name, what))
    }

    pub fn parsed<T>(&self, name: &'static str, default: T) -> Result<T, ConfigError>
    where
        T: FromStr<Err: std::fmt::Display>,
    {
        let Some(text) = self.optional(name) else { return Ok(default) };
        text.parse().map_err(|error: T::Err| ConfigError::Unusable(name, error.to_string()))
    }

    /// A list with commas between.
    pub fn list(&self, name: &str) -> Option<Vec<String>> {
        let items = self.optional(name)?.split(',').map(|item| item.trim().to_owned());
        Some(items.filter(|item| !item.is_empty()).collect())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Settings {
    fn from(pairs: [(&str, &str); N]) -> Settings {
        Settings(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let settings = Settings::from([("EMPTY", " "), ("LIST", "a, b,,c"), ("N", "x7")]);
        for name in ["EMPTY", "ABSENT"] {
            let error = settings.required(name, "the table of todos").unwrap_err();
            assert_eq!(error.to_string(), format!("configuration: {name} is not set: the table of todos"));
        }
        assert_eq!(settings.list("LIST"), Some(vec!["a".into(), "b".into(), "c".into()]));
    }

    #[test]
    fn a_wrong_value_is_named_and_not_shown() {
        let settings = Settings::from([("N", "x7")]);
        let error = settings.parsed("N", 1_u16).unwrap_err().to_string();
        assert!(error.contains('N') && !error.contains("x7"), "{error}");
        assert_eq!(settings.parsed("OTHER", 1_u16), Ok(1));
    }
}
