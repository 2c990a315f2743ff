//! Prices from the Price List API with the user's credentials: every page, at most five requests a second, tried again
//! when throttled. Nothing is written here, so a dropped future leaves everything as it was.

pub mod access;
pub(crate) mod call;
mod query;

use aws_sdk_pricing::Client;
use aws_sdk_pricing::types::{Filter, FilterType};

use crate::live::access::Access;
use crate::live::call::Caller;
use crate::live::query::{Query, queries};
use crate::order::Order;
use crate::outcome::Fetched;
use crate::problem::Problem;
use crate::product::item;
use crate::progress::{Progress, Step};
use crate::select::Selection;

/// Fetches the prices of the order.
pub async fn refresh(
    access: &Access,
    order: &Order<'_>,
    progress: &mut Progress<'_>,
) -> Result<Fetched, Problem> {
    let shared = access.shared(&order.region.code).await?;
    let endpoint = access.endpoint.clone().unwrap_or_else(|| endpoint(&order.region.code));
    // Said here, so that neither the profile nor the environment can send the request elsewhere.
    let config = aws_sdk_pricing::config::Builder::from(&shared).endpoint_url(&endpoint).build();
    let service = Service { client: Client::from_conf(config), endpoint };
    let mut caller = Caller::new(access);
    let mut selection = Selection::new(order.region, order.meters);
    let queries = queries(&selection);
    let mut pages = 0;
    for (done, query) in queries.iter().enumerate() {
        let mut told = |progress: &mut Progress<'_>| {
            pages += 1;
            crate::progress::told(progress, Step::Asked { pages, done, of: queries.len() })
        };
        let mut found = service.ask(query, &mut caller, &mut selection, progress, &mut told).await;
        if found == Ok(0) {
            found = service.ask(&query.by_usage(), &mut caller, &mut selection, progress, &mut told).await;
        }
        match found {
            Ok(_) => {}
            // What AWS says of a service code it does not know.
            Err(problem @ (Problem::NotFound { .. } | Problem::Invalid { .. })) => {
                selection.absent.insert(query.offer.to_owned(), problem);
            }
            Err(problem) => return Err(problem),
        }
    }
    selection.settle(order.previous, &order.on.to_string())
}

/// The same, for callers that have no runtime.
pub fn refresh_blocking(
    access: &Access,
    order: &Order<'_>,
    progress: &mut Progress<'_>,
) -> Result<Fetched, Problem> {
    call::runtime()?.block_on(refresh(access, order, progress))
}

/// The nearest of the three that exist. All give the same prices, for the whole world.
pub fn endpoint(region: &str) -> String {
    let place = match region.split('-').next().unwrap_or_default() {
        "ap" => "ap-south-1",
        "eu" | "me" | "af" | "il" => "eu-central-1",
        _ => "us-east-1",
    };
    format!("https://api.pricing.{place}.amazonaws.com")
}

struct Service {
    client: Client,
    endpoint: String,
}

impl Service {
    /// Asks one question to its last page; gives back how many products somebody was looking for.
    async fn ask(
        &self,
        query: &Query,
        caller: &mut Caller,
        selection: &mut Selection<'_>,
        progress: &mut Progress<'_>,
        told: &mut (dyn FnMut(&mut Progress<'_>) -> Result<(), Problem> + Send),
    ) -> Result<usize, Problem> {
        let format = |cause: String| Problem::Format { place: self.endpoint.clone(), cause };
        let filters = query.filters.iter().map(filter).collect::<Result<Vec<_>, _>>().map_err(format)?;
        let mut token: Option<String> = None;
        let mut found = 0;
        loop {
            let request = self
                .client
                .get_products()
                .service_code(query.offer)
                .format_version("aws_v1")
                .max_results(100)
                .set_filters(Some(filters.clone()))
                .set_next_token(token.clone());
            let send = || request.clone().send();
            let page = caller.call("pricing:GetProducts", &self.endpoint, progress, send).await?;
            for text in page.price_list() {
                let (offered, version) = item(text).map_err(|error| format(error.to_string()))?;
                found += usize::from(selection.offer(query.offer, offered));
                selection.offers.insert(query.offer.to_owned(), version);
            }
            told(progress)?;
            match page.next_token().filter(|next| !next.is_empty()) {
                None => return Ok(found),
                Some(next) if token.as_deref() == Some(next) => {
                    return Err(format(format!("the page after `{next}` is itself")));
                }
                Some(next) => token = Some(next.to_owned()),
            }
        }
    }
}

fn filter((field, value, whole): &(String, String, bool)) -> Result<Filter, String> {
    let kind = if *whole { FilterType::TermMatch } else { FilterType::Contains };
    Filter::builder().r#type(kind).field(field).value(value).build().map_err(|error| error.to_string())
}
