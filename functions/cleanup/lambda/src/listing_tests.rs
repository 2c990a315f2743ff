//! What a shard's file must be, and what its absence says.

use super::*;
use crate::shard::Group;

const START: Moment = Moment::from_seconds(1_795_233_600);

fn shard() -> Shard {
    Shard { region: "ap-northeast-2".into(), group: Group::Network }
}

fn read() -> Read {
    let page = |next: Option<&str>| Page { items: Vec::new(), next: next.map(str::to_owned) };
    let volume = Kind::parse("ec2:volume").unwrap();
    let eip = Kind::parse("ec2:eip").unwrap();
    let bucket = Kind::parse("s3:bucket").unwrap();
    Read {
        schema: SCHEMA,
        run: "r1".into(),
        shard: shard(),
        begun: START,
        listings: vec![
            (volume, Listing { pages: vec![page(Some("a")), page(None)], failed: None }),
            (eip, Listing { pages: vec![page(Some("a"))], failed: Some(Failure::Denied) }),
            (bucket, Listing { pages: vec![page(None)], failed: None }),
        ],
    }
}

fn taken(read: &Read) -> (Scanned, Result<(), Unusable>) {
    let mut scanned = Scanned::default();
    let result = scanned.add("r1", START, &shard(), &serde_json::to_vec(read).unwrap());
    (scanned, result)
}

fn asked(scanned: &Scanned, kind: &str, token: Option<&str>) -> Answer {
    scanned.answer("ap-northeast-2", Kind::parse(kind).unwrap(), token)
}

#[test]
fn pages_come_back_one_by_one_and_a_failure_where_it_was() {
    let (scanned, result) = taken(&read());
    assert_eq!(result, Ok(()));
    let page = |next: Option<&str>| Answer::Page { items: Vec::new(), next: next.map(str::to_owned) };
    assert_eq!(asked(&scanned, "ec2:volume", None), page(Some("a")));
    assert_eq!(asked(&scanned, "ec2:volume", Some("a")), page(None));
    assert_eq!(asked(&scanned, "ec2:volume", Some("b")), Answer::Failed(Failure::Inconsistent));
    assert_eq!(asked(&scanned, "ec2:eip", Some("a")), Answer::Failed(Failure::Denied));
}

#[test]
fn what_was_not_read_is_not_empty() {
    let (scanned, _) = taken(&read());
    let nothing = Answer::Failed(Failure::TimedOut);
    assert_eq!(asked(&scanned, "ec2:instance", None), nothing);
    assert_eq!(scanned.answer("us-east-1", Kind::parse("ec2:volume").unwrap(), None), nothing);
    // A type that is not this shard's is not taken from it, whatever the file says.
    assert_eq!(asked(&scanned, "s3:bucket", None), nothing);
    assert_eq!(Scanned::default().answer("us-east-1", Kind::STACK, None), nothing);
}

#[test]
fn a_file_of_another_run_or_time_is_refused() {
    let other = |change: fn(&mut Read)| {
        let mut read = read();
        change(&mut read);
        let (scanned, result) = taken(&read);
        assert_eq!(asked(&scanned, "ec2:volume", None), Answer::Failed(Failure::TimedOut));
        result.unwrap_err()
    };
    assert_eq!(other(|read| read.run = "r0".into()), Unusable::Foreign);
    assert_eq!(other(|read| read.schema = 2), Unusable::Foreign);
    assert_eq!(other(|read| read.shard.group = Group::Data), Unusable::Foreign);
    assert_eq!(other(|read| read.begun = START.minus(Seconds(61))), Unusable::Untimely(-61));
    assert_eq!(other(|read| read.begun = START.plus(Seconds(7_201))), Unusable::Untimely(7_201));
    let mut scanned = Scanned::default();
    let torn = scanned.add("r1", START, &shard(), &serde_json::to_vec(&read()).unwrap()[..300]);
    assert!(matches!(torn, Err(Unusable::Unreadable(_))));
}
