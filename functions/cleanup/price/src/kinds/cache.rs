//! `ElastiCache`: nodes by type and engine. Those of a replication group are findings of their own, the group is not
//! counted again.

use crate::document::Doc;
use crate::meters::{CACHE_MEMCACHED, CACHE_REDIS, CACHE_VALKEY, NODE};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn nodes(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let meter = match doc.text("Engine")? {
        "redis" if is_in_extended_support(doc)? => {
            return Err(Why::other(
                "the extended support of Redis 5 and older",
                "Redis 5 이하 버전의 확장 지원",
            ));
        }
        "redis" => &CACHE_REDIS,
        "valkey" => &CACHE_VALKEY,
        "memcached" => &CACHE_MEMCACHED,
        other => return Err(Why::strange("Engine", &other)),
    };
    let nodes = doc.number("NumCacheNodes")?;
    month.stands(meter.of(doc.text("CacheNodeType")?), nodes, &NODE)
}

/// Redis 4 and 5 left standard support on 2026-01-31 and cost more since (a course on its versions, 2026).
fn is_in_extended_support(doc: Doc<'_>) -> Told<bool> {
    let version = doc.text("EngineVersion")?;
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    Ok(major.ok_or_else(|| Why::strange("EngineVersion", &version))? < 6)
}
