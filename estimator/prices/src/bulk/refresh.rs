//! A refresh from the public offer files: one offer after the other, each downloaded, read and forgotten.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use ureq::Agent;

use crate::bulk::fetch::Source;
use crate::bulk::{index, offer, unpacked};
use crate::order::Order;
use crate::outcome::Fetched;
use crate::problem::Problem;
use crate::progress::{Progress, Step, told};
use crate::select::Selection;

/// Fetches the prices of the order. Needs no credentials; nothing is written but files that vanish.
pub fn refresh(source: &Source, order: &Order<'_>, progress: &mut Progress<'_>) -> Result<Fetched, Problem> {
    let agent = source.agent()?;
    let mut selection = Selection::new(order.region, order.meters);
    for (offer, global) in offers(&selection) {
        match file(source, &agent, offer, global, order, progress) {
            Ok(None) => {}
            Ok(Some((path, file))) => {
                told(progress, Step::Read { offer })?;
                offer::read(&path, offer, &mut selection, &mut || unpacked(&path, &file))?;
            }
            // The host answers 403 for what it does not have.
            Err(problem @ Problem::Status { status: 403 | 404, .. }) => {
                selection.absent.insert(offer.to_owned(), problem);
            }
            Err(problem) => return Err(problem),
        }
    }
    selection.settle(order.previous, &order.on.to_string())
}

/// The offer's file; none where the service is not sold.
fn file(
    source: &Source,
    agent: &Agent,
    offer: &str,
    global: bool,
    order: &Order<'_>,
    progress: &mut Progress<'_>,
) -> Result<Option<(String, File)>, Problem> {
    let path =
        if global { Some(index::whole(offer)) } else { file_of(source, agent, offer, order, progress)? };
    let Some(path) = path else { return Ok(None) };
    let file = source.download(agent, offer, &path, progress)?;
    Ok(Some((path, file)))
}

/// The files to read: an offer's for the region, its for the world, or both.
fn offers(selection: &Selection<'_>) -> Vec<(&'static str, bool)> {
    let files: BTreeMap<_, _> =
        selection.wanted().iter().map(|wanted| ((wanted.offer(), wanted.global()), ())).collect();
    files.into_keys().collect()
}

fn file_of(
    source: &Source,
    agent: &Agent,
    offer: &str,
    order: &Order<'_>,
    progress: &mut Progress<'_>,
) -> Result<Option<String>, Problem> {
    /// The largest index is a few kilobytes.
    const LARGEST: u64 = 4 * 1024 * 1024;
    let path = index::region_index(offer);
    let file = source.download(agent, offer, &path, progress)?;
    let mut text = Vec::new();
    let problem = |_| Problem::Cut { place: path.clone() };
    unpacked(&path, &file)?.take(LARGEST).read_to_end(&mut text).map_err(problem)?;
    index::region_file(&path, &text, &order.region.code)
}
