//! What turns out wrong after reading: the engine's refusals and the caller's, at the word they are about.

use sundown_engine::error::Error;
use sundown_engine::text::Sentence;

use crate::problem::Problem;
use crate::scenario::Scenario;
use crate::source::Span;

impl Scenario {
    /// Where a field of a resource was written, in bytes of the text; without it, where the resource was.
    pub fn place(&self, deployment: &str, resource: &str, field: &str) -> Option<Span> {
        let name = self.deployments.iter().find(|known| known.name == deployment)?;
        let (_, found) = name.resources.iter().find(|(name, _)| name == resource)?;
        self.index.nearest(&["deployments", deployment, resource, found.kind().key, field])
    }

    /// A problem the caller found with what was written at a path: `["money", "rate"]`.
    pub fn problem(&self, path: &[&str], message: Sentence, help: Option<Sentence>) -> Problem {
        self.source.problem(self.index.nearest(path), message, help)
    }

    /// What the engine refused, at the word it refused.
    pub fn explain(&self, error: &Error) -> Problem {
        match error {
            Error::Resource { deployment, resource, invalid } => {
                let span = self.place(deployment, resource, invalid.field);
                let subject = format!("{deployment}.{resource}");
                let message = about(&subject, invalid.field, &invalid.problem, span.is_some());
                self.source.problem(span, message, None)
            }
            Error::Workload(invalid) => self.section("workload", invalid.field, &invalid.problem),
            Error::Lab(invalid) => self.section("lab", invalid.field, &invalid.problem),
            Error::Unit { meter, priced, metered } => self.source.problem(
                None,
                Sentence::new(
                    format!("{meter}: priced per {priced}, metered in {metered}: this price book cannot be used"),
                    format!("{meter}: 가격 단위({priced})와 사용량 단위({metered})가 다릅니다. 이 가격표는 쓸 수 없습니다"),
                ),
                None,
            ),
            Error::TooLarge(_) => self.source.problem(
                None,
                Sentence::new("the numbers are too large to compute exactly", "숫자가 너무 커서 정확히 계산할 수 없습니다"),
                Some(Sentence::new("write smaller numbers", "더 작은 숫자를 쓰세요")),
            ),
        }
    }

    fn section(&self, table: &str, field: &str, problem: &Sentence) -> Problem {
        let span = self.index.nearest(&[table, field]);
        let message = about(table, field, problem, span.is_some());
        self.source.problem(span, message, None)
    }
}

/// With a caret under the word its name says nothing new; without, it is all that tells where.
fn about(subject: &str, field: &str, problem: &Sentence, pointed: bool) -> Sentence {
    match (pointed, field) {
        (true, _) => problem.clone(),
        (false, "") => {
            Sentence::new(format!("{subject}: {}", problem.en), format!("{subject}: {}", problem.ko))
        }
        (false, field) => Sentence::new(
            format!("{subject}.{field}: {}", problem.en),
            format!("{subject}.{field}: {}", problem.ko),
        ),
    }
}
