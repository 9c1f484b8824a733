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
use super::report::{self, Failure};
use super::rows::{body, foot, head_of};
use super::{Ending, output};
use crate::store::Store;
use crate::store::search::{Order, Page, Search};
use crate::view::terminal;
use answer::Answer;
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
    hits(global, args, &store, &search, page)
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

/// Gives what fits, and says what more there is.
fn hits(
    global: &Global,
    args: &QueryArgs,
    store: &Store,
    search: &Search,
    page: Page,
) -> Result<Ending, Failure> {
    let order = args.sort.order();
    // One more than is given tells whether there are more.
    let asked = Page { limit: page.limit.map(|limit| limit.saturating_add(1)), ..page };
    let mut documents = Documents::new(global.format(), args.articles, search.result.is_asked());
    let (mut given, mut results, mut last, mut more, mut outdated) = (0usize, 0usize, 0i64, false, 0usize);
    let mut broken = None;
    documents.begin()?;
    store.search(search, order, asked, &mut |hit| {
        if page.limit == Some(given) {
            more = true;
            return ControlFlow::Break(());
        }
        let mut one = || -> Result<(), Failure> {
            last = hit.record;
            let Some(answer) = Answer::of(store, &hit)? else { return Ok(()) };
            given += 1;
            results += hit.results.len();
            outdated += usize::from(answer.is_outdated());
            documents.give(&answer)
        };
        match one() {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                broken = Some(failure);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(failure) = broken {
        return Err(failure);
    }
    let next = more.then(|| next(args, page, last, given));
    documents.end(given, results, next)?;
    if !global.quiet {
        told(args, given, results, next, outdated);
    }
    Ok(Ending::Well)
}

/// How to go on.
#[derive(Clone, Copy)]
enum Next {
    After(i64),
    Offset(usize),
}

fn next(args: &QueryArgs, page: Page, last: i64, given: usize) -> Next {
    match args.sort.order() {
        Order::Newest => Next::After(last),
        _ => Next::Offset(page.offset + given),
    }
}

/// What there is to say beside the hits.
fn told(args: &QueryArgs, given: usize, results: usize, next: Option<Next>, outdated: usize) {
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
