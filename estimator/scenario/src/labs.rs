//! The labs of the class, carried inside the binary: files a student can read, copy and change.

use sundown_engine::error::nearest;
use sundown_engine::text::Sentence;

/// A lab as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmbeddedLab {
    pub name: &'static str,
    pub toml: &'static str,
}

macro_rules! labs {
    ($($name:literal)*) => {
        const LABS: &[EmbeddedLab] = &[$(EmbeddedLab {
            name: $name,
            toml: include_str!(concat!("../../../templates/labs/", $name, ".toml")),
        },)*];
    };
}

labs! {
    "first-ec2" "django-react" "django-rds-elb" "book" "ecs-fargate" "eks" "messaging" "serverless"
}

/// All labs, in the order they are taught.
pub fn labs() -> &'static [EmbeddedLab] {
    LABS
}

/// The lab of that name, or what was meant.
pub fn lab(name: &str) -> Result<EmbeddedLab, Sentence> {
    LABS.iter().copied().find(|lab| lab.name == name).ok_or_else(|| {
        let all = LABS.iter().map(|lab| lab.name).collect::<Vec<_>>().join(", ");
        let near = nearest(name, LABS.iter().map(|lab| lab.name)).join(", ");
        let (en, ko) = if near.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("did you mean {near}? "), format!("비슷한 이름: {near}. "))
        };
        Sentence::new(
            format!("there is no lab `{name}`; {en}labs: {all}"),
            format!("`{name}`: 존재하지 않는 실습입니다. {ko}실습 목록: {all}"),
        )
    })
}
