//! What is asked again and what is not: each fault once, then a good answer. The server counts.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use sundown_cleanup_aws::{Cause, Limits, Options, Reader, Session};

use crate::server::{Answer, Server, http_date, ok, status, with};
use crate::{configuration, hurried, reader, writer};

const VOLUMES: &str = "<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId></item></volumeSet>\
</DescribeVolumesResponse>";

fn ec2_error(code: &str) -> String {
    format!(
        "<Response><Errors><Error><Code>{code}</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>"
    )
}

/// How often the server was asked when its first answer was this and its second is good.
async fn asked(service: &str, operation: &str, first: Answer, good: &str) -> (usize, Result<Value, String>) {
    let server = Server::saying(&[first, ok(good)]).await;
    let answer = reader(&server.url).call(service, operation, json!({})).await;
    (server.seen().len(), answer.map_err(|error| error.to_string()))
}

#[tokio::test]
async fn what_passes_is_asked_again() {
    let throttled = |code: &str| with(400, &[("x-amzn-errortype", code)], "{}");
    let slow = "<Error><Code>SlowDown</Code><Message>m</Message></Error>";
    let prior = "<ErrorResponse><Error><Code>PriorRequestNotComplete</Code></Error></ErrorResponse>";
    let zones =
        "<ListHostedZonesResponse><HostedZones/><IsTruncated>false</IsTruncated></ListHostedZonesResponse>";
    let buckets = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>";
    let tables = r#"{"TableNames":[]}"#;
    let faults: Vec<(&str, &str, &str, Answer, &str)> = vec![
        ("503 without a body", "ec2", "DescribeVolumes", status(503, ""), VOLUMES),
        ("500", "ec2", "DescribeVolumes", status(500, "<html>oops</html>"), VOLUMES),
        (
            "RequestLimitExceeded",
            "ec2",
            "DescribeVolumes",
            status(503, &ec2_error("RequestLimitExceeded")),
            VOLUMES,
        ),
        (
            "the same as 400",
            "ec2",
            "DescribeVolumes",
            status(400, &ec2_error("RequestLimitExceeded")),
            VOLUMES,
        ),
        ("Throttling", "ec2", "DescribeVolumes", status(400, &ec2_error("Throttling")), VOLUMES),
        ("ThrottlingException", "dynamodb", "ListTables", throttled("ThrottlingException"), tables),
        ("429", "dynamodb", "ListTables", throttled("TooManyRequestsException"), tables),
        ("SlowDown", "s3", "ListBuckets", status(503, slow), buckets),
        ("SlowDown inside of 200", "s3", "ListBuckets", ok(slow), buckets),
        ("PriorRequestNotComplete", "route53", "ListHostedZones", status(400, prior), zones),
        ("a reset", "ec2", "DescribeVolumes", Answer::Reset, VOLUMES),
        ("a short body", "ec2", "DescribeVolumes", Answer::Short(VOLUMES.to_owned()), VOLUMES),
        ("a body cut by a proxy", "ec2", "DescribeVolumes", ok(&VOLUMES[..60]), VOLUMES),
        ("silence", "ec2", "DescribeVolumes", Answer::Hang, VOLUMES),
    ];
    for (name, service, operation, fault, good) in faults {
        let (times, answer) = asked(service, operation, fault, good).await;
        assert_eq!(times, 2, "{name}: {answer:?}");
        assert!(answer.is_ok(), "{name}: {answer:?}");
    }
}

#[tokio::test]
async fn what_stays_is_not() {
    let limit = with(400, &[("x-amzn-errortype", "LimitExceededException")], "{}");
    let faults = [
        ("403", "ec2", "DescribeVolumes", status(403, &ec2_error("UnauthorizedOperation"))),
        ("404", "ec2", "DescribeVolumes", status(404, &ec2_error("InvalidVolume.NotFound"))),
        ("400", "ec2", "DescribeVolumes", status(400, &ec2_error("InvalidParameterValue"))),
        ("a quota that is used up", "dynamodb", "ListTables", limit),
    ];
    for (name, service, operation, fault) in faults {
        let (times, answer) = asked(service, operation, fault, "{}").await;
        assert_eq!(times, 1, "{name}: {answer:?}");
        assert!(answer.is_err(), "{name}");
    }
}

#[tokio::test]
async fn an_answer_that_stays_cut_is_incomplete() {
    let server = Server::saying(&[ok(&VOLUMES[..VOLUMES.len() - 3])]).await;
    let error = reader(&server.url).call("ec2", "DescribeVolumes", json!({})).await.unwrap_err();
    assert!(matches!(*error.cause, Cause::Incomplete(_)), "{error}");
    assert_eq!((error.attempts, server.seen().len()), (3, 3));
}

