//! The forms in which count, total and percentage are surely one share.

use super::Article;
use super::reading::{sound, spelled, words_between};
use crate::finding::Number;

/// Bytes before a share in which "nearly" is of it.
const BEFORE: usize = 16;

/// `22 of 30 patients (73%)`, `22/30 (73%)`, `73% (22/30)`, `22 (73%) of 30`; not "of the 63 subjects, 29 in the first
/// group (91%)", whose percentage is of another whole.
pub(super) fn of_three(article: &Article<'_>, count: Number, total: Number, percent: Number) -> bool {
    if !sound(article, &[count, total, percent], &[])
        || spelled(article, total)
        || count.span.start > total.span.start
        || approximate(article, count.span.start.min(percent.span.start))
    {
        return false;
    }
    let joint = words_between(article, count, total);
    let linked = letters(&joint).all(|word| ["of", "out", "the", "these", "all", "in"].contains(&word));
    if percent.span.start < count.span.start {
        // In front: brackets alone between, and no second percentage behind ("0.5% (12 of 39 eyes, 31%)").
        let between = words_between(article, percent, count);
        let behind = article.between(total.span.end, total.span.end + 24);
        let behind = behind.split([')', ']']).next().unwrap_or("");
        linked && letters(&between).all(|word| word == "n") && !behind.contains('%')
    } else if percent.span.start < total.span.start {
        linked
    } else {
        linked && opens(&words_between(article, total, percent))
    }
}

/// `96 cases (54%)`, `324 (89%)`; not "PASI 50 (92%)" or "study 1 (68%)".
pub(super) fn of_two(article: &Article<'_>, count: Number, percent: Number) -> bool {
    const PEOPLE: [&str; 14] = [
        "patients",
        "patient",
        "women",
        "woman",
        "men",
        "man",
        "children",
        "participants",
        "subjects",
        "cases",
        "infants",
        "adults",
        "people",
        "individuals",
    ];
    // What may stand before a count; a noun there names a group, a grade, a score.
    const BEFORE: [&str; 15] = [
        "in", "and", "versus", "vs", "with", "were", "was", "to", "by", "had", "from", "only", "a",
        "compared", "than",
    ];
    if !sound(article, &[count, percent], &[])
        || spelled(article, count)
        || count.span.start > percent.span.start
        || approximate(article, count.span.start)
    {
        return false;
    }
    let between = words_between(article, count, percent);
    let people = letters(&between).next().is_some_and(|word| PEOPLE.contains(&word));
    let head =
        article.between(count.span.start.saturating_sub(BEFORE_COUNT), count.span.start).to_lowercase();
    let led = head
        .split_whitespace()
        .last()
        .is_none_or(|word| !word.ends_with(|c: char| c.is_alphabetic()) || BEFORE.contains(&word));
    let behind = article.between(percent.span.end, percent.span.end + 3);
    let closed = behind.trim_start_matches(['%', ' ']).starts_with([')', ']', ';', ',']);
    opens(&between)
        && letters(&between).count() <= 1
        && closed
        && if people { led } else { led && letters(&between).next().is_none() && count.to_f64() >= 10.0 }
}

/// Bytes before a count that are looked at.
const BEFORE_COUNT: usize = 20;

/// Few words, then a bracket or comma and nothing said within it.
fn opens(between: &str) -> bool {
    let (head, inside) = match between.rfind(['(', '[']) {
        Some(at) => between.split_at(at),
        None => (between, ""),
    };
    letters(head).count() <= 3
        && letters(inside).next().is_none()
        && between.trim_end().ends_with(['(', '[', ',', ';', '='])
}

/// "nearly 70% (15/21)".
fn approximate(article: &Article<'_>, start: usize) -> bool {
    const WORDS: [&str; 12] = [
        "nearly",
        "about",
        "approximately",
        "almost",
        "over",
        "than",
        "around",
        "roughly",
        "least",
        "most",
        "some",
        "circa",
    ];
    let before = article.between(start.saturating_sub(BEFORE), start).to_lowercase();
    letters(&before).last().is_some_and(|word| WORDS.contains(&word))
        || before.trim_end().ends_with(['~', '≈', '>', '<'])
}

/// "5-year mortality was 13.0% (161/1253)": a share over time, from which those lost are taken out.
pub(super) fn over_time(article: &Article<'_>, number: Number) -> bool {
    let sentence = article.sentence(number.span).to_lowercase();
    let term = ["-year", "-month", "-yr", " year ", " month "].iter().any(|word| sentence.contains(word));
    let rate = ["rate", "survival", "mortality", "pfs"].iter().any(|word| sentence.contains(word));
    term && rate
}

fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}
