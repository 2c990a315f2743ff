//! What S3 does otherwise: hosts, regions, checksums, encoded keys, failures inside of a success.

use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use serde_json::{Value, json};
use sundown_cleanup_aws::{Addressing, Cause, Options, Reader, Session, Writer};

use crate::server::{Server, ok, status, with};
use crate::{configuration, hurried, reader, writer};

/// Every host is this machine: so that `bucket.s3.test` reaches the server.
#[derive(Debug, Clone)]
struct Here;

impl ResolveDns for Here {
    fn resolve_dns<'a>(&'a self, _: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec!["127.0.0.1".parse().unwrap()]))
    }
}

/// A session that addresses buckets by host, as on AWS.
fn by_host(server: &Server) -> Session {
    let provider = Provider::Rustls(CryptoMode::Ring);
    let http = aws_smithy_http_client::Builder::new().tls_provider(provider).build_with_resolver(Here);
    let config = configuration().into_builder().http_client(http).build();
    let port = server.url.rsplit(':').next().unwrap();
    let endpoint = format!("http://s3.test:{port}");
    let options = Options { addressing: Addressing::Host, ..hurried(&endpoint, "7") };
    Session::new(&config, options).unwrap()
}

const EMPTY: &str = "<ListVersionsResult><Name>b</Name><IsTruncated>false</IsTruncated></ListVersionsResult>";

#[tokio::test]
async fn a_bucket_is_a_host_where_its_name_can_be_one() {
    let server = Server::saying(&[ok(EMPTY)]).await;
    let reader = Reader::new(by_host(&server));
    for bucket in ["my-bucket", "my.dotted.bucket", "My_Old_Bucket"] {
        reader.call("s3", "ListObjectVersions", json!({ "Bucket": bucket })).await.unwrap();
    }
    let seen = server.seen();
    let port = server.url.rsplit(':').next().unwrap();
    let where_to: Vec<(String, &str)> =
        seen.iter().map(|one| (one.header("host").to_owned(), one.target.as_str())).collect();
    assert_eq!(where_to[0], (format!("my-bucket.s3.test:{port}"), "/?versions&encoding-type=url"));
    assert_eq!(where_to[1], (format!("s3.test:{port}"), "/my.dotted.bucket?versions&encoding-type=url"));
    assert_eq!(where_to[2], (format!("s3.test:{port}"), "/My_Old_Bucket?versions&encoding-type=url"));
}

#[tokio::test]
async fn a_key_keeps_its_letters_in_the_path() {
    let server = Server::saying(&[status(204, "")]).await;
    let writer = Writer::that_changes_things(by_host(&server));
    for key in ["a/b//c", "../up", "a b+c%20?#&=", "한글/é", "bell\u{7}"] {
        writer.call("s3", "DeleteObject", json!({ "Bucket": "bucket", "Key": key })).await.unwrap();
    }
    let targets: Vec<String> = server.seen().iter().map(|seen| seen.target.clone()).collect();
    assert_eq!(
        targets,
        ["/a/b//c", "/../up", "/a%20b%2Bc%2520%3F%23%26%3D", "/%ED%95%9C%EA%B8%80/%C3%A9", "/bell%07"]
    );
}

/// A bucket elsewhere answers 301 with its region: asked there once, and from then on at once.
#[tokio::test]
async fn a_bucket_is_asked_in_its_own_region() {
    for status in [301, 400] {
        let server = Server::answering(move |_, seen| {
            if seen.header("authorization").contains("/eu-west-1/s3/") {
                return ok(EMPTY);
            }
            with(
                status,
                &[("x-amz-bucket-region", "eu-west-1")],
                "<Error><Code>PermanentRedirect</Code></Error>",
            )
        })
        .await;
        let reader = reader(&server.url);
        for _ in 0..2 {
            reader.call("s3", "ListObjectVersions", json!({ "Bucket": "far" })).await.unwrap();
        }
        assert_eq!(server.seen().len(), 3, "status {status}");
    }
    // HEAD has no body; the header is enough.
    let server = Server::answering(|_, seen| {
        let there = seen.header("authorization").contains("/us-west-2/s3/");
        if there { ok("") } else { with(301, &[("x-amz-bucket-region", "us-west-2")], "") }
    })
    .await;
    reader(&server.url).call("s3", "HeadBucket", json!({ "Bucket": "far" })).await.unwrap();
}

