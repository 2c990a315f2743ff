//! The deployments of a file: `[deployments.NAME.RESOURCE.KIND]`, in the order they were written.

use sundown_engine::estimate::Deployment;
use sundown_engine::services::Resource;
use sundown_engine::text::Sentence;

use crate::fault::Fault;
use crate::node::Node;

/// Longer names break every table they are printed in.
const LONGEST_NAME: usize = 64;

pub(crate) fn deployments(node: &Node<'_>) -> Result<Vec<Deployment>, Fault> {
    node.children()?.map(|child| deployment(&child)).collect()
}

fn deployment(node: &Node<'_>) -> Result<Deployment, Fault> {
    let name = name(node)?;
    let resources = node.children()?.map(|child| resource(&child)).collect::<Result<Vec<_>, _>>()?;
    if resources.is_empty() {
        return Err(node.fault(
            Sentence::new(format!("`{name}` has no resources"), format!("`{name}`: 리소스가 없습니다")),
            Some(Sentence::new(
                format!("add one: `[deployments.{name}.server.ec2]`"),
                format!("예: `[deployments.{name}.server.ec2]`"),
            )),
        ));
    }
    Ok(Deployment { name, resources })
}

fn resource(node: &Node<'_>) -> Result<(String, Resource), Fault> {
    let name = name(node)?;
    let kinds: Vec<_> = node.children()?.collect();
    match kinds.as_slice() {
        [_] => Ok((name, node.read()?)),
        [] => Err(node.fault(
            Sentence::new(format!("`{name}` has no kind"), format!("`{name}`: 리소스 종류가 없습니다")),
            Some(kind_is_the_last_name()),
        )),
        [first, second, ..] => {
            let (first, second_kind) = (first.name(), second.name());
            Err(second.fault_at_name(
                Sentence::new(
                    format!("`{name}` has two kinds: `{first}` and `{second_kind}`"),
                    format!("`{name}`: 종류가 둘입니다. `{first}`, `{second_kind}`"),
                ),
                Some(kind_is_the_last_name()),
            ))
        }
    }
}

fn kind_is_the_last_name() -> Sentence {
    Sentence::new(
        "a resource is written `[deployments.NAME.RESOURCE.KIND]`, with one kind, its fields below",
        "리소스는 `[deployments.이름.리소스.종류]`로 쓰고, 종류는 하나만 쓰며, 그 아래에 필드를 씁니다",
    )
}

/// Names become words of a command (`explain mine.api`) and of tables.
fn name(node: &Node<'_>) -> Result<String, Fault> {
    let name = node.name();
    let plain = |character: char| character.is_alphanumeric() || character == '-' || character == '_';
    if !name.is_empty() && name.chars().count() <= LONGEST_NAME && name.chars().all(plain) {
        return Ok(name.to_owned());
    }
    Err(node.fault_at_name(
        Sentence::new("this cannot be a name", "이름으로 쓸 수 없습니다"),
        Some(Sentence::new(
            format!("a name has letters, digits, `-` and `_`, {LONGEST_NAME} at most"),
            format!("이름에는 문자, 숫자, `-`, `_`만 최대 {LONGEST_NAME}자까지 쓸 수 있습니다"),
        )),
    ))
}
