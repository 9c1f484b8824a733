//! What stands around a candidate and a value, as small numbers.

use super::candidates::{Candidate, Cut};
use super::nature::{TREATMENT, nature};
use super::phrase::{content, last_word, one_word};
use super::reckoned::{heads_list, reckoned, says_when};
use super::whose::{in_study, whose};
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// What is so of a candidate whatever the value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) cut: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) governor: usize,
    pub(super) fronted: usize,
    pub(super) short: bool,
    /// The class of its head.
    pub(super) nature: usize,
    /// 1: another of its words is of a treatment; 2: one is of an arm's name; 3: both.
    pub(super) treats: usize,
    /// All of its words are of arms' names, or only say that it is given.
    pub(super) arm: bool,
    /// It is what is compared, what a model is adjusted for, or a group's name.
    pub(super) compared: bool,
}

impl Look {
    /// `of_arm` tells by its key whether a word is part of an arm's name.
    pub(super) fn of(
        s: &Sentence<'_>,
        c: &Candidate,
        natures: &mut Natures,
        of_arm: impl Fn(u64) -> bool,
    ) -> Self {
        let treatment = (c.first..c.last).any(|i| natures.of(s, i) == TREATMENT);
        let named = (c.first..=c.last).any(|i| of_arm(s.items[i].key));
        let arm = || {
            (c.first..=c.last).all(|i| {
                of_arm(s.items[i].key)
                    || !content(s, i)
                    || s.is_word(i, &["alone", "plus", "treatment", "therapy"])
            })
        };
        let cut = match c.cut {
            Cut::Whole => 0,
            Cut::Head => 1,
            Cut::Tail => 2,
            Cut::Part => 3,
            Cut::People => 4,
            Cut::List => 5,
        };
        Self {
            left: left(s, c),
            right: right(s, c),
            cut,
            first: word(s, c.first),
            last: word(s, c.last),
            governor: governor(s, c),
            fronted: usize::from(natures.front.is_some_and(|comma| c.last < comma)),
            short: c.first == c.last && s.length(c.first) <= 2,
            nature: head(s, c, natures),
            treats: usize::from(treatment) + 2 * usize::from(named),
            arm: named && arm(),
            compared: compared(s, c),
        }
    }
}

/// What stands behind a candidate that only says what is told next: "the most common adverse event was nausea".
pub(super) const ANNOUNCES: usize = 12;

/// What may stand between a candidate and a value, each counted in bits of its own.
pub(super) const ENDED: u32 = 0;
pub(super) const TURNED: u32 = 12;
pub(super) const WAS: u32 = 24;
pub(super) const VERSUS: u32 = 36;
pub(super) const CHANGED: u32 = 48;

/// How many of each stand before every item of a sentence, so that what stands between two places takes no search: a
/// sentence has fewer items than twelve bits count.
pub(super) struct Counts(Vec<u64>);

impl Counts {
    pub(super) fn of(s: &Sentence<'_>) -> Self {
        let mut now = 0u64;
        let before = s.items.iter().map(|item| {
            let before = now;
            let what = match (item.mark(), item.cue) {
                (Some(';'), _) if item.depth == 0 => Some(ENDED),
                (Some(','), _) | (_, Cue::And) => Some(TURNED),
                (None, Cue::None) if item.sorts.has(Sort::Turn) => Some(TURNED),
                (_, Cue::Was) => Some(WAS),
                (_, Cue::Versus) => Some(VERSUS),
                (_, Cue::Lower | Cue::Higher) => Some(CHANGED),
                _ => None,
            };
            now += what.map_or(0, |what| 1 << what);
            before
        });
        let mut counts: Vec<u64> = Vec::with_capacity(s.items.len() + 1);
        counts.extend(before);
        counts.push(now);
        Self(counts)
    }

    /// How many of each stand from `from` on and before `to`.
    pub(super) fn between(&self, from: usize, to: usize) -> u64 {
        if from < to { self.0[to] - self.0[from] } else { 0 }
    }

    /// Whether there is one of these among so many.
    pub(super) fn any(counted: u64, what: u32) -> bool {
        counted >> what & 0xfff != 0
    }
}

/// "The most common adverse event was nausea": what was most common is told behind the verb.
fn most_common(s: &Sentence<'_>, to: usize) -> bool {
    (to.saturating_sub(10)..to).any(|i| s.is_word(i, &["common", "frequent", "frequently", "commonly"]))
}

