//! Which file holds an offer's prices for a region: region index → version → region file, or one file for the whole world.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::problem::Problem;

/// The path of an offer's region index.
pub fn region_index(offer: &str) -> String {
    format!("/offers/v1.0/aws/{offer}/current/region_index.json")
}

/// The path of an offer's file for everything that has no region.
pub fn whole(offer: &str) -> String {
    format!("/offers/v1.0/aws/{offer}/current/index.json")
}

/// The path of the region's file; none where the service is not sold.
pub fn region_file(place: &str, index: &[u8], region: &str) -> Result<Option<String>, Problem> {
    let format = |cause: String| Problem::Format { place: place.to_owned(), cause };
    let index: Index = serde_json::from_slice(index).map_err(|error| format(error.to_string()))?;
    let Some(entry) = index.regions.get(region) else { return Ok(None) };
    // The index names files of its own host; anything else is not followed.
    if entry.region_code != region || !entry.current_version_url.starts_with("/offers/") {
        return Err(format(format!("`{region}` leads to `{}`", entry.current_version_url)));
    }
    Ok(Some(entry.current_version_url.clone()))
}

#[derive(Deserialize)]
struct Index {
    regions: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    region_code: String,
    current_version_url: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const REAL: &[u8] = include_bytes!("../../tests/data/products/region_index.json");

    #[test]
    fn a_real_index_leads_to_the_version_of_the_region() {
        let path = region_file("index", REAL, "ap-south-1").unwrap().unwrap();
        assert_eq!(path, "/offers/v1.0/aws/comprehend/20260116160258/ap-south-1/index.json");
        assert_eq!(region_file("index", REAL, "ap-northeast-9"), Ok(None));
    }

    #[test]
    fn an_index_that_leads_elsewhere_is_not_followed() {
        let index =
            br#"{"regions":{"r":{"regionCode":"r","currentVersionUrl":"https://example.com/offers/x"}}}"#;
        assert!(matches!(region_file("index", index, "r"), Err(Problem::Format { .. })));
        assert!(matches!(region_file("index", b"{}", "r"), Err(Problem::Format { .. })));
    }
}
