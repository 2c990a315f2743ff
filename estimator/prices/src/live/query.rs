//! Which questions find a set of meters: one for each selector, or one for a whole family where many of it are wanted.

use std::collections::{BTreeMap, BTreeSet};

use crate::select::{Selection, Wanted};

/// From so many variants on, a family is fetched whole: fewer pages than questions.
const FAMILY: usize = 8;

/// One question of GetProducts: field, value, and whether the value is the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Query {
    pub(crate) offer: &'static str,
    pub(crate) filters: Vec<(String, String, bool)>,
    place: Option<(String, String)>,
    usage: String,
}

impl Query {
    /// By place and usage type alone: for products that lack an attribute their neighbours have.
    pub(crate) fn by_usage(&self) -> Self {
        let place = self.place.iter().map(|(field, value)| (field.clone(), value.clone(), true));
        let usage = ("usagetype".to_owned(), self.usage.clone(), false);
        Self { filters: place.chain([usage]).collect(), ..self.clone() }
    }
}

pub(crate) fn queries(selection: &Selection<'_>) -> Vec<Query> {
    let mut families: BTreeMap<&str, Vec<&Wanted>> = BTreeMap::new();
    for wanted in selection.wanted() {
        families.entry(wanted.id.meter.key).or_default().push(wanted);
    }
    let questions = families.into_values().flat_map(|family| match family.first() {
        Some(first) if family.len() >= FAMILY => {
            vec![query(selection, first, &first.family_filters().collect())]
        }
        _ => family.iter().map(|wanted| query(selection, wanted, &own_filters(wanted))).collect(),
    });
    questions.collect::<BTreeSet<_>>().into_iter().collect()
}

fn own_filters(wanted: &Wanted) -> BTreeMap<&str, &str> {
    wanted.filters.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn query(selection: &Selection<'_>, wanted: &Wanted, filters: &BTreeMap<&str, &str>) -> Query {
    let region = selection.region();
    // Data transfer has no region of its own, only the place it starts from.
    let place = match (wanted.global(), wanted.offer()) {
        (true, _) => None,
        (false, "AWSDataTransfer") => Some(("fromLocation".to_owned(), region.location.clone())),
        (false, _) => Some(("regionCode".to_owned(), region.code.clone())),
    };
    let filters: Vec<_> =
        filters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned(), true)).collect();
    let mut query = Query { offer: wanted.offer(), filters, place, usage: wanted.usage.clone() };
    if query.filters.is_empty() {
        return query.by_usage();
    }
    query.filters.extend(query.place.clone().map(|(field, value)| (field, value, true)));
    query
}
