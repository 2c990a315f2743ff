//! A whole emulated cloud: what boto3 made, our calls see; what they delete is gone, and nothing else is.

use std::collections::BTreeSet;

use aws_smithy_types::base64;
use serde_json::{Value, json};
use sundown_cleanup_aws::{Cause, Options, Reader, Session, Writer};

use crate::configuration;
use crate::moto::Moto;

fn session(moto: &Moto) -> Session {
    let options = Options { endpoint: Some(moto.url.clone()), ..Options::default() };
    Session::new(&configuration(), options).unwrap()
}

#[tokio::test]
async fn what_was_made_is_found() {
    let moto = Moto::start().await;
    let (reader, writer) = (Reader::new(session(&moto)), Writer::that_changes_things(session(&moto)));
    let made = moto.run("zoo.py");
    let mut services = BTreeSet::new();
    for one in made.as_array().unwrap() {
        let (service, operation, text) =
            (one[0].as_str().unwrap(), one[1].as_str().unwrap(), one[2].as_str().unwrap());
        let input =
            if operation == "DescribeSnapshots" { json!({ "OwnerIds": ["self"] }) } else { json!({}) };
        let input = if service == "cognito-idp" { json!({ "MaxResults": 60 }) } else { input };
        let listing = reader.call(service, operation, input).await.unwrap_or_else(|error| panic!("{error}"));
        let quoted = Value::from(text).to_string();
        assert!(
            listing.to_string().contains(quoted.trim_matches('"')),
            "{service}.{operation} lacks {text}: {listing}"
        );
        services.insert(service.to_owned());
    }
    println!("{} listings of {} services", made.as_array().unwrap().len(), services.len());
    assert!(services.len() >= 24, "{services:?}");
    small_pages(&reader).await;
    deletions(&reader, &writer).await;
    keys(&reader, &writer).await;
}

async fn small_pages(reader: &Reader) {
    let listing = reader.call("dynamodb", "ListTables", json!({ "Limit": 2 })).await.unwrap();
    assert_eq!(listing["TableNames"].as_array().unwrap().len(), 5);
}

async fn deletions(reader: &Reader, writer: &Writer) {
    let volumes = reader.call("ec2", "DescribeVolumes", json!({})).await.unwrap();
    let free = volumes["Volumes"].as_array().unwrap().iter().find(|one| one["State"] == "available").unwrap();
    let id = json!({ "VolumeId": free["VolumeId"] });
    assert_eq!(writer.call("ec2", "DeleteVolume", id.clone()).await.unwrap().attempts, 1);
    let error = writer.call("ec2", "DeleteVolume", id).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidVolume.NotFound"), "{error}");
    for (service, operation, input) in [
        ("sqs", "DeleteQueue", json!({ "QueueUrl": "http://none/123456789012/none" })),
        ("dynamodb", "DeleteTable", json!({ "TableName": "none" })),
        ("lambda", "DeleteFunction", json!({ "FunctionName": "none" })),
        ("route53", "DeleteHostedZone", json!({ "Id": "ZNONE" })),
        ("rds", "DeleteDBInstance", json!({ "DBInstanceIdentifier": "none" })),
    ] {
        let error = writer.call(service, operation, input).await.unwrap_err();
        assert!(
            error.code().is_some_and(|code| code.contains("N") && code.parse::<u16>().is_err()),
            "{error}"
        );
    }
}

/// Keys with every trap, made and deleted through us; one stays.
async fn keys(reader: &Reader, writer: &Writer) {
    let kept = "kept & well";
    for key in ["plain", "a b+c", "<&>\"'", "한글/é/日本", "a%20b", "tab\tx", "dir//x", kept] {
        let input = json!({ "Bucket": "zoo-bucket", "Key": key, "Body": base64::encode("x") });
        writer.call("s3", "PutObject", input).await.unwrap_or_else(|error| panic!("{key:?}: {error}"));
    }
    let bucket = json!({ "Bucket": "zoo-bucket", "MaxKeys": 3 });
    let listing = reader.call("s3", "ListObjectVersions", bucket.clone()).await.unwrap();
    let versions = listing["Versions"].as_array().unwrap();
    assert_eq!(versions.len(), 8, "{listing}");
    let doomed: Vec<Value> =
        versions.iter().filter(|one| one["Key"] != kept).map(|one| json!({ "Key": one["Key"] })).collect();
    let input = json!({ "Bucket": "zoo-bucket", "Delete": { "Objects": doomed } });
    writer.call("s3", "DeleteObjects", input).await.unwrap();
    let listing = reader.call("s3", "ListObjectVersions", bucket).await.unwrap();
    let left: Vec<&Value> = listing["Versions"].as_array().unwrap().iter().map(|one| &one["Key"]).collect();
    assert_eq!(left, [kept]);
    let error = writer.call("s3", "DeleteBucket", json!({ "Bucket": "zoo-bucket" })).await.unwrap_err();
    assert!(
        matches!(&*error.cause, Cause::Fault { status: 409, .. }) && error.code() == Some("BucketNotEmpty"),
        "{error}"
    );
}
