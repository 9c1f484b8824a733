//! From arguments to a search.

use crate::cli::args::{MinGrade, QueryArgs};
use crate::cli::report::Failure;
use crate::store::search::{
    By, Comparing, Failed, OfArticle, OfResult, Order, Quantity, Range, Search, Words,
};

/// The search that arguments ask for.
pub(super) fn search(args: &QueryArgs) -> Result<Search, Failure> {
    let words = args.words.join(" ");
    let words = match words.trim().is_empty() {
        true => None,
        false => Some(Words::read(&words).map_err(|error| {
            Failure::helped(format!("the words cannot be read: {error}: {words}"), error.help.clone())
        })?),
    };
    let search = Search { words, article: of_article(args), result: of_result(args) };
    possible(args, &search)?;
    Ok(search)
}

/// Whether order and page are possible together.
fn possible(args: &QueryArgs, search: &Search) -> Result<(), Failure> {
    let order = args.sort.order();
    let worded = search.words.is_some()
        || search.result.outcome.is_some()
        || !(search.article.types.is_empty()
            && search.article.journals.is_empty()
            && search.article.mesh.is_empty()
            && search.article.authors.is_empty());
    let wrong = |message: &str, help: &str| Err(Failure::helped(message, help));
    if order == Order::Relevance && !worded {
        return wrong("articles are ranked by words, and there are none", "give words, or another --sort");
    }
    if order.is_of_results() && args.articles {
        return wrong(
            "--articles gives no results, which are to be sorted",
            "leave --articles out, or --sort",
        );
    }
    if args.after.is_some() && order != Order::Newest {
        return wrong("--after goes on where the newest come first", "use --offset with any other --sort");
    }
    Ok(())
}

fn of_article(args: &QueryArgs) -> OfArticle {
    let people = match (args.n_min, args.n_max) {
        (None, None) => args.n,
        (low, high) => Some(Range { low: low.map(f64::from), high: high.map(f64::from) }),
    };
    let grades = match args.min_grade {
        MinGrade::Info => &["info", "warn", "error"][..],
        MinGrade::Warn => &["warn", "error"],
        MinGrade::Error => &["error"],
    };
    let failed = (!args.failed.is_empty()).then(|| Failed {
        // Any check at all is asked for by one without a name.
        checks: args.failed.iter().copied().collect::<Option<Vec<_>>>().unwrap_or_default(),
        grades: grades.to_vec(),
    });
    OfArticle {
        years: args.year,
        people,
        types: args.r#type.clone(),
        journals: args.journal.clone(),
        mesh: args.mesh.clone(),
        authors: args.author.clone(),
        trials: args.nct.clone(),
        retracted: match (args.retracted, args.not_retracted) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        },
        failed,
        with_abstract: args.has_abstract,
    }
}

fn of_result(args: &QueryArgs) -> OfResult {
    let mut numbers = Vec::new();
    let mut compare = |of: Quantity, by: By, with: Option<f64>| {
        numbers.extend(with.map(|with| Comparing { of, by, with }));
    };
    let ranges = [
        (Quantity::Value, args.value),
        (Quantity::Level, args.level),
        (Quantity::Percent, args.percent),
        (Quantity::Events, args.events),
    ];
    for (of, range) in ranges {
        compare(of, By::AtLeast, range.and_then(|range| range.low));
        compare(of, By::AtMost, range.and_then(|range| range.high));
    }
    compare(Quantity::Value, By::Below, args.value_below);
    compare(Quantity::Value, By::Above, args.value_above);
    compare(Quantity::Upper, By::Below, args.upper_below);
    compare(Quantity::Lower, By::Above, args.lower_above);
    OfResult {
        measures: args.measure.clone(),
        kinds: args.kind.clone(),
        numbers,
        excludes_null: args.excludes_null,
        p_below: args.p_below,
        p_above: args.p_above,
        outcome: args.outcome.clone(),
        arm: args.arm.clone(),
        comparator: args.comparator.clone(),
        time: args.time,
        units: args.unit.clone(),
    }
}