#[tokio::test]
async fn a_silent_server_is_left_after_the_attempts() {
    let server = Server::saying(&[Answer::Hang]).await;
    let started = std::time::Instant::now();
    let error = reader(&server.url).call("ec2", "DescribeVolumes", json!({})).await.unwrap_err();
    assert!(matches!(*error.cause, Cause::Unreachable(_)), "{error}");
    assert_eq!(server.seen().len(), 3);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// A clock that is wrong by an hour is corrected from the server's, and stays corrected.
#[tokio::test]
async fn a_wrong_clock_is_corrected() {
    let ahead = SystemTime::now() + Duration::from_secs(3_600);
    let date = http_date(ahead);
    let refused = with(403, &[("date", &date)], &ec2_error("RequestTimeTooSkewed"));
    let server = Server::saying(&[refused, with(200, &[("date", &date)], VOLUMES)]).await;
    let reader = reader(&server.url);
    reader.call("ec2", "DescribeVolumes", json!({})).await.unwrap();
    reader.call("ec2", "DescribeVolumes", json!({})).await.unwrap();
    let seen = server.seen();
    let hour = |index: usize| seen[index].header("x-amz-date").get(..11).unwrap_or_default().to_owned();
    assert_eq!(seen.len(), 3);
    assert_ne!(hour(0), hour(1), "the second attempt is signed by the server's clock");
    assert_eq!(hour(1), hour(2), "and so is the next call");
}

#[tokio::test]
async fn a_deletion_sent_twice_knows_it() {
    let gone = status(400, &ec2_error("InvalidVolume.NotFound"));
    let server = Server::saying(&[Answer::Reset, gone.clone()]).await;
    let volume = json!({ "VolumeId": "vol-1" });
    let error = writer(&server.url).call("ec2", "DeleteVolume", volume.clone()).await.unwrap_err();
    assert_eq!((error.attempts, error.code()), (2, Some("InvalidVolume.NotFound")));
    assert!(error.is_gone_after_retry(&["InvalidVolume.NotFound"]));
    let server = Server::saying(&[gone]).await;
    let error = writer(&server.url).call("ec2", "DeleteVolume", volume.clone()).await.unwrap_err();
    assert!(
        !error.is_gone_after_retry(&["InvalidVolume.NotFound"]),
        "the first attempt found nothing: not ours"
    );
    let server = Server::saying(&[
        Answer::Reset,
        ok("<DeleteVolumeResponse><return>true</return></DeleteVolumeResponse>"),
    ])
    .await;
    assert_eq!(writer(&server.url).call("ec2", "DeleteVolume", volume).await.unwrap().attempts, 2);
}

#[tokio::test]
async fn a_creation_is_sent_once() {
    for fault in [Answer::Reset, status(503, ""), status(503, &ec2_error("RequestLimitExceeded"))] {
        let server = Server::saying(&[fault, ok("<CreateSnapshotResponse/>")]).await;
        let error = writer(&server.url)
            .call("ec2", "CreateSnapshot", json!({ "VolumeId": "vol-1" }))
            .await
            .unwrap_err();
        assert_eq!((server.seen().len(), error.attempts), (1, 1), "{error}");
    }
    let server = Server::saying(&[Answer::Reset]).await;
    let error =
        writer(&server.url).call("ec2", "CreateSnapshot", json!({ "VolumeId": "vol-1" })).await.unwrap_err();
    assert!(error.is_unknown_outcome());
}

/// The SDK's budget of retries goes by a name. A throttled account must not use up another's, nor a region the next's.
#[tokio::test]
async fn each_account_and_region_has_its_own_retries() {
    let server = Server::saying(&[status(400, &ec2_error("Throttling"))]).await;
    let reader = |account: &str, pause: u64| {
        let limits = Limits { attempts: 2, pause: Duration::from_millis(pause), ..hurried("", "").limits };
        let options = Options { limits, ..hurried(&server.url, account) };
        Reader::new(Session::new(&configuration(), options).unwrap())
    };
    let attempts =
        async |reader: Reader| reader.call("ec2", "DescribeVpcs", json!({})).await.unwrap_err().attempts;
    let starving = reader("111111111111", 3_000);
    let crowd: Vec<_> = (0..200).map(|_| tokio::spawn(attempts(starving.clone()))).collect();
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert_eq!(attempts(reader("222222222222", 5)).await, 2, "another account");
    assert_eq!(attempts(reader("111111111111", 5).in_region("us-east-1")).await, 2, "another region");
    let mut once = 0;
    for call in crowd {
        once += usize::from(call.await.unwrap() == 1);
    }
    assert!(once > 0, "two hundred throttled calls at once never used up the budget: nothing was tested");
}
