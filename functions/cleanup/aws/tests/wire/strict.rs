//! What must never read as a shorter list, and what must never be sent.

use serde_json::{Value, json};
use sundown_cleanup_aws::shape::{Operation, Service, service};
use sundown_cleanup_aws::wire::{self, Reply};

pub(crate) const VOLUMES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<DescribeVolumesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r-1</requestId><volumeSet>
<item><volumeId>vol-1</volumeId><size>8</size><createTime>2026-11-20T01:02:03.000Z</createTime>
<tagSet><item><key>Name</key><value>a &amp; b &#xD55C;</value></item></tagSet></item>
<item><volumeId>vol-2</volumeId><size>16</size></item></volumeSet></DescribeVolumesResponse>";
pub(crate) const TOPICS: &str = "<ListTopicsResponse><ListTopicsResult><Topics><member><TopicArn>arn:1</TopicArn></member>\
<member><TopicArn>arn:2</TopicArn></member></Topics></ListTopicsResult><ResponseMetadata/></ListTopicsResponse>";
pub(crate) const ZONES: &str = "<ListHostedZonesResponse><HostedZones><HostedZone><Id>/z/1</Id><Name>a.</Name>\
<CallerReference>c</CallerReference></HostedZone></HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesResponse>";
pub(crate) const TABLES: &str = r#"{"TableNames":["one","two","셋"]}"#;
pub(crate) const FUNCTIONS: &str =
    r#"{"Functions":[{"FunctionName":"a","CodeSize":1,"Timeout":3},{"FunctionName":"b"}],"NextMarker":null}"#;

pub(crate) const SAMPLES: [(&str, &str, &str); 5] = [
    ("ec2", "DescribeVolumes", VOLUMES),
    ("sns", "ListTopics", TOPICS),
    ("route53", "ListHostedZones", ZONES),
    ("dynamodb", "ListTables", TABLES),
    ("lambda", "ListFunctions", FUNCTIONS),
];

pub(crate) fn found(name: &str, operation: &str) -> (&'static Service, &'static Operation) {
    let service = service(name).unwrap().unwrap();
    (service, &service.operations[operation])
}

pub(crate) fn parsed(name: &str, operation: &str, body: &[u8]) -> Result<Value, String> {
    let (service, operation) = found(name, operation);
    wire::parse(service, operation, &Reply { status: 200, headers: &[], body }).map_err(|bad| bad.to_string())
}

fn written(name: &str, operation: &str, input: &Value) -> Result<wire::Request, String> {
    let (service, operation) = found(name, operation);
    wire::serialise(service, operation, input.as_object().unwrap()).map_err(|bad| bad.to_string())
}

#[test]
fn a_page_cut_at_any_byte_is_an_error() {
    for (name, operation, body) in SAMPLES {
        let whole = parsed(name, operation, body.as_bytes()).unwrap();
        assert!(!whole.as_object().unwrap().is_empty());
        for end in 0..body.len() {
            let cut = parsed(name, operation, &body.as_bytes()[..end]);
            assert!(cut.is_err(), "{name}.{operation} cut at {end} of {} reads as {cut:?}", body.len());
        }
    }
}

#[test]
fn another_document_is_not_an_empty_list() {
    for (name, operation, _) in SAMPLES {
        for body in
            ["", " ", "<html><body>Welcome</body></html>", "<html/>", "[]", "null", "\"\"", "<a>", "\u{0}"]
        {
            let read = parsed(name, operation, body.as_bytes());
            assert!(read.is_err(), "{name}.{operation} reads {body:?} as {read:?}");
        }
    }
}

