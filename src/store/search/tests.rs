//! Whatever table drives a search, and whatever lists it is helped by: the same articles, in the same order.

use rusqlite::params_from_iter;

use super::conditions::{Listed, fts};
use super::run::register;
use super::statement::{Driver, Planned};
use super::*;
use crate::finding::Measure;
use crate::store::Store;

/// Articles 1 to 300 with words, years, people, flags, results and verdicts by turns, so that everything meets everything.
fn store(folder: &std::path::Path) -> Store {
    let store = Store::open(&folder.join("litx.db")).expect("opens");
    store
        .connection
        .execute_batch(
            "INSERT INTO origin VALUES (1, 'file:x', 'file', NULL);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
             INSERT INTO record (id, version, kind, title, abstract, year, people, flags, origin, sha256, extractor)
             SELECT i, 1, 'article', CASE WHEN i % 3 = 0 THEN 'heart' ELSE 'lung' END, CASE WHEN i % 5 < 3 THEN 'death or stroke' END,
                    1990 + (i * 7 % 37), nullif(i % 11 * 100, 0), CASE WHEN i % 13 = 0 THEN '[\"retracted\"]' WHEN i % 17 = 0 THEN '[\"corrected\"]' END,
                    1, x'00', 'x' FROM n;
             INSERT INTO words (rowid, title, abstract) SELECT id, title, abstract FROM record;
             INSERT INTO finding (record, position, kind, measure, value, low, high, p_op, p, outcome, result, start, stop)
             SELECT id, k, 'estimate', CASE WHEN (id + k) % 2 THEN 'hazard_ratio' ELSE 'odds_ratio' END, (id * 3 % 20) / 10.0,
                    (id * 3 % 20) / 10.0 - 0.3, (id * 3 % 20) / 10.0 + 0.4, '=', (id % 10) / 100.0,
                    CASE WHEN id % 5 < 3 AND k = 1 THEN 'death' END, 'x', 0, 0
               FROM record, (SELECT 0 AS k UNION ALL SELECT 1) WHERE id % 4;
             INSERT INTO verdict SELECT id, 0, 'order', CASE WHEN id % 2 THEN 'warn' ELSE 'info' END, 'x' FROM record WHERE id % 6 = 0;
             INSERT INTO identifier SELECT 'nct', 'NCT0000000' || (id % 9), id FROM record;",
        )
        .expect("rows");
    store
}

fn searches() -> Vec<Search> {
    let words = |text: &str| Words::read(text).ok();
    let phrase = |text: &str| Words::of_phrase(text).ok().map(|words| (text.to_owned(), words));
    let hr = OfResult { measures: vec![Measure::HazardRatio], p_below: Some(0.05), ..OfResult::default() };
    let all = OfArticle {
        years: Some(Range { low: Some(1995.0), high: Some(2010.0) }),
        people: Some(Range { low: Some(300.0), high: None }),
        retracted: Some(false),
        ..OfArticle::default()
    };
    let failed = Failed { checks: vec!["order"], grades: vec!["warn", "info"] };
    vec![
        Search { words: words("heart"), ..Search::default() },
        Search { words: words("heart NOT stroke"), result: hr.clone(), ..Search::default() },
        Search { result: hr.clone(), article: all.clone(), ..Search::default() },
        Search { words: words("lung"), result: hr.clone(), article: all.clone() },
        Search {
            result: OfResult { outcome: phrase("death"), ..hr },
            article: OfArticle { failed: Some(failed), ..OfArticle::default() },
            ..Search::default()
        },
        Search {
            words: words("heart OR lung"),
            article: OfArticle {
                retracted: Some(true),
                trials: "NCT00000004".parse().into_iter().collect(),
                ..OfArticle::default()
            },
            ..Search::default()
        },
    ]
}

#[test]
fn every_way_finds_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    register(&store.connection).expect("a function");
    for (n, search) in searches().iter().enumerate() {
        let found = |driver: Driver, listed: Listed, within, texts: bool| -> Vec<i64> {
            let planned = Planned { search, fts: fts(search, texts), driver, within, listed };
            let sql = planned.articles(Order::Newest, Page::default());
            let mut rows =
                store.connection.prepare(&sql.text).unwrap_or_else(|e| panic!("{e}: {}", sql.text));
            let rows = rows.query_map(params_from_iter(&sql.parameters), |row| row.get(0)).expect("rows");
            rows.collect::<Result<_, _>>().expect("ids")
        };
        let wanted = found(Driver::Articles, Listed::default(), None, false);
        assert!(!wanted.is_empty() && wanted.len() < 290, "search {n} tells nothing: {}", wanted.len());
        let mut drivers = vec![Driver::Articles];
        if fts(search, true).all.is_some() {
            drivers.push(Driver::Words);
        }
        if search.result.is_asked() {
            drivers.extend([Driver::Measure, Driver::Results]);
        }
        if search.article.failed.is_some() {
            drivers.push(Driver::Failures);
        }
        if search.article.people.is_some() {
            drivers.extend([Driver::People, Driver::Years]);
        }
        if search.article.retracted == Some(true) {
            drivers.push(Driver::Flags);
        }
        if !search.article.trials.is_empty() {
            drivers.push(Driver::Trials);
        }
        let lists = Listed { years: true, people: true, flags: true };
        for driver in drivers {
            for (listed, within) in [(Listed::default(), None), (lists, None), (lists, Some((1, 300)))] {
                // What full-text search needs words of a text for is only asked where texts are kept.
                assert_eq!(found(driver, listed, within, true), wanted, "search {n} by {driver:?}");
            }
        }
        let mut chosen = Vec::new();
        let each = &mut |hit: Hit| {
            chosen.push(hit.record);
            std::ops::ControlFlow::Continue(())
        };
        store.search(search, Order::Newest, Page::default(), each).expect("searches");
        assert_eq!(chosen, wanted, "search {n} as planned");
    }
}