/// `analysis showed`, `regardless of A`, `hazard ratio for A versus B`, `difference between A and B`, `after adjusting for A`, `the A group`, `X (primary outcome)`.
fn compared(s: &Sentence<'_>, c: &Candidate) -> bool {
    let next = c.last + 1;
    if s.is_word(next, &["group", "groups", "arm", "arms"]) || heads_list(s, c) || says_when(s, c) {
        return true;
    }
    if s.is_word(c.last, &["ANCOVA", "MANOVA"])
        // "number needed to treat for an additional beneficial outcome"
        || c.last > 0 && s.is_word(c.last, &["outcome"]) && s.is_word(c.last - 1, &["beneficial", "harmful"])
    {
        return true;
    }
    // "mean difference", "medium effect": how it was reckoned, not what.
    if reckoned(s, c) {
        return true;
    }
    let Some(mut b) = c.first.checked_sub(1) else { return false };
    // "regardless of smoking"
    let aside = |b: usize| s.is_word(b, &["regardless", "irrespective", "independent", "independently"]);
    let of = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
    if s.cue(of) == Cue::Of && of.checked_sub(1).is_some_and(aside) {
        return true;
    }
    // "also in those with asthma (12 v 15 months)"
    let of_people = |k: usize| s.cue(k) == Cue::People || s.is_word(k, &["those"]);
    if s.opens(next)
        && s.is_word(b, &["with"])
        && b.checked_sub(1).is_some_and(of_people)
        // "the number of babies with low weight (1.2)"
        && b.checked_sub(2).is_none_or(|k| s.cue(k) != Cue::Of)
        && (b.saturating_sub(4)..b).any(|k| s.is_word(k, &["in", "among", "for"]))
        && b > 4
    {
        return true;
    }
    if whose(s, c) || in_study(s, c) {
        return true;
    }
    if s.opens(b)
        && (s.closes(next) || matches!(s.mark(next), Some(';' | ',' | ':')))
        && s.is_of(c.last, Sort::Head)
        && s.is_word(c.first, &["primary", "secondary"])
    {
        return true;
    }
    if s.cue(b) == Cue::Article && b > 0 {
        b -= 1;
    }
    let Some(governor) = b.checked_sub(1) else { return false };
    match s.cue(governor) {
        Cue::Measure { .. } => s.is_word(b, &["for", "of"]) && s.cue(next) == Cue::Versus,
        Cue::Difference => s.is_word(b, &["between"]),
        Cue::Adjusted => s.is_word(b, &["for"]),
        _ => {
            s.is_word(b, &["for"])
                && s.is_word(governor, &["adjusting", "adjustment", "controlling", "accounting"])
        }
    }
}

fn left(s: &Sentence<'_>, c: &Candidate) -> usize {
    let Some(i) = c.first.checked_sub(1) else { return 0 };
    let i = if s.cue(i) == Cue::Article && i > 0 { i - 1 } else { i };
    match s.cue(i) {
        Cue::Of if i > 0 && s.is_of(i - 1, Sort::Head) => 1,
        Cue::Of => 2,
        Cue::Statistic(_) => 3,
        Cue::Measure { .. } => 4,
        Cue::Difference => 5,
        Cue::Preposition if s.is_word(i, &["in"]) => 6,
        Cue::Preposition if s.is_word(i, &["for"]) => 7,
        Cue::Preposition if s.is_word(i, &["with"]) => 8,
        Cue::Preposition => 9,
        Cue::Was if most_common(s, i) => 16,
        Cue::Was => 10,
        Cue::Lower | Cue::Higher => 11,
        Cue::And | Cue::Or => 12,
        _ if s.mark(i).is_some() => 13,
        _ if s.items[i].numeric() => 14,
        _ => 15,
    }
}

fn right(s: &Sentence<'_>, c: &Candidate) -> usize {
    let i = c.last + 1;
    // "nausea was the most common adverse event": told before the verb.
    let opens = c.first.checked_sub(1).filter(|b| s.is_word(*b, &["common", "frequent", "reported"]));
    let most = opens.is_some_and(|b| {
        (b.saturating_sub(2)..b).any(|k| s.is_word(k, &["most"]))
            && (b.saturating_sub(4)..b).any(|k| s.is_word(k, &["was", "were", "being", "as"]))
            && b > 4
    });
    if most {
        return ANNOUNCES;
    }
    match s.cue(i) {
        Cue::Was if most_common(s, c.first) && i + 1 < s.items.len() && content(s, i + 1) => ANNOUNCES,
        Cue::Was => 0,
        Cue::Preposition => 1,
        Cue::Of => 2,
        Cue::Lower | Cue::Higher => 3,
        Cue::Versus => 4,
        Cue::And | Cue::Or => 5,
        Cue::People => 6,
        _ if s.opens(i) => 7,
        _ if s.closes(i) => 8,
        _ if s.mark(i).is_some() => 9,
        _ if s.items.get(i).is_none_or(|item| item.numeric()) => 10,
        _ => 11,
    }
}