#[tokio::test]
async fn a_bucket_that_is_nowhere_is_not_asked_for_ever() {
    let server = Server::answering(|index, _| {
        let region = if index % 2 == 0 { "eu-west-1" } else { "us-west-2" };
        with(301, &[("x-amz-bucket-region", region)], "<Error><Code>PermanentRedirect</Code></Error>")
    })
    .await;
    let error =
        reader(&server.url).call("s3", "ListObjectVersions", json!({ "Bucket": "b" })).await.unwrap_err();
    assert_eq!((error.code(), server.seen().len()), (Some("PermanentRedirect"), 2));
    // A refusal names the region of a stranger's bucket, too: that is no reason to go there.
    let denied =
        with(403, &[("x-amz-bucket-region", "eu-west-1")], "<Error><Code>AccessDenied</Code></Error>");
    let server = Server::saying(&[denied]).await;
    let error =
        reader(&server.url).call("s3", "ListObjectVersions", json!({ "Bucket": "b" })).await.unwrap_err();
    assert!(error.is_denied());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn keys_come_as_they_are_called() {
    let page = |more: bool, marker: &str, key: &str| {
        ok(&format!(
            "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>{more}</IsTruncated>{marker}<Version><Key>{key}</Key>\
<VersionId>1</VersionId></Version><DeleteMarker><Key>{key}</Key></DeleteMarker></ListVersionsResult>"
        ))
    };
    let marker = "<NextKeyMarker>a%2Bb+c%01</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>";
    let server = Server::saying(&[page(true, marker, "a%2Bb+c%01"), page(false, "", "%ED%95%9C")]).await;
    let whole = reader(&server.url).call("s3", "ListObjectVersions", json!({ "Bucket": "b" })).await.unwrap();
    assert_eq!(whole["Versions"][0]["Key"], "a+b c\u{1}");
    assert_eq!(whole["Versions"][1]["Key"], "한");
    assert_eq!(whole["DeleteMarkers"][1]["Key"], "한");
    let next = &server.seen()[1].target;
    assert!(next.contains("key-marker=a%2Bb%20c%01&"), "{next}");
}

#[tokio::test]
async fn what_deletes_many_says_what_it_did_not_delete() {
    let partly = "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code>\
<Message>no</Message></Error></DeleteResult>";
    let server =
        Server::saying(&[ok(partly), ok("<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>")])
            .await;
    let writer = writer(&server.url);
    let input = json!({ "Bucket": "b", "Delete": { "Objects": [{ "Key": "a" }, { "Key": "b" }] } });
    let error = writer.call("s3", "DeleteObjects", input.clone()).await.unwrap_err();
    let Cause::Partial { failed, reply } = &*error.cause else { panic!("{error}") };
    assert_eq!(
        (&failed[0]["Key"], &failed[0]["Code"], &reply["Deleted"][0]["Key"]),
        (&json!("b"), &json!("AccessDenied"), &json!("a"))
    );
    writer.call("s3", "DeleteObjects", input).await.unwrap();
    let seen = &server.seen()[0];
    let sum = aws_smithy_types::base64::encode(crc32fast::hash(&seen.body).to_be_bytes());
    assert_eq!(
        (seen.header("x-amz-checksum-crc32"), seen.header("x-amz-sdk-checksum-algorithm")),
        (sum.as_str(), "CRC32")
    );
    assert!(seen.header("authorization").contains("x-amz-checksum-crc32"), "the checksum is signed");
}

#[tokio::test]
async fn a_success_that_is_an_error_is_one() {
    let server =
        Server::saying(&[ok("<Error><Code>InternalErrorOfSomeKind</Code><Message>m</Message></Error>")])
            .await;
    let error = reader(&server.url).call("s3", "ListBuckets", Value::Null).await.unwrap_err();
    assert_eq!(error.code(), Some("InternalErrorOfSomeKind"));
}
