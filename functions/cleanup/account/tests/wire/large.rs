//! A large account in little memory: ten thousand snapshots and a hundred thousand objects, in pages of a thousand as AWS
//! gives them (moto gives all of them in one).

use crate::proxy::{Call, Fault, Proxy};
use crate::rig::{ACCOUNT, looking};
use crate::zoo::policy;
use std::process::Command;
use std::time::Instant;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive;
use sundown_cleanup_engine::found::{Fact, State};
use sundown_cleanup_engine::guard::Guards;

const PAGES_OF_OBJECTS: usize = 100;
const PAGES_OF_SNAPSHOTS: usize = 10;
const CHILD: &str = "SUNDOWN_LARGE_ACCOUNT";

/// In a process of its own, so that nobody else's memory is counted.
#[test]
fn a_large_account_fits_into_128_megabytes() {
    if std::env::var_os(CHILD).is_some() {
        return scan();
    }
    let name = "large::a_large_account_fits_into_128_megabytes";
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    print!("{}", said.lines().filter(|line| line.contains("MB")).collect::<String>());
    println!();
    assert!(
        child.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&child.stderr)
    );
}

fn scan() {
    let proxy = Proxy::before(0);
    proxy.script(|call| Some(answer(call)));
    let started = Instant::now();
    let survey = drive::look(&mut looking(&proxy.url), &policy(""), Guards::all()).unwrap();
    let of = |name: &str| {
        let kind = Kind::parse(name).unwrap();
        survey.found.values().filter(move |found| found.key.kind == kind).collect::<Vec<_>>()
    };
    let (snapshots, buckets) = (of("ec2:snapshot"), of("s3:bucket"));
    assert_eq!((snapshots.len(), buckets.len()), (1_000 * PAGES_OF_SNAPSHOTS, 1));
    assert!(snapshots.iter().all(|one| one.state == State::Ready && one.owners != Fact::Unknown));
    assert_eq!(buckets[0].objects, 1_000 * PAGES_OF_OBJECTS as u64);
    let peak = peak_mb();
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "10,000 snapshots and 100,000 objects: {seconds:.1} s, at most {} MB, both ends of the wire",
        peak.unwrap_or_default()
    );
    assert!(peak.is_none_or(|peak| peak <= 128), "{peak:?} MB");
}

/// The most memory that this process ever held; Linux counts it.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1_024)
}

pub(crate) fn answer(call: &Call) -> Fault {
    let name = format!("{}.{}", call.operation.service, call.operation.name);
    Fault::Answers(match &*name {
        "sts.GetCallerIdentity" => format!(
            "<R><GetCallerIdentityResult><Account>{ACCOUNT}</Account><Arn>arn:aws:iam::{ACCOUNT}:user/kim</Arn>\
             <UserId>A</UserId></GetCallerIdentityResult></R>"
        ),
        "cloudformation.DescribeStacks" => {
            "<R><DescribeStacksResult><Stacks/></DescribeStacksResult></R>".to_owned()
        }
        "ec2.DescribeSnapshots" => snapshots(number(&call.text, "NextToken=t")),
        "s3.ListBuckets" => "<ListAllMyBucketsResult><Buckets><Bucket><Name>large</Name>\
             <CreationDate>2026-11-01T00:00:00.000Z</CreationDate><BucketRegion>ap-northeast-2</BucketRegion></Bucket>\
             </Buckets></ListAllMyBucketsResult>"
            .to_owned(),
        "s3.ListObjectVersions" => objects(number(&call.text, "key-marker=k")),
        "s3.ListMultipartUploads" => "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>\
             </ListMultipartUploadsResult>"
            .to_owned(),
        // Whatever else is asked may not be read here.
        _ => return Fault::Says(403, "AccessDenied"),
    })
}

/// The page that a request names, the first one where it names none.
fn number(text: &str, before: &str) -> usize {
    let Some((_, rest)) = text.split_once(before) else { return 0 };
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

fn objects(page: usize) -> String {
    let version = |n: usize| {
        format!(
            "<Version><Key>logs/2026/{page:04}/{n:04}.gz</Key><VersionId>v{page}.{n}</VersionId><IsLatest>true</IsLatest>\
             <LastModified>2026-11-20T01:02:03.000Z</LastModified><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag>\
             <Size>1024</Size><StorageClass>STANDARD</StorageClass><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeeb\
             </ID></Owner></Version>"
        )
    };
    let more = page + 1 < PAGES_OF_OBJECTS;
    let next = if more { format!("<NextKeyMarker>k{}</NextKeyMarker>", page + 1) } else { String::new() };
    let versions: String = (0..1_000).map(version).collect();
    format!(
        "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>{more}</IsTruncated>{next}{versions}\
         </ListVersionsResult>"
    )
}

pub(crate) fn snapshots(page: usize) -> String {
    let snapshot = |n: usize| {
        format!(
            "<item><snapshotId>snap-{page:04}{n:04}</snapshotId><volumeId>vol-1</volumeId><status>completed</status>\
             <startTime>2026-11-20T01:02:03.000Z</startTime><ownerId>{ACCOUNT}</ownerId><volumeSize>8</volumeSize>\
             <tagSet><item><key>lab</key><value>todo-2026</value></item><item><key>owner</key><value>kim</value></item>\
             </tagSet></item>"
        )
    };
    let more = page + 1 < PAGES_OF_SNAPSHOTS;
    let next = if more { format!("<nextToken>t{}</nextToken>", page + 1) } else { String::new() };
    let all: String = (0..1_000).map(snapshot).collect();
    format!("<DescribeSnapshotsResponse><snapshotSet>{all}</snapshotSet>{next}</DescribeSnapshotsResponse>")
}
