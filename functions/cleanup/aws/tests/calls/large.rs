//! Large listings in little memory: a page is held, not the listing.

use serde_json::{Value, json};
use sundown_cleanup_aws::Reader;

use crate::reader;
use crate::server::{Seen, Server, ok};

/// The most memory that this process ever held, in MB; Linux counts it.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

async fn counted(reader: &Reader, service: &str, operation: &str, input: Value, list: &str) -> usize {
    let mut pages = reader.pages(service, operation, input).unwrap();
    let mut count = 0;
    while let Some(page) = pages.next().await.unwrap() {
        count += page[list].as_array().unwrap().len();
    }
    count
}

fn objects(index: usize) -> String {
    let version = |n: usize| {
        format!(
            "<Version><Key>logs/2026/{index:04}/{n:04}.gz</Key><VersionId>v{index}.{n}</VersionId><IsLatest>true</IsLatest>\
<LastModified>2026-11-20T01:02:03.000Z</LastModified><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag><Size>1024</Size>\
<StorageClass>STANDARD</StorageClass><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID></Owner></Version>"
        )
    };
    let more = index < 99;
    let next = if more { format!("<NextKeyMarker>k{index}</NextKeyMarker>") } else { String::new() };
    let versions: String = (0..1_000).map(version).collect();
    format!(
        "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>{more}</IsTruncated>{next}{versions}</ListVersionsResult>"
    )
}

fn snapshots(index: usize) -> String {
    let snapshot = |n: usize| {
        format!(
            "<item><snapshotId>snap-{index:04}{n:04}</snapshotId><volumeId>vol-1</volumeId><status>completed</status>\
<startTime>2026-11-20T01:02:03.000Z</startTime><volumeSize>8</volumeSize><tagSet><item><key>k</key><value>v</value></item></tagSet></item>"
        )
    };
    let next = if index < 9 { format!("<nextToken>t{index}</nextToken>") } else { String::new() };
    let all: String = (0..1_000).map(snapshot).collect();
    format!("<DescribeSnapshotsResponse><snapshotSet>{all}</snapshotSet>{next}</DescribeSnapshotsResponse>")
}

#[tokio::test]
async fn a_hundred_thousand_objects_and_ten_thousand_snapshots() {
    let server = Server::answering(|index, seen: &Seen| {
        ok(&if seen.method == "GET" { objects(index) } else { snapshots(index - 100) })
    })
    .await;
    let reader = reader(&server.url);
    let started = std::time::Instant::now();
    assert_eq!(
        counted(&reader, "s3", "ListObjectVersions", json!({ "Bucket": "large" }), "Versions").await,
        100_000
    );
    let input = json!({ "OwnerIds": ["self"], "MaxResults": 1000 });
    assert_eq!(counted(&reader, "ec2", "DescribeSnapshots", input, "Snapshots").await, 10_000);
    println!("{:.1} s, at most {:?} MB, both ends of the wire", started.elapsed().as_secs_f64(), peak_mb());
    if let Some(peak) = peak_mb() {
        assert!(peak <= 128, "{peak} MB");
    }
}
