//! Every service's host and signature, compared with botocore's own rules.

use serde_json::{Value, json};
use sundown_cleanup_aws::endpoint::{is_global, place};
use sundown_cleanup_aws::shape::{service, services};

use crate::botocore;

const REGIONS: [&str; 4] = ["ap-northeast-2", "us-east-1", "us-west-2", "eu-central-1"];

#[test]
fn botocore_sends_each_service_to_the_same_host() {
    let mut asked = Vec::new();
    for name in services() {
        let first = service(name)
            .unwrap()
            .unwrap()
            .operations
            .keys()
            .find(|one| *one != "ListObjectVersions")
            .unwrap();
        let first = if name == "s3" { "ListBuckets" } else { first };
        asked.extend(REGIONS.map(|region| json!([name, first, region, null])));
    }
    let answers = botocore("endpoints.py", &Value::Array(asked.clone()));
    for (asked, expected) in asked.iter().zip(answers.as_array().unwrap()) {
        let (name, region) = (asked[0].as_str().unwrap(), asked[2].as_str().unwrap());
        let about = &service(name).unwrap().unwrap().about;
        let found = place(about, region, None).unwrap();
        let found = json!([found.url, found.region, about.signing]);
        // botocore resolves Global Accelerator everywhere; its documentation has it in Oregon only.
        if name == "globalaccelerator" {
            assert_eq!(found[0], "https://globalaccelerator.us-west-2.amazonaws.com");
            continue;
        }
        // Two old global hosts are kept by botocore for the first region; the regional ones answer there, too.
        let host = |name: &str, region: &str| format!("https://{name}{region}.amazonaws.com");
        let legacy = ["s3", "sts"].iter().find(|one| expected[0] == host(one, ""));
        let legacy = legacy.map_or(expected[0].clone(), |one| json!(host(one, ".us-east-1")));
        assert_eq!(found, json!([legacy, expected[1], expected[2]]), "{name} in {region}");
    }
    println!("{} endpoints compared", asked.len());
}

#[test]
fn other_partitions_and_no_regions_are_refused() {
    let ec2 = &service("ec2").unwrap().unwrap().about;
    for region in [
        "cn-north-1",
        "us-gov-west-1",
        "us-iso-east-1",
        "",
        "seoul",
        "a.b-c-1",
        "ap-northeast-2/",
        "x@evil-a-1",
        "AP-northeast-2",
    ] {
        let error = place(ec2, region, None).unwrap_err();
        assert!(error.to_string().contains("not a region of the commercial AWS partition"), "{error}");
    }
    assert_eq!(place(ec2, "us-east-1", Some("http://127.0.0.1:5000/")).unwrap().url, "http://127.0.0.1:5000");
    assert!(is_global("route53") && !is_global("ec2"));
}
