//! A listing whose pages are cut, repeat themselves or end in an error is no listing: not even its good half counts.

use crate::large::snapshots;
use crate::proxy::{Fault, Proxy};
use crate::rig::{REGION, looking};
use sundown_cleanup_engine::ask::{Answer, Failure, Query};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive::Read as _;

/// What a listing of snapshots says when its second page is this.
fn listed(second: impl Fn() -> Fault + Send + Sync + 'static) -> Answer {
    let proxy = Proxy::before(0);
    proxy.script(move |call| {
        let of_account = call.is("sts.GetCallerIdentity") || call.is("cloudformation.DescribeStacks");
        Some(match call.text.contains("NextToken") {
            _ if of_account => crate::large::answer(call),
            false => Fault::Answers(snapshots(0)),
            true => second(),
        })
    });
    let query =
        Query::List { region: REGION.into(), kind: Kind::parse("ec2:snapshot").unwrap(), token: None };
    looking(&proxy.url).read(&query).1
}

#[test]
fn half_a_listing_is_none() {
    let whole = listed(|| Fault::Answers(snapshots(9)));
    assert!(
        matches!(&whole, Answer::Page { items, next: None } if items.len() == 2_000),
        "the rig itself is right"
    );
    let last = snapshots(9);
    let cut = listed(move || Fault::Answers(last[..last.len() / 2].to_owned()));
    assert_eq!(cut, Answer::Failed(Failure::Inconsistent));
    let again = listed(|| Fault::Answers(snapshots(0)));
    assert_eq!(again, Answer::Failed(Failure::Inconsistent), "the same page for ever");
    assert_eq!(listed(|| Fault::Says(403, "UnauthorizedOperation")), Answer::Failed(Failure::Denied));
    assert_eq!(listed(|| Fault::Says(503, "RequestLimitExceeded")), Answer::Failed(Failure::Throttled));
    assert_eq!(listed(|| Fault::Says(500, "InternalError")), Answer::Failed(Failure::Server));
}
