//! Records by number, two hundred at a time, matched by their own number and never by their place.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::BufReader;
use std::time::{SystemTime, UNIX_EPOCH};

use super::Event;
use super::client::Client;
use crate::id::Pmid;
use crate::parse::{self, Format, Item, ParseError};
use crate::record::Record;
use crate::source::SourceError;

/// Numbers in one request.
pub(super) const BATCH: usize = 200;

/// A record with its bytes, before it is known by which route it was found.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    pub(super) record: Record,
    pub(super) raw: Vec<u8>,
    pub(super) fetched_at: i64,
}

/// What is known of numbers asked for: absent from the map means that PubMed has no such record.
pub(super) type Known = HashMap<Pmid, Result<Fetched, SourceError>>;

/// Fetches every number not yet known.
pub(super) async fn fetch(client: &Client, wanted: &[Pmid], known: &mut Known) {
    let mut seen = std::collections::HashSet::new();
    let missing: Vec<Pmid> =
        wanted.iter().copied().filter(|id| !known.contains_key(id) && seen.insert(*id)).collect();
    for batch in missing.chunks(BATCH) {
        one_batch(client, batch, known).await;
    }
}

/// One batch; a reply that stays broken is asked for again in halves, until the broken record stands alone.
async fn one_batch(client: &Client, batch: &[Pmid], known: &mut Known) {
    let mut queue: VecDeque<Vec<Pmid>> = VecDeque::from([batch.to_vec()]);
    let mut asked_again = HashSet::new();
    while let Some(ids) = queue.pop_front() {
        match client.fetch(&ids).await {
            Ok(body) => match read(&body) {
                // What came damaged is asked for once more, alone: the bytes may have suffered on the way.
                Ok(set) => {
                    let doubtful = settle(client, &ids, set, known);
                    queue
                        .extend(doubtful.into_iter().filter(|id| asked_again.insert(*id)).map(|id| vec![id]));
                }
                Err(_) if ids.len() > 1 => halve(&mut queue, &ids),
                Err(why) => fail(&ids, &SourceError::new("damaged", why), known),
            },
            // None of these numbers is one: not in PubMed, each of them.
            Err(error) if error.code == "no_ids" => forget_errors(&ids, known),
            Err(error) if error.code == "truncated" && ids.len() > 1 => halve(&mut queue, &ids),
            Err(error) => {
                fail(&ids, &error, known);
                // What stopped this batch stops the next: no use in asking on.
                if matches!(error.code, "network" | "bad_key" | "rate_limited" | "timeout") {
                    for rest in queue.drain(..) {
                        fail(&rest, &error, known);
                    }
                }
            }
        }
    }
}

fn halve(queue: &mut VecDeque<Vec<Pmid>>, ids: &[Pmid]) {
    let (a, b) = ids.split_at(ids.len() / 2);
    queue.push_front(b.to_vec());
    queue.push_front(a.to_vec());
}

fn fail(ids: &[Pmid], error: &SourceError, known: &mut Known) {
    for id in ids {
        known.insert(*id, Err(error.clone()));
    }
}

/// A whole set: its records, and what of it could not be read.
pub(super) struct Set {
    pub(super) records: Vec<Fetched>,
    pub(super) damages: Vec<parse::Damage>,
}

/// Reads a set of records; an error where it does not end as it should.
pub(super) fn read(body: &[u8]) -> Result<Set, String> {
    let fetched_at =
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(0));
    let mut set = Set { records: Vec::new(), damages: Vec::new() };
    for item in parse::items(Format::PubmedXml, BufReader::new(body)) {
        match item {
            Ok(Item::Record(parsed)) => {
                set.records.push(Fetched { record: parsed.record, raw: parsed.raw, fetched_at })
            }
            Ok(Item::Delete(_)) => {}
            Ok(Item::Damaged(damage)) => set.damages.push(damage),
            Err(error @ ParseError::Truncated { .. }) => {
                return Err(format!("the reply was cut off: {error}"));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(set)
}

/// A new reply stands in place of what went wrong before.
fn forget_errors(ids: &[Pmid], known: &mut Known) {
    for id in ids {
        if matches!(known.get(id), Some(Err(_))) {
            known.remove(id);
        }
    }
}

/// Keeps of a set what was asked for: the highest version of each number. Gives the numbers whose record came damaged,
/// or may have: beside a record whose own number cannot be read, a number without a record is not yet missing.
fn settle(client: &Client, asked: &[Pmid], set: Set, known: &mut Known) -> Vec<Pmid> {
    forget_errors(asked, known);
    let mut doubtful = Vec::new();
    let mut nameless = None;
    for damage in set.damages {
        let error = SourceError::new("damaged", damage.to_string());
        match damage.pmid.filter(|id| asked.contains(id)) {
            Some(id) => {
                known.insert(id, Err(error));
                doubtful.push(id);
            }
            None => {
                client.tell(Event::Warning(error.message.clone()));
                nameless = Some(error);
            }
        }
    }
    for fetched in set.records {
        let Some(id) = fetched.record.pmid else { continue };
        let newer = match known.get(&id) {
            Some(Ok(before)) => fetched.record.version > before.record.version,
            _ => true,
        };
        if newer {
            known.insert(id, Ok(fetched));
        }
    }
    if let Some(error) = nameless {
        for id in asked {
            if !known.contains_key(id) {
                known.insert(*id, Err(error.clone()));
                doubtful.push(*id);
            }
        }
    }
    doubtful
}
