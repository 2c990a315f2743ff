//! How a resource is declared: once, with its fields, their defaults and their words; the reader, the help of
//! `estimate explain` and the errors all come from that one declaration.

use crate::error::Invalid;
use crate::facts::Facts;
use crate::period::Period;
use crate::quantity::{
    Count, Dollars, Gigabytes, GigabytesMonthly, Hours, Kilobytes, Megabytes, Millis, Monthly, PerSecond,
    Percent, Quantity, Seconds, Vcpu,
};
use crate::text::{Sentence, Text};
use crate::usage::Bill;
use jiff::civil::Date;

/// Where and when a resource is used.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    pub region: &'a str,
    pub on: Date,
    pub period: Period,
    pub facts: &'a Facts,
    /// Whether everything that can be stopped is stopped.
    pub stopped: bool,
}

/// What every resource can say of itself.
pub trait Billable {
    /// How much of which meters it uses, or which field cannot be.
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid>;

    /// Why an account on the free plan may not have it.
    fn refused(&self, _facts: &Facts) -> Option<Refusal> {
        None
    }
}

/// Something AWS will not let this account launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule's name in our facts: `plan.free.ec2`.
    pub rule: &'static str,
    pub why: Sentence,
}

/// A kind of resource, as a scenario names it.
#[derive(Debug)]
pub struct Kind {
    pub key: &'static str,
    pub about: Text,
    pub fields: &'static [Field],
    /// The fields' defaults as a scenario would write them, in their order.
    pub defaults: fn() -> Vec<String>,
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub about: Text,
    pub choices: &'static [&'static str],
}

/// A type a field can have.
pub trait FieldType {
    const CHOICES: &'static [&'static str] = &[];

    /// As a scenario would write it.
    fn written(&self) -> String;
}

macro_rules! free_fields {
    ($($name:ty)*) => { $(impl FieldType for $name {
        fn written(&self) -> String { self.number().to_string() }
    })* };
}
free_fields! {
    Count Dollars Gigabytes GigabytesMonthly Hours Kilobytes Megabytes Millis Monthly PerSecond Percent Seconds Vcpu
}

impl FieldType for String {
    fn written(&self) -> String {
        format!("{self:?}")
    }
}

impl FieldType for u32 {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl FieldType for bool {
    const CHOICES: &'static [&'static str] = &["true", "false"];

    fn written(&self) -> String {
        self.to_string()
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const CHOICES: &'static [&'static str] = T::CHOICES;

    /// Nothing is written for nothing.
    fn written(&self) -> String {
        self.as_ref().map_or_else(String::new, T::written)
    }
}

/// Declares a resource: `Type "key" "english" / "korean" { field: Type = default, "english" / "korean"; … }`.
macro_rules! resource {
    (
        $(#[$doc:meta])*
        $name:ident $key:literal $en:literal / $ko:literal {
            $($field:ident : $type:ty = $default:expr, $field_en:literal / $field_ko:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(pub $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default.into(),)* }
            }
        }

        impl $name {
            pub const KIND: crate::resource::Kind = crate::resource::Kind {
                key: $key,
                about: crate::text::Text::new($en, $ko),
                fields: &[$(crate::resource::Field {
                    name: stringify!($field),
                    about: crate::text::Text::new($field_en, $field_ko),
                    choices: <$type as crate::resource::FieldType>::CHOICES,
                },)*],
                defaults: || {
                    let default = Self::default();
                    vec![$(crate::resource::FieldType::written(&default.$field),)*]
                },
            };
        }
    };
}
pub(crate) use resource;

/// Declares a closed choice of words: `Name { Variant = "word", … }`; the first is the default.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_word:literal $(, $variant:ident = $word:literal)* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
        pub enum $name {
            #[default]
            #[serde(rename = $first_word)]
            $first,
            $(#[serde(rename = $word)] $variant,)*
        }

        impl $name {
            pub const fn word(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl crate::resource::FieldType for $name {
            const CHOICES: &'static [&'static str] = &[$first_word $(, $word)*];

            fn written(&self) -> String {
                format!("{:?}", self.word())
            }
        }
    };
}
pub(crate) use choice;

choice! {
    /// The processor something runs on.
    Arch { X86 = "x86_64", Arm = "arm64" }
}