fn word(s: &Sentence<'_>, i: usize) -> usize {
    match s.cue(i) {
        Cue::Happened => 1,
        Cue::Things => 2,
        Cue::Unit | Cue::Dose => 3,
        Cue::Criterion | Cue::Grade => 4,
        Cue::Measure { .. } => 5,
        Cue::Purpose(_) => 6,
        _ if !matches!(s.items[i].shape, Shape::Word) => 7,
        _ => {
            let text = s.words(i);
            let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
            if capitals >= 2 {
                8
            } else if text.ends_with("ed") {
                9
            } else {
                0
            }
        }
    }
}

/// What stands before the preposition right before a candidate.
fn governor(s: &Sentence<'_>, c: &Candidate) -> usize {
    let Some(mut i) = c.first.checked_sub(1) else { return 0 };
    if s.cue(i) == Cue::Article && i > 0 {
        i -= 1;
    }
    if !matches!(s.cue(i), Cue::Preposition | Cue::Of | Cue::To) || i == 0 {
        return 1;
    }
    match s.cue(i - 1) {
        Cue::Measure { .. } => 2,
        Cue::Difference => 3,
        Cue::Lower | Cue::Higher => 4,
        Cue::Statistic(_) => 5,
        Cue::People => 6,
        Cue::Group => 7,
        _ if s.is_of(i - 1, Sort::Head) => 8,
        _ => 9,
    }
}

/// The class of the word that says what a candidate is of, "use" of "use of rescue medication": the last before a
/// preposition.
fn head(s: &Sentence<'_>, c: &Candidate, natures: &mut Natures) -> usize {
    let joint = (c.first + 1..c.last).find(|i| matches!(s.cue(*i), Cue::Of | Cue::Preposition));
    let head = joint.map_or(c.last, |i| i - 1);
    if one_word(s, head) { natures.of(s, head) } else { nature(last_word(s.words(head))) }
}

/// What is asked of a sentence again and again.
pub(super) struct Natures {
    /// The classes of its words, each looked up once.
    classes: Vec<Option<u8>>,
    /// Where the phrase ends that it opens with.
    front: Option<usize>,
}

impl Natures {
    pub(super) fn new(s: &Sentence<'_>) -> Self {
        Self { classes: vec![None; s.items.len()], front: front(s) }
    }

    fn of(&mut self, s: &Sentence<'_>, i: usize) -> usize {
        usize::from(*self.classes[i].get_or_insert_with(|| nature(s.words(i)) as u8))
    }
}

/// All that stands between a candidate and the value right behind it: "mortality, 12%", "mortality (12%)".
pub(super) fn gap(s: &Sentence<'_>, last: usize, value: usize) -> usize {
    let marks = |i: usize| match (s.mark(i), s.cue(i)) {
        (Some(','), _) => 1,
        (Some(':'), _) => 2,
        (Some('='), _) => 3,
        (Some('(' | '['), _) => 4,
        (_, Cue::Was) => 5,
        (_, Cue::Of) => 6,
        (_, Cue::Preposition) => 7,
        (_, Cue::Lower | Cue::Higher) => 8,
        (_, Cue::To) => 9,
        _ => 10,
    };
    match value.saturating_sub(last) {
        0 | 1 => 0,
        2 => marks(last + 1),
        // "mortality (in 12%)", "mortality, hazard ratio 0.5" are told by their first sign.
        3 if marks(last + 1) == 4 || marks(last + 1) == 1 => marks(last + 1),
        _ => 11,
    }
}

/// What stands right before a value.
pub(super) fn context(s: &Sentence<'_>, first: usize) -> usize {
    let Some(mut i) = first.checked_sub(1) else { return 9 };
    if matches!(s.cue(i), Cue::Article | Cue::About) && i > 0 {
        i -= 1;
    }
    match s.cue(i) {
        Cue::Was => 0,
        Cue::And | Cue::Or => 1,
        Cue::Versus => 2,
        Cue::Of => 3,
        Cue::Preposition => 4,
        Cue::To | Cue::Lower | Cue::Higher => 5,
        _ if s.opens(i) => 6,
        _ if s.mark(i) == Some(',') => 7,
        _ if s.mark(i).is_some() => 8,
        _ => 9,
    }
}

/// The comma behind the phrase that a sentence opens with: "In patients with asthma, …".
fn front(s: &Sentence<'_>) -> Option<usize> {
    let opens = matches!(s.cue(0), Cue::Preposition)
        || s.is_word(0, &["when", "after", "compared", "although", "while"]);
    let mut near = 1..s.items.len().min(40);
    if opens { near.find(|i| s.mark(*i) == Some(',') && s.items[*i].depth == 0) } else { None }
}
