//! Phrases that say how a result was reckoned, or that announce what is told behind them, and name nothing measured.

use super::candidates::{Candidate, reckons};
use super::phrase::content;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Whether a phrase only says how a result was reckoned.
pub(super) fn reckoned(s: &Sentence<'_>, c: &Candidate) -> bool {
    if test(s, c) {
        return true;
    }
    // "mild (12%), moderate (8%) and severe (3%) pain"
    if c.first == c.last && s.is_word(c.last, &["moderate"]) {
        return false;
    }
    let own = |i: usize| s.is_of(i, Sort::Reckoned) || reckons(s, i);
    own(c.last) && (c.first..c.last).all(|i| !content(s, i) || own(i))
}

/// `Fisher's exact test`, `log-rank test`, `Wilcoxon`: what a P value was reckoned by.
fn test(s: &Sentence<'_>, c: &Candidate) -> bool {
    const NAMES: &[&str] = &[
        "Fisher",
        "Fisher's",
        "Wilcoxon",
        "Wilcoxon's",
        "Wilcoxon-Mann-Whitney",
        "Logrank",
        "log-rank",
        "rank",
        "Mann-Whitney",
        "Kruskal-Wallis",
        "chi-square",
        "chi-squared",
        "chi",
        "Friedman",
        "Student",
        "Student's",
        "Kolmogorov-Smirnov",
        "Bonferroni",
        "Tukey",
        "McNemar",
        "t-test",
        "Mantel-Haenszel",
        "ANOVA",
    ];
    const ENDS: &[&str] = &["test", "tests", "U", "z", "analysis"];
    let name = |k: usize| s.is_word(k, NAMES);
    name(c.last) && (c.first == c.last || name(c.first))
        || s.is_word(c.last, ENDS) && (c.first..c.last).any(name) && c.last - c.first <= 3
}

/// `the following secondary outcomes: relapse (…), cough (…)`: what is told behind the colon.
pub(super) fn heads_list(s: &Sentence<'_>, c: &Candidate) -> bool {
    const HEADS: &[&str] = &[
        "outcomes",
        "endpoints",
        "points",
        "events",
        "effects",
        "results",
        "parameters",
        "variables",
        "reasons",
        "findings",
        "measures",
        "characteristics",
        "components",
        "factors",
        "causes",
    ];
    let colon = c.last + 1;
    s.mark(colon) == Some(':')
        && s.is_word(c.last, HEADS)
        && content(s, colon + 1)
        && !s.items.get(colon + 2).is_none_or(|item| item.numeric())
}

/// `at the end of the second phase (12 v 15)`: when a value is of.
pub(super) fn says_when(s: &Sentence<'_>, c: &Candidate) -> bool {
    const EDGES: &[&str] = &["end", "beginning", "start", "completion", "conclusion", "cessation"];
    let Some(b) = c.first.checked_sub(1) else { return false };
    let b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
    let edge = |k: usize| s.is_word(k, EDGES);
    let tied = |k: usize| {
        let b = k - usize::from(k > 0 && s.cue(k - 1) == Cue::Article);
        b.checked_sub(1)
            .is_some_and(|b| s.is_word(b, &["at", "by", "after", "before", "until", "to", "from"]))
    };
    s.cue(b) == Cue::Of && b > 0 && edge(b - 1) && tied(b - 1)
        || edge(c.first) && s.cue(c.first + 1) == Cue::Of && tied(c.first)
        || c.first == c.last && edge(c.first) && tied(c.first)
}
