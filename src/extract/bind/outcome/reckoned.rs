//! Phrases that say how a result was reckoned, or that announce what is told behind them, and name nothing measured.

use super::candidates::{Candidate, reckons};
use super::phrase::content;
use crate::extract::sentence::Sentence;
use crate::lex::Sort;

/// Whether a phrase only says how a result was reckoned.
pub(super) fn reckoned(s: &Sentence<'_>, c: &Candidate) -> bool {
    if test(s, c) {
        return true;
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
    const ENDS: &[&str] = &["test", "tests", "U", "analysis"];
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
