//! `litx query`: the store searched by words and by what results say.

mod answer;
mod asked;
mod documents;
mod explained;
mod free;
pub(crate) mod named;
mod table;

use std::ops::ControlFlow;

use serde_json::json;

use super::args::{Format, Global, QueryArgs};
use super::config::Settings;
use super::pipeline::{self, Feed, Stopped};
use super::report::{self, Failure};
use super::rows::{body, foot, head_of};
use super::{Ending, output};
use crate::store::search::{Order, Page, Search};
use crate::store::{Store, StoreError};
use crate::view::terminal;
use answer::{Answer, Fetched};
use documents::Documents;

/// Articles of a table, where nobody says how many.
const SHOWN: usize = 20;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &QueryArgs) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    let mut store = Store::open_existing(&settings.store()?)?;
    if let Some(sql) = &args.sql {
        return free::run(global, &mut store, sql);
    }
    let search = asked::search(args)?;
    let order = args.sort.order();
    let limit = match args.limit {
        None if global.format() == Format::Table => Some(SHOWN),
        None | Some(0) => None,
        some => some,
    };
    let page = Page { limit, offset: args.offset, after: args.after };
    if args.explain {
        return explained::run(global, &store.explain(&search, order, page)?);
    }
    if args.count {
        return count(global, &store, &search);
    }
    hits(global, args, store, &search, page)
}

fn count(global: &Global, store: &Store, search: &Search) -> Result<Ending, Failure> {
    let (articles, results) = store.count(search)?;
    let header = ["articles", "results"];
    let row = vec![articles.to_string(), results.to_string()];
    match global.format() {
        Format::Json | Format::Jsonl => {
            output::text(
                &json!({"schema": "litx.query.count/1", "articles": articles, "results": results})
                    .to_string(),
            )?;
        }
        Format::Table => output::text(&terminal::grid(&header, &[row]))?,
        format => output::text(&(head_of(format, &header)? + &body(format, &[row])? + foot(format)))?,
    }
    Ok(Ending::Well)
}

/// What the store gives to those who read.
enum Piece {
    Hit(Box<Fetched>),
    /// There are more behind this article.
    More(i64),
    Failed(StoreError),
}

/// A hit as it is written.
struct Written {
    text: String,
    results: usize,
    outdated: bool,
}

/// Gives what fits, and says what more there is. Articles are read again on all cores while the search goes on.
fn hits(
    global: &Global,
    args: &QueryArgs,
    store: Store,
    search: &Search,
    page: Page,
) -> Result<Ending, Failure> {
    let order = args.sort.order();
    let documents = Documents::new(global.format(), args.articles, search.result.is_asked());
    let read =
        move |feed: &mut Feed<'_, Piece, Result<Written, Step>>| fetch(&store, search, order, page, feed);
    let work = |piece: Piece| match piece {
        Piece::Hit(fetched) => {
            let answer = Answer::of(*fetched).map_err(|error| Step::Failed(error.into()))?;
            let text = documents.one(&answer).map_err(Step::Failed)?;
            Ok(Written { text, results: answer.results.len(), outdated: answer.is_outdated() })
        }
        Piece::More(last) => Err(Step::More(last)),
        Piece::Failed(error) => Err(Step::Failed(error.into())),
    };
    documents.begin()?;
    let mut given = Given::default();
    pipeline::run(global.threads(), read, work, |written| {
        for one in written {
            match one {
                Ok(one) => {
                    let between = if given.articles == 0 { "" } else { documents.between() };
                    output::text_if(&format!("{between}{}", one.text))?;
                    given.articles += 1;
                    given.results += one.results;
                    given.outdated += usize::from(one.outdated);
                }
                Err(Step::More(last)) => given.next = Some(next(order, page, last, given.articles)),
                Err(Step::Failed(failure)) => return Err(failure),
            }
        }
        Ok(())
    })?;
    documents.end(&given)?;
    if !global.quiet {
        told(args, &given);
    }
    Ok(Ending::Well)
}

/// What comes in place of a hit.
enum Step {
    More(i64),
    Failed(Failure),
}

/// Gives hits as they come, and looks for one more than is asked for: that tells whether there are more.
fn fetch(
    store: &Store,
    search: &Search,
    order: Order,
    page: Page,
    feed: &mut Feed<'_, Piece, Result<Written, Step>>,
) -> Result<(), Stopped> {
    let asked = Page { limit: page.limit.map(|limit| limit.saturating_add(1)), ..page };
    let (mut hits, mut last, mut stopped) = (0usize, 0i64, Ok(()));
    let searched = store.search(search, order, asked, &mut |hit| {
        let record = hit.record;
        let piece = match Fetched::of(store, hit) {
            _ if page.limit == Some(hits) => Piece::More(last),
            Ok(Some(fetched)) => Piece::Hit(Box::new(fetched)),
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => Piece::Failed(error),
        };
        (hits, last) = (hits + 1, record);
        let (weight, ends) = match &piece {
            Piece::Hit(fetched) => (fetched.weight(), false),
            _ => (0, true),
        };
        stopped = feed.give(piece, weight);
        if ends || stopped.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    stopped?;
    match searched {
        Ok(()) => Ok(()),
        Err(error) => feed.give(Piece::Failed(error), 0),
    }
}

/// How much was given.
#[derive(Default)]
struct Given {
    articles: usize,
    results: usize,
    outdated: usize,
    next: Option<Next>,
}

/// How to go on.
#[derive(Clone, Copy)]
enum Next {
    After(i64),
    Offset(usize),
}

fn next(order: Order, page: Page, last: i64, given: usize) -> Next {
    match order {
        Order::Newest => Next::After(last),
        _ => Next::Offset(page.offset + given),
    }
}

/// What there is to say beside the hits.
fn told(args: &QueryArgs, given: &Given) {
    let Given { articles: given, results, outdated, next } = *given;
    let plural = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    let what = match (args.sort.order().is_of_results(), args.articles) {
        (true, _) => plural(given, "result"),
        (false, true) => plural(given, "article"),
        (false, false) => format!("{}, {}", plural(given, "article"), plural(results, "result")),
    };
    match next {
        _ if given == 0 => report::note("nothing fits"),
        None => report::note(&what),
        Some(next) => {
            let on = match next {
                Next::After(last) => format!("--after {last}"),
                Next::Offset(offset) => format!("--offset {offset}"),
            };
            report::note(&format!(
                "{what}; there are more: {on} goes on, --limit 0 gives all, --count counts them"
            ));
        }
    }
    if outdated > 0 {
        report::warning(&format!(
            "{} read by another version of litx; what this one reads otherwise is given as it was stored",
            if outdated == 1 { "1 article was".to_owned() } else { format!("{outdated} articles were") }
        ));
        report::help("`litx re-extract` reads the stored texts again");
    }
}