#[test]
fn a_mistyped_list_is_an_error_with_its_place() {
    let read = |body: &str| parsed("dynamodb", "ListTables", body.as_bytes()).unwrap_err();
    assert_eq!(read(r#"{"TableNames":"one"}"#), "`TableNames`: expected a list, found text");
    assert_eq!(read(r#"{"TableNames":["one",2]}"#), "`TableNames.1`: expected text, found a number");
    let ec2 = |body: &str| parsed("ec2", "DescribeVolumes", body.as_bytes()).unwrap_err();
    assert_eq!(
        ec2("<R><volumeSet>none</volumeSet></R>"),
        "`volumeSet`: <volumeSet> holds text where elements belong"
    );
    assert_eq!(ec2("<R><volumeSet/><volumeSet/></R>"), "`volumeSet`: stands there more than once");
    assert_eq!(
        ec2("<R><volumeSet><item><size>big</size></item></volumeSet></R>"),
        "`volumeSet.0.size`: expected a whole number, found `big`"
    );
    assert!(parsed("sns", "ListTopics", b"<ListTopicsResponse><Topics/></ListTopicsResponse>").is_err());
}

#[test]
fn xml_is_read_strictly() {
    for bad in [
        "<a><b></a></b>",
        "<a/><b/>",
        "<a>&nbsp;</a>",
        "<a>&#xFFFFFFFF;</a>",
        "<a>& b</a>",
        "x<a/>",
        "<a/>x",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "</a>",
        "<a b=\"1></a>",
    ] {
        assert!(wire::xml::parse(bad).is_err(), "{bad} is read");
    }
    assert!(wire::xml::parse(&"<a>".repeat(100_000)).is_err());
    let read = wire::xml::parse("<s:a x=\"&lt;\">1<![CDATA[<&>]]>\r\n<!-- no -->&#65;</s:a>").unwrap();
    assert_eq!(
        (read.name.as_str(), read.text.as_str(), read.attributes[0].1.as_str()),
        ("a", "1<&>\nA", "<")
    );
}

#[test]
fn values_come_as_json_has_them() {
    let read = parsed("ec2", "DescribeVolumes", VOLUMES.as_bytes()).unwrap();
    assert_eq!(
        read,
        json!({ "Volumes": [
            { "VolumeId": "vol-1", "Size": 8, "CreateTime": "2026-11-20T01:02:03Z", "Tags": [{ "Key": "Name", "Value": "a & b 한" }] },
            { "VolumeId": "vol-2", "Size": 16 } ] })
    );
}

#[test]
fn true_bytes_pass_both_ways() {
    let raw: Vec<u8> = (0..=255).collect();
    let text = aws_smithy_types::base64::encode(&raw);
    let put = written("s3", "PutObject", &json!({ "Bucket": "bucket", "Key": "k", "Body": text })).unwrap();
    assert_eq!(put.body, raw);
    assert_eq!(parsed("s3", "GetObject", &raw).unwrap()["Body"], Value::String(text.clone()));
    let item = json!({ "TableName": "t", "Item": { "b": { "B": text } } });
    assert_eq!(
        serde_json::from_slice::<Value>(&written("dynamodb", "PutItem", &item).unwrap().body).unwrap(),
        item
    );
    assert!(
        written("s3", "PutObject", &json!({ "Bucket": "b", "Key": "k", "Body": "not base64!" })).is_err()
    );
}

#[test]
fn an_input_that_could_mean_more_than_it_says_is_not_sent() {
    let no = |name: &str, operation: &str, input: Value| written(name, operation, &input).unwrap_err();
    assert_eq!(
        no("ec2", "TerminateInstances", json!({ "InstanceIDs": ["i-1"] })),
        "`InstanceIDs`: TerminateInstancesRequest has no such member"
    );
    assert_eq!(
        no("ec2", "TerminateInstances", json!({})),
        "`InstanceIds`: TerminateInstancesRequest needs it"
    );
    assert_eq!(
        no("ec2", "TerminateInstances", json!({ "InstanceIds": "i-1" })),
        "`InstanceIds`: expected a list, found text"
    );
    assert_eq!(
        no("ec2", "DescribeVolumes", json!({ "Filters": [{ "Name": "x", "Value": "y" }] })),
        "`Filters.0.Value`: Filter has no such member"
    );
    // With an empty key this would be `DELETE /bucket`.
    let empty = no("s3", "DeleteObject", json!({ "Bucket": "bucket", "Key": "" }));
    assert_eq!(empty, "`Key`: must not be empty: it is part of the path");
    let dots = no("lambda", "DeleteFunction", json!({ "FunctionName": ".." }));
    assert_eq!(dots, "`FunctionName`: must not be dots: in a path they mean another place");
    assert!(
        no("s3", "DeleteObjects", json!({ "Bucket": "b", "Delete": { "Objects": [{ "Key": "a\u{1}" }] } }))
            .contains("control character")
    );
}

#[test]
fn members_are_written_in_the_order_of_the_model() {
    let input = json!({ "Bucket": "b", "Delete": { "Quiet": true, "Objects": [{ "VersionId": "v", "Key": "a&b\n" }] } });
    let request = written("s3", "DeleteObjects", &input).unwrap();
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a&amp;b&#xA;</Key><VersionId>v</VersionId>\
</Object><Quiet>true</Quiet></Delete>"
    );
    assert_eq!(
        (request.method.as_str(), request.path.as_str(), request.query.as_str()),
        ("POST", "/b", "delete")
    );
}
