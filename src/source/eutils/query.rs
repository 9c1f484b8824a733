//! Free searches: all records that match, beyond the 9,999 that one search gives.

use std::collections::{HashSet, VecDeque};

use super::Event;
use super::batch::{self, BATCH};
use super::client::Client;
use super::request::Request;
use crate::source::{Found, RawRecord, SourceError};

/// The service returns no more of one result set.
const MOST: u64 = 9_999;
/// Above any PMID in use; the upper end when a search is cut by number.
const HIGHEST_UID: u64 = 99_999_999;

/// How a search went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Records the service says match.
    pub count: u64,
    /// Records given.
    pub given: u64,
    /// How the service understood the search.
    pub translation: String,
    /// Its remarks.
    pub warnings: Vec<String>,
}

/// Runs a search, cut by ranges of PMIDs where it has more than one set gives.
pub(super) async fn run(
    client: &Client,
    term: &str,
    limit: Option<u64>,
    each: &mut dyn FnMut(Result<Found, SourceError>) -> bool,
) -> Result<Asked, SourceError> {
    let first = client.search(term, 0, 0, true).await?;
    let mut asked =
        Asked { count: first.count, given: 0, translation: first.translation, warnings: first.warnings };
    for warning in &asked.warnings {
        client.tell(Event::Warning(warning.clone()));
    }
    let limit = limit.unwrap_or(u64::MAX).min(asked.count);
    let mut seen = HashSet::new();
    if asked.count <= MOST {
        if asked.count > 0 {
            slice(client, term, asked.count, limit, &mut seen, each).await?;
        }
    } else {
        // Halves of the range of numbers, until each gives no more than one set may.
        let mut ranges = vec![(1, HIGHEST_UID)];
        let mut sum = 0;
        while let Some((low, high)) = ranges.pop() {
            if (seen.len() as u64) >= limit {
                break;
            }
            let part = format!("({term}) AND {low}:{high}[UID]");
            let count = client.search(&part, 0, 0, false).await?.count;
            if count > MOST && low < high {
                let middle = low + (high - low) / 2;
                ranges.push((middle + 1, high));
                ranges.push((low, middle));
            } else if count > 0 {
                sum += count;
                slice(client, &part, count, limit, &mut seen, each).await?;
            }
        }
        if (seen.len() as u64) < limit && sum != asked.count {
            let warning = format!("the parts of the search hold {sum} records, the whole {}", asked.count);
            client.tell(Event::Warning(warning.clone()));
            asked.warnings.push(warning);
        }
    }
    asked.given = seen.len() as u64;
    Ok(asked)
}

/// One result set, page by page; a set the service has forgotten is made anew, once for each page, and a page that stays
/// broken is asked for again in halves, until the broken record stands alone.
async fn slice(
    client: &Client,
    term: &str,
    count: u64,
    limit: u64,
    seen: &mut HashSet<u32>,
    each: &mut dyn FnMut(Result<Found, SourceError>) -> bool,
) -> Result<(), SourceError> {
    let mut history = history(client, term).await?;
    let count = count.min(limit.saturating_sub(seen.len() as u64));
    let pages = (0..count).step_by(BATCH);
    let mut queue: VecDeque<(u64, u64)> =
        pages.map(|start| (start, (BATCH as u64).min(count - start))).collect();
    while let Some((start, size)) = queue.pop_front() {
        if seen.len() as u64 >= limit {
            break;
        }
        let mut body = client.ask(&Request::fetch_history(&history.0, &history.1, start, size)).await;
        if body.as_ref().is_err_and(|e| matches!(e.code, "history_lost" | "out_of_range")) {
            history = self::history(client, term).await?;
            body = client.ask(&Request::fetch_history(&history.0, &history.1, start, size)).await;
        }
        let set = body.and_then(|body| batch::read(&body).map_err(|why| SourceError::new("truncated", why)));
        let set = match set {
            Ok(set) => set,
            Err(error) if error.code == "truncated" && size > 1 => {
                halve(&mut queue, start, size);
                continue;
            }
            Err(error) if error.code == "truncated" => {
                let message = format!("record {} of the search: {}", start + 1, error.message);
                if !each(Err(SourceError::new("damaged", message))) {
                    return Err(interrupted());
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        // What came damaged may be whole when it comes with fewer others.
        let again = size > 1 && !set.damages.is_empty();
        if again {
            halve(&mut queue, start, size);
        }
        for damage in set.damages.into_iter().filter(|_| !again) {
            if !each(Err(SourceError::new("damaged", damage.to_string()))) {
                return Err(interrupted());
            }
        }
        for fetched in set.records {
            let new = fetched.record.pmid.is_none_or(|pmid| seen.insert(pmid.get()));
            if !new || seen.len() as u64 > limit {
                continue;
            }
            let raw = RawRecord::new(
                fetched.raw,
                "eutils".to_owned(),
                "query".to_owned(),
                Some(fetched.fetched_at),
            );
            if !each(Ok(Found { record: fetched.record, raw })) {
                return Err(interrupted());
            }
        }
    }
    Ok(())
}

fn halve(queue: &mut VecDeque<(u64, u64)>, start: u64, size: u64) {
    let first = size / 2;
    queue.push_front((start + first, size - first));
    queue.push_front((start, first));
}

fn interrupted() -> SourceError {
    SourceError::new("interrupted", "interrupted")
}

async fn history(client: &Client, term: &str) -> Result<(String, String), SourceError> {
    let reply = client.search(term, 0, 0, true).await?;
    reply.history.ok_or_else(|| SourceError::new("service", "the service gave no result set to fetch from"))
}
