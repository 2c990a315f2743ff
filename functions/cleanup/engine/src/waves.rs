//! The order of deletion: users before what they use, by the graph as it is; the table's waves only break ties. What
//! uses each other in a circle (security groups) shares a wave.

use crate::found::Key;
use std::collections::{BTreeMap, BTreeSet};

/// For each node its rank; lower ranks go first. `before` holds pairs (user, used).
#[must_use]
pub fn ranks<'k>(nodes: &BTreeSet<&'k Key>, before: &BTreeSet<(&'k Key, &'k Key)>) -> BTreeMap<&'k Key, u32> {
    let mut needs: BTreeMap<&Key, BTreeSet<&Key>> =
        nodes.iter().map(|node| (*node, BTreeSet::new())).collect();
    for (user, used) in before {
        if let Some(needs) = needs.get_mut(used) {
            needs.insert(*user);
        }
    }
    let mut ranks: BTreeMap<&'k Key, u32> = BTreeMap::new();
    while ranks.len() < nodes.len() {
        let open: Vec<&'k Key> = nodes.iter().filter(|node| !ranks.contains_key(*node)).copied().collect();
        let ready = |node: &Key| {
            needs.get(node).is_some_and(|needs| needs.iter().all(|user| ranks.contains_key(user)))
        };
        let mut next: BTreeSet<&'k Key> = open.iter().filter(|node| ready(node)).copied().collect();
        if next.is_empty() {
            next = circle(&open, &needs);
        }
        let earliest = |node: &Key| {
            let users = needs.get(node).into_iter().flatten().filter_map(|user| ranks.get(user));
            users.max().map_or(0, |rank| rank + 1).max(u32::from(node.kind.row().wave) * 1_000)
        };
        // A circle shares the latest of its ranks.
        let found: Vec<(&'k Key, u32)> = next.iter().map(|node| (*node, earliest(node))).collect();
        let shared = found.iter().map(|(_, rank)| *rank).max().unwrap_or_default();
        let is_circle = !found.iter().all(|(node, _)| ready(node));
        for (node, rank) in found {
            ranks.insert(node, if is_circle { shared } else { rank });
        }
    }
    ranks
}

/// Nodes that wait only for each other: all that the first one waits for waits for it too, or another such set below.
fn circle<'k>(open: &[&'k Key], needs: &BTreeMap<&'k Key, BTreeSet<&'k Key>>) -> BTreeSet<&'k Key> {
    let waits_for = |node: &'k Key| -> BTreeSet<&'k Key> {
        let mut seen = BTreeSet::new();
        let mut stack = vec![node];
        while let Some(next) = stack.pop() {
            for user in needs.get(next).into_iter().flatten() {
                if open.contains(user) && seen.insert(*user) {
                    stack.push(user);
                }
            }
        }
        seen
    };
    let smallest =
        open.iter().map(|node| waits_for(node)).filter(|set| !set.is_empty()).min_by_key(BTreeSet::len);
    smallest.unwrap_or_else(|| open.iter().copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Kind;

    fn key(kind: &str, id: &str) -> Key {
        Key::new("r", Kind::parse(kind).unwrap(), id)
    }

    #[test]
    fn users_go_first_whatever_the_table_says() {
        let (sg, subnet, vpc) =
            (key("ec2:security-group", "sg"), key("ec2:subnet", "s"), key("ec2:vpc", "v"));
        // A launch template (wave 75) uses the security group (wave 71).
        let template = key("ec2:launch-template", "lt");
        let nodes = BTreeSet::from([&sg, &subnet, &vpc, &template]);
        let before = BTreeSet::from([(&template, &sg), (&sg, &vpc), (&subnet, &vpc)]);
        let ranks = ranks(&nodes, &before);
        for (user, used) in before {
            assert!(ranks[user] < ranks[used], "{user} before {used}");
        }
    }

    #[test]
    fn a_circle_shares_a_wave_and_what_it_uses_comes_later() {
        let (a, b, c) =
            (key("ec2:security-group", "a"), key("ec2:security-group", "b"), key("ec2:security-group", "c"));
        let vpc = key("ec2:vpc", "v");
        let nodes = BTreeSet::from([&a, &b, &c, &vpc]);
        let before = BTreeSet::from([(&a, &b), (&b, &a), (&b, &c), (&c, &vpc)]);
        let ranks = ranks(&nodes, &before);
        assert_eq!(ranks[&a], ranks[&b]);
        assert!(ranks[&b] < ranks[&c] && ranks[&c] < ranks[&vpc]);
    }
}
