//! One resource, several spellings: an ARN in one answer, a domain or an image's address in another. Relations must be
//! spelt as the other type spells its ids, or what uses a thing would not be seen to use it.

use sundown_cleanup_engine::catalog::Kind;

/// The ids that a field of another resource stands for; `None` where the field has the id as it is.
pub(crate) fn respelt(kind: Kind, written: &str) -> Option<Vec<String>> {
    let one = |id: Option<&str>| Some(id.into_iter().map(str::to_owned).collect());
    match kind.name() {
        "ec2:subnet" => Some(written.split(',').map(|id| id.trim().to_owned()).collect()),
        "ecr:repository" => one(repository(written)),
        "lambda:function" => one(Some(function(written))),
        "s3:bucket" => one(bucket(written)),
        "dynamodb:table" => one(table(written)),
        "secretsmanager:secret" => {
            let end = written.match_indices(':').nth(6).map_or(written.len(), |(at, _)| at);
            one(written.get(..end))
        }
        "cloudwatch:alarm" | "cloudwatch:composite-alarm" => Some(alarms(written)),
        "sqs:queue" if written.starts_with('{') => one(dead_letters(written).as_deref()),
        "route53:hosted-zone" => one(written.rsplit('/').next()),
        _ => None,
    }
}

/// `ACCOUNT.dkr.ecr.REGION.amazonaws.com/team/NAME:TAG` or `…@sha256:…`. Images from elsewhere are in no repository of ours.
fn repository(address: &str) -> Option<&str> {
    if !address.contains('/') && !address.contains(':') && !address.contains('@') {
        return Some(address);
    }
    let (host, image) = address.split_once('/')?;
    let image = image.split('@').next()?;
    host.contains(".dkr.ecr.").then(|| image.split(':').next()).flatten()
}

/// The name in an ARN, whatever alias, version or invocation path follows it.
fn function(written: &str) -> &str {
    let name = written.split_once(":function:").map_or(written, |(_, name)| name);
    name.split([':', '/']).next().unwrap_or(name)
}

/// An origin's domain: `NAME.s3.REGION.amazonaws.com`, or the website's. Any other domain is no bucket.
fn bucket(written: &str) -> Option<&str> {
    if let Some(arn) = written.strip_prefix("arn:aws:s3:::") {
        return arn.split('/').next();
    }
    let domain = written.ends_with(".amazonaws.com");
    let at = written.rfind(".s3.").or_else(|| written.rfind(".s3-")).filter(|_| domain);
    match at {
        Some(at) => written.get(..at),
        None => (!domain).then_some(written),
    }
}

/// The name, or that in the ARN of a table or of its stream. Streams of others are no table of ours.
fn table(written: &str) -> Option<&str> {
    match written.split_once(":table/") {
        Some((_, name)) => name.split('/').next(),
        None => (!written.contains(':')).then_some(written),
    }
}

/// Where a queue's redrive policy, which is JSON in a text, sends what nobody could read.
fn dead_letters(policy: &str) -> Option<String> {
    let policy: serde_json::Value = serde_json::from_str(policy).ok()?;
    Some(policy.get("deadLetterTargetArn")?.as_str()?.to_owned())
}

/// The names in a rule, `ALARM("api errors") AND NOT OK(disk)`; or one name, or its ARN.
fn alarms(written: &str) -> Vec<String> {
    let name = |written: &str| {
        let name = written.split_once(":alarm:").map_or(written, |(_, name)| name);
        name.trim().to_owned()
    };
    let mut named = Vec::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('(') {
        rest = after.trim_start();
        let word =
            before.trim_end().rsplit(|letter: char| !letter.is_ascii_uppercase() && letter != '_').next();
        if !matches!(word, Some("ALARM" | "OK" | "INSUFFICIENT_DATA")) {
            continue;
        }
        let (quote, text) = rest.strip_prefix('"').map_or((')', rest), |text| ('"', text));
        let end = text.find(quote).unwrap_or(text.len());
        named.extend(text.get(..end).map(name));
        rest = text.get(end..).unwrap_or_default();
    }
    let is_rule = !named.is_empty() || matches!(written, "TRUE" | "FALSE");
    if is_rule { named } else { vec![name(written)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(kind: &str, written: &str) -> Vec<String> {
        respelt(Kind::parse(kind).unwrap(), written).unwrap()
    }

    #[test]
    fn every_spelling_becomes_the_types_own_id() {
        assert_eq!(ids("ec2:subnet", "subnet-1, subnet-2"), ["subnet-1", "subnet-2"]);
        for address in [
            "1.dkr.ecr.ap-northeast-2.amazonaws.com/team/api:1",
            "1.dkr.ecr.r.amazonaws.com/team/api@sha256:a",
        ] {
            assert_eq!(ids("ecr:repository", address), ["team/api"]);
        }
        assert!(ids("ecr:repository", "docker.io/library/nginx:1").is_empty());
        for written in [
            "api",
            "arn:aws:lambda:r:1:function:api",
            "arn:aws:lambda:r:1:function:api:live",
            "arn:aws:apigateway:r:lambda:path/2015-03-31/functions/arn:aws:lambda:r:1:function:api/invocations",
        ] {
            assert_eq!(ids("lambda:function", written), ["api"]);
        }
        for written in [
            "a.b.s3.ap-northeast-2.amazonaws.com",
            "a.b.s3-website.r.amazonaws.com",
            "a.b",
            "arn:aws:s3:::a.b/x",
        ] {
            assert_eq!(ids("s3:bucket", written), ["a.b"]);
        }
        assert!(ids("s3:bucket", "alb-1.ap-northeast-2.elb.amazonaws.com").is_empty());
        for written in [
            "todo",
            "arn:aws:dynamodb:r:1:table/todo",
            "arn:aws:dynamodb:r:1:table/todo/stream/2026-11-21T00:00:00.000",
        ] {
            assert_eq!(ids("dynamodb:table", written), ["todo"]);
        }
        assert!(ids("dynamodb:table", "arn:aws:sqs:r:1:one").is_empty());
        let arn = "arn:aws:secretsmanager:r:1:secret:db-AbCdEf";
        assert_eq!(ids("secretsmanager:secret", &format!("{arn}:password::")), [arn]);
        assert_eq!(ids("secretsmanager:secret", arn), [arn]);
        let rule =
            "ALARM(\"api (5xx)\") AND NOT (OK(disk) OR INSUFFICIENT_DATA(arn:aws:cloudwatch:r:1:alarm:cpu))";
        assert_eq!(ids("cloudwatch:alarm", rule), ["api (5xx)", "disk", "cpu"]);
        assert_eq!(ids("cloudwatch:alarm", "arn:aws:cloudwatch:r:1:alarm:night"), ["night"]);
        assert!(ids("cloudwatch:composite-alarm", "FALSE").is_empty());
        assert_eq!(ids("route53:hosted-zone", "/hostedzone/Z1"), ["Z1"]);
        let redrive = r#"{"deadLetterTargetArn":"arn:aws:sqs:r:1:dead","maxReceiveCount":5}"#;
        assert_eq!(ids("sqs:queue", redrive), ["arn:aws:sqs:r:1:dead"]);
        assert_eq!(respelt(Kind::parse("sqs:queue").unwrap(), "arn:aws:sqs:r:1:one"), None);
        assert_eq!(respelt(Kind::parse("ec2:volume").unwrap(), "vol-1"), None);
    }
}
