//! Which host answers for a service in a region, and which region signs. Three services have one host for the world,
//! Global Accelerator lives in Oregon; every other is `prefix.region.amazonaws.com`.

use crate::shape::About;

/// Where a call goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Scheme and host, no path.
    pub url: String,
    /// The region that the signature names.
    pub region: String,
}

/// A region we do not speak to: another partition of AWS, or not a region's name at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a region of the commercial AWS partition; name one like ap-northeast-2")]
pub struct BadRegion(pub String);

/// `custom` is an emulator's URL: it answers for every service.
pub fn place(service: &About, region: &str, custom: Option<&str>) -> Result<Place, BadRegion> {
    let region = home(&service.name, checked(region)?);
    let host = match service.name.as_str() {
        "cloudfront" | "route53" | "iam" => format!("{}.amazonaws.com", service.prefix),
        _ => format!("{}.{region}.amazonaws.com", service.prefix),
    };
    let url = custom.map_or_else(|| format!("https://{host}"), |url| url.trim_end_matches('/').to_owned());
    Ok(Place { url, region: region.to_owned() })
}

/// Whether a service has one set of resources for the whole account, whatever region is asked.
pub fn is_global(service: &str) -> bool {
    matches!(service, "account" | "cloudfront" | "globalaccelerator" | "iam" | "route53")
}

fn home<'a>(service: &str, region: &'a str) -> &'a str {
    match service {
        "account" | "cloudfront" | "iam" | "route53" => "us-east-1",
        "globalaccelerator" => "us-west-2",
        _ => region,
    }
}

/// A region's name goes into a host name: nothing but letters, digits and dashes may.
fn checked(region: &str) -> Result<&str, BadRegion> {
    let plain = region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let other =
        ["cn-", "us-gov-", "us-iso", "eu-isoe", "eusc-"].iter().any(|prefix| region.starts_with(prefix));
    let named = region.split('-').count() >= 3 && region.ends_with(|last: char| last.is_ascii_digit());
    if plain && named && !other { Ok(region) } else { Err(BadRegion(region.to_owned())) }
}
