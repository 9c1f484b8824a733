//! What was measured: the shortest phrase of the text that names it.

use crate::extract::sentence::Sentence;
use crate::finding::Phrase;
use crate::lex::Cue;

use super::arms::Mention;

/// Words of a name, at most.
const LONGEST: usize = 9;

/// Verbs and adverbs that say that something was found, and name nothing.
const EMPTY: &[&str] = &[
    "occurred",
    "observed",
    "reported",
    "seen",
    "found",
    "noted",
    "which",
    "that",
    "significantly",
    "significant",
    "and",
    "also",
    "respectively",
    "but",
    "whereas",
    "while",
    "however",
    "compared",
    "total",
    "there",
    "not",
    "recorded",
    "achieved",
    "documented",
    "detected",
    "experienced",
    "had",
    "have",
    "did",
    "differ",
    "estimated",
    "similar",
    "only",
    "more",
    "less",
    "common",
    "most",
    "than",
    "as",
    "then",
    "when",
    "where",
    "who",
    "whom",
    "was",
    "were",
    "is",
    "are",
    "be",
    "been",
    "developed",
    "present",
    "identified",
    "obtained",
    "showed",
    "shown",
    "improved",
    "patients",
    "patient",
    "group",
    "groups",
    "it",
    "they",
    "we",
    "here",
    "value",
    "values",
    "rates",
    "rate",
    "median",
    "mean",
    "no",
    "statistically",
    "measured",
    "remained",
    "ranged",
    "slightly",
    "markedly",
    "about",
    "approximately",
    "both",
    "score",
    "respective",
    "i.e",
    "frequent",
    "frequently",
    "likely",
    "often",
    "better",
    "worse",
    "comparable",
    "different",
];

/// The outcome of values between items `first` and `last`; `from` is where the words before them may start, `to` where
/// the words behind them must end.
pub(super) fn of(
    s: &Sentence<'_>,
    mentions: &[Mention],
    (from, first): (usize, usize),
    (last, to): (usize, usize),
) -> Option<Phrase> {
    left(s, mentions, from, first).or_else(|| right(s, mentions, last + 1, to))
}

/// Whether an item can be part of an outcome's name.
fn content(s: &Sentence<'_>, mentions: &[Mention], i: usize) -> bool {
    let item = &s.items[i];
    let word = matches!(item.shape, crate::extract::item::Shape::Word);
    // "Overall, …" says of whom, "overall survival" what.
    let aside = s.is_word(i, &["overall"]) && s.mark(i + 1) == Some(',');
    word && !aside
        && !mentions.iter().any(|m| (m.first..=m.last).contains(&i))
        && match item.cue {
            Cue::None | Cue::PercentScale | Cue::Symbol(_) => {
                !EMPTY.iter().any(|w| s.words(i).eq_ignore_ascii_case(w))
            }
            Cue::Happened
            | Cue::Measure { .. }
            | Cue::Things
            | Cue::Unit
            | Cue::Criterion
            | Cue::Grade
            | Cue::Purpose(_) => true,
            _ => false,
        }
}

/// Words that may stand inside a name but not at its ends.
fn inner(s: &Sentence<'_>, mentions: &[Mention], i: usize) -> bool {
    let item = &s.items[i];
    let in_arm = mentions.iter().any(|m| (m.first..=m.last).contains(&i));
    !in_arm
        && !s.spent[i]
        && (matches!(
            item.cue,
            Cue::Of | Cue::Or | Cue::And | Cue::To | Cue::Adjusted | Cue::Received | Cue::Lower | Cue::Higher
        ) || s.mark(i) == Some('-')
            || s.mark(i) == Some('/')
            || item.named
            || item.cue == Cue::Article
            || item.cue == Cue::Preposition
                && s.is_word(i, &["from", "with", "without", "for", "to", "on", "in"]))
}

/// The name before the values: "Progression-free survival at 5 years was 63.1%", "hypertension (14.8% vs. 0.0%)".
fn left(s: &Sentence<'_>, mentions: &[Mention], from: usize, first: usize) -> Option<Phrase> {
    let mut end = (from..first).rev().find(|i| content(s, mentions, *i))?;
    let mut start = end;
    // A name behind a copula is the predicate: "the most common event was hypertension, which occurred in …".
    while start > from && end - start < 2 * LONGEST {
        let i = start - 1;
        if content(s, mentions, i) || inner(s, mentions, i) {
            start = i;
        } else {
            break;
        }
    }
    narrow(s, mentions, &mut start, &mut end);
    phrase(s, start, end)
}

/// The name behind the values: "15 patients (7.7%) in the A group and 26 in the B group died".
fn right(s: &Sentence<'_>, mentions: &[Mention], from: usize, to: usize) -> Option<Phrase> {
    let start = (from..to).take(20).find(|i| content(s, mentions, *i))?;
    let mut end = start;
    while end + 1 < to && end - start < LONGEST {
        let i = end + 1;
        if content(s, mentions, i) || inner(s, mentions, i) {
            end = i;
        } else {
            break;
        }
    }
    while end > start && !content(s, mentions, end) {
        end -= 1;
    }
    phrase(s, start, end)
}

/// Takes from both ends what names nothing: "the risk of", "the rate of", "the proportion of patients with".
fn narrow(s: &Sentence<'_>, mentions: &[Mention], start: &mut usize, end: &mut usize) {
    const HEADS: &[&str] = &[
        "risk",
        "rate",
        "rates",
        "incidence",
        "proportion",
        "percentage",
        "frequency",
        "number",
        "probability",
        "prevalence",
        "likelihood",
        "odds",
        "hazard",
        "risks",
        "cumulative",
        "estimated",
        "occurrence",
        "percentages",
    ];
    // Behind the last head noun with "of": "the risk of disease progression or death".
    if let Some(head) = (*start..*end).rev().find(|i| s.is_word(*i, HEADS) && matches!(s.cue(i + 1), Cue::Of))
    {
        *start = head + 2;
    }
    while *start < *end && !content(s, mentions, *start) && !s.items[*start].named {
        *start += 1;
    }
    while *end > *start && !content(s, mentions, *end) {
        *end -= 1;
    }
    // Too long for a name: the last part, behind a preposition or "and".
    while *end - *start > LONGEST {
        match (*start..*end).find(|i| inner(s, mentions, *i) && *i > *start && s.mark(*i).is_none()) {
            Some(joint) => *start = joint + 1,
            None => break,
        }
    }
    while *start < *end && !content(s, mentions, *start) && !s.items[*start].named {
        *start += 1;
    }
}

fn phrase(s: &Sentence<'_>, start: usize, end: usize) -> Option<Phrase> {
    let span = s.items.get(start)?.span.to(s.items.get(end)?.span);
    Some(Phrase { text: span.of(s.text).to_owned(), span })
}

/// Whether words that name something stand between two places.
pub(super) fn named_between(s: &Sentence<'_>, mentions: &[Mention], from: usize, to: usize) -> bool {
    (from..to).any(|i| content(s, mentions, i))
}
