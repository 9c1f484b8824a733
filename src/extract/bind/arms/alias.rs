//! Names that the text itself gives to one arm: `group A received tolvarin`, `tolvarin (n = 20; group A)`, `group A (tolvarin)`,
//! `group B served as the control group`. Only where each of both names goes with no other.

pub(super) mod double;

use super::Mention;
use super::table::Table;
use crate::extract::bind::words::Words;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Items from a label to the verb that says what it got, at most: "group A (17 women and 13 men) of the first ward received".
const VERB: usize = 18;

/// Items from that verb to what it got, at most.
pub(super) const GOT: usize = 12;

/// Items of the clause that says it, at most.
const CLAUSE: usize = 40;

/// Items between a name and the bracket with its label, at most: "tolvarin, 40 mg twice a day for a week, (group A)".
const APPOSED: usize = 14;

/// What one sentence says of a label.
enum Said {
    Nothing,
    Of(usize),
    /// Of more than one, so that nobody knows of which.
    Several,
}

/// Pairs of arms that are one: whose names stay, and whose go over to it.
pub(super) fn aliases(
    table: &Table<'_, '_>,
    sentences: &[Sentence<'_>],
    words: &[Words<'_>],
    mentions: &[Vec<Mention>],
) -> Vec<(usize, usize)> {
    let vague: Vec<u8> = table.arms.iter().map(|entry| entry.vague()).collect();
    let named = vague.iter().min().copied().unwrap_or(0);
    if vague.len() < 2 || vague.iter().all(|v| *v == named) || crossed(words) {
        return Vec::new();
    }
    let mut claims: Vec<Option<Option<usize>>> = vec![None; vague.len()];
    for (s, mentions) in sentences.iter().zip(mentions).filter(|(s, m)| !s.title && m.len() >= 2) {
        let mut verb = false;
        for at in 0..mentions.len() {
            let label = usize::from(mentions[at].arm.0);
            if vague[label] == 0 {
                continue;
            }
            let scene = Told { s, mentions, vague: &vague, at };
            match scene.said(&mut verb) {
                Said::Nothing => {}
                Said::Of(arm) if claims[label].is_none_or(|known| known == Some(arm)) => {
                    claims[label] = Some(Some(arm));
                }
                _ => claims[label] = Some(None),
            }
        }
    }
    initials(table, &vague, &mut claims);
    let target = |label: usize| claims[label].flatten();
    let root = |label: usize| target(label).map(|arm| target(arm).unwrap_or(arm));
    let mut pairs = Vec::new();
    // Labels first, so that what they are called by goes on with them.
    for rank in [2, 1] {
        let labels: Vec<usize> = (0..vague.len()).filter(|i| vague[*i] == rank).collect();
        for label in &labels {
            let Some(arm) = target(*label) else { continue };
            if labels.iter().all(|other| other == label || root(*other) != root(*label)) {
                pairs.push((arm, *label));
            }
        }
    }
    pairs
}

/// What labels are short for, where the text does not say what they got and each begins the name of one arm: "group D" and
/// "group M" beside dexmoline and midarine; "group P" beside placebo, whatever the others are called.
fn initials(table: &Table<'_, '_>, vague: &[u8], claims: &mut [Option<Option<usize>>]) {
    let labels: Vec<usize> = (0..vague.len()).filter(|i| vague[*i] == 2).collect();
    if labels.len() < 2 {
        return;
    }
    let begun = |label: usize| {
        let letters = table.arms[label].letters()?;
        let mut own = (0..vague.len()).filter(|arm| vague[*arm] < 2 && table.arms[*arm].begins(letters));
        own.next().filter(|_| own.next().is_none())
    };
    let arms: Vec<(usize, Option<usize>)> = labels.iter().map(|label| (*label, begun(*label))).collect();
    let distinct = |arm: usize| arms.iter().filter(|(_, other)| *other == Some(arm)).count() == 1;
    // Letters of a row are no initials: "group A" and "group B" of atenoline and bisorine.
    let row = |label: usize| matches!(table.arms[label].letters(), Some("A" | "B" | "C"));
    let numbered =
        |label: usize| matches!(table.arms[label].letters(), Some("I" | "II" | "III" | "IV" | "V"));
    let all = arms.iter().all(|(label, arm)| arm.is_some() && claims[*label].is_none());
    let rows = labels.iter().all(|label| row(*label));
    for (label, arm) in &arms {
        let Some(arm) = arm.filter(|arm| distinct(*arm)) else { continue };
        let alone = !row(*label)
            && table.arms[*label].letters() != Some("D")
            && !numbered(*label)
            && !labels.iter().any(|label| numbered(*label));
        if claims[*label].is_none() && !rows && (all || alone) {
            claims[*label] = Some(Some(arm));
        }
    }
}

/// Whether everybody gets one after the other, so that a group is no treatment.
pub(super) fn crossed(words: &[Words<'_>]) -> bool {
    const CROSS: &[&str] = &["crossover", "crossed", "cross", "switched", "latin"];
    words.iter().any(|words| words.iter().any(|w| w.is(CROSS)))
}

/// A label in its sentence.
pub(super) struct Told<'s, 't> {
    pub(super) s: &'s Sentence<'t>,
    pub(super) mentions: &'s [Mention],
    pub(super) vague: &'s [u8],
    pub(super) at: usize,
}

impl Told<'_, '_> {
    fn label(&self) -> Mention {
        self.mentions[self.at]
    }

    /// Whether a mention says more than the label.
    fn names(&self, mention: &Mention) -> bool {
        self.vague[usize::from(mention.arm.0)] < self.vague[usize::from(self.label().arm.0)]
    }

    /// What the sentence says of the label; `verb` goes from label to label: "group A received X, group B Y".
    fn said(&self, verb: &mut bool) -> Said {
        if let Some(arm) = self.holds() {
            return arm;
        }
        if let Some(arm) = self.held() {
            return arm;
        }
        if self.listed() {
            return Said::Nothing;
        }
        if let Some(from) = self.verb(*verb) {
            *verb = true;
            return self.got(from);
        }
        Said::Nothing
    }

    /// `group A (tolvarin 5 mg, n = 20)`
    fn holds(&self) -> Option<Said> {
        let s = self.s;
        let open = self.label().last + 1;
        let end = s.behind_bracket(open).filter(|_| s.opens(open))?;
        let inside: Vec<&Mention> =
            self.mentions[self.at + 1..].iter().take_while(|m| m.first < end).collect();
        let first = inside.first()?;
        let plain = |i: usize| {
            matches!(s.cue(i), Cue::Article | Cue::Received | Cue::Dose | Cue::People)
                || matches!(s.mark(i), Some(',' | ';' | ':' | '='))
                || s.is_word(i, &["n"])
                || s.items[i].numeric() && (s.mark(i - 1) == Some('=') || s.cue(i + 1) == Cue::Dose)
        };
        let fits = (open + 1..first.first).all(plain)
            && inside.iter().all(|m| self.names(m))
            && !(open..end).any(|i| s.cue(i) == Cue::Versus)
            && !self.negated(first);
        if !fits {
            return Some(Said::Nothing);
        }
        Some(one(&inside))
    }

    /// `tolvarin 5 mg daily (n = 20; group A)`
    fn held(&self) -> Option<Said> {
        let s = self.s;
        let label = self.label();
        if s.items[label.first].depth == 0 {
            return None;
        }
        let open = (label.first.saturating_sub(APPOSED)..label.first)
            .rev()
            .find(|i| s.opens(*i) || s.closes(*i))
            .filter(|i| s.opens(*i))?;
        let closed =
            s.closes(label.last + 1) || matches!(s.mark(label.last + 1), Some(',' | ';' | ':' | '='));
        let before = self.at.checked_sub(1).map(|b| &self.mentions[b]);
        let Some(name) = before.filter(|m| m.last < open && closed && self.names(m)) else {
            return Some(Said::Nothing);
        };
        let apposed = |i: usize| match s.mark(i) {
            Some(sign) => !matches!(sign, ';' | ':' | '(' | ')' | '[' | ']'),
            None => {
                s.items[i].numeric()
                    || matches!(s.cue(i), Cue::Dose | Cue::Unit | Cue::Time(_) | Cue::None | Cue::Group)
                        && !s.is_of(i, Sort::Negation)
                    || s.is_word(i, &["for", "a", "an", "at"])
            }
        };
        let near = open - name.last <= APPOSED && (name.last + 1..open).all(apposed);
        // "in the tolvarin group (1.2 % vs 1.7 % in the control group)"
        let valued = (open + 1..label.first)
            .any(|i| matches!(s.cue(i), Cue::Versus | Cue::Preposition | Cue::And | Cue::Was));
        if !near || valued || self.negated(name) {
            return Some(Said::Nothing);
        }
        Some(if self.joined(self.at - 1) { Said::Several } else { Said::Of(arm(name)) })
    }

    /// Whether the label stands behind another in a list: "in groups A and B".
    pub(super) fn listed(&self) -> bool {
        let first = self.label().first;
        let joint = |i: usize| {
            matches!(self.s.cue(i), Cue::And | Cue::Or | Cue::Article | Cue::Versus)
                || self.s.mark(i) == Some(',')
        };
        let close = |m: &Mention| {
            first > m.last && first - m.last <= 3 && (m.last + 1..first).all(joint) && !self.names(m)
        };
        self.at.checked_sub(1).is_some_and(|b| close(&self.mentions[b]))
    }

    /// The place behind the verb, or the colon, that says what the label got.
    fn verb(&self, before: bool) -> Option<usize> {
        self.verb_before(self.mentions.get(self.at + 1)?.first, before)
    }

    /// The same, up to item `next`.
    pub(super) fn verb_before(&self, next: usize, before: bool) -> Option<usize> {
        let s = self.s;
        let from = self.label().last + 1;
        let mut i = from;
        while i < s.items.len().min(from + VERB) && i < next {
            if s.opens(i) {
                i = s.behind_bracket(i)?;
                continue;
            }
            if s.cue(i) == Cue::Received || s.mark(i) == Some(':') {
                return Some(i + 1);
            }
            // "group A served as the control", "group A was the control group"
            let is = s.cue(i) == Cue::Was || s.is_word(i, &["served", "acted"]);
            let small =
                |k: usize| matches!(s.cue(k), Cue::Was | Cue::Article) || s.is_word(k, &["as", "served"]);
            if is && next <= i + 4 && (i + 1..next).all(small) {
                return Some(i + 1);
            }
            let passes = match s.mark(i) {
                Some(sign) => matches!(sign, ',' | '='),
                None => {
                    s.items[i].numeric()
                        || matches!(s.cue(i), Cue::People | Cue::Was | Cue::Article | Cue::None)
                }
            };
            if !passes || s.is_of(i, Sort::Negation) || s.is_word(i, &["who", "which", "that"]) {
                return None;
            }
            i += 1;
        }
        // "and group B tolvarin 5 mg"
        let plain = |k: usize| s.cue(k) == Cue::Article || s.items[k].numeric() || s.cue(k) == Cue::Dose;
        (before && next <= from + 3 && (from..next).all(plain)).then_some(from)
    }

    /// What stands behind the verb, up to the next label.
    fn got(&self, from: usize) -> Said {
        let s = self.s;
        // "the control group received tolvarin, the alfazumab group received both": whose turn it is.
        let acts = |m: &Mention| {
            s.cue(m.last) == Cue::Group && matches!(s.cue(m.last + 1), Cue::Received | Cue::Was)
        };
        let ends = |m: &&Mention| m.first >= from && (!self.names(m) || acts(m));
        let end = self.mentions.iter().find(ends).map_or(s.items.len(), |m| m.first).min(from + CLAUSE);
        let end = (from..end).find(|i| s.mark(*i) == Some(';') || s.is_of(*i, Sort::Turn)).unwrap_or(end);
        let named: Vec<&Mention> =
            self.mentions.iter().filter(|m| (from..end).contains(&m.first) && self.names(m)).collect();
        let Some(first) = named.first().filter(|m| m.first <= from + GOT) else { return Said::Nothing };
        // "needed more tolvarin", "were given tolvarin less often": how much, and not what.
        let measured = (from..first.first).any(|i| {
            matches!(s.cue(i), Cue::Higher | Cue::Lower | Cue::Versus | Cue::Difference)
                || s.is_word(i, &["more", "less", "fewer"])
        });
        // "received tolvarin and X": not X alone.
        let together = (from..first.first).any(|i| {
            s.cue(i) == Cue::And
                || s.mark(i) == Some('+')
                || s.is_of(i, Sort::Joins)
                || s.is_word(i, &["with"])
        });
        if measured || together || self.negated(first) || self.more_behind(&named) {
            Said::Several
        } else {
            one(&named)
        }
    }

    /// Whether something that is no arm's name is given together with the last of these: "lavage plus tolvarin".
    fn more_behind(&self, named: &[&Mention]) -> bool {
        let s = self.s;
        let Some(last) = named.last() else { return false };
        let next = self.mentions.iter().find(|m| m.first > last.last).map_or(s.items.len(), |m| m.first);
        let dose =
            |i: &usize| s.items[*i].numeric() || matches!(s.cue(*i), Cue::Dose | Cue::Time(_) | Cue::Unit);
        let joint = (last.last + 1..next.min(last.last + GOT)).find(|i| !dose(i));
        joint.is_some_and(|i| s.mark(i) == Some('+') || s.is_word(i, &["plus"]))
    }

    /// Whether another arm's name is joined to the one before it: "tolvarin plus alfazumab".
    fn joined(&self, at: usize) -> bool {
        let name = self.mentions[at];
        let Some(before) = at.checked_sub(1).map(|b| self.mentions[b]).filter(|m| self.names(m)) else {
            return false;
        };
        let s = self.s;
        let gap = before.last + 1..name.first;
        let joint = |i: usize| {
            matches!(s.cue(i), Cue::And)
                || s.mark(i) == Some('+')
                || s.is_of(i, Sort::Joins)
                || s.is_word(i, &["with"])
        };
        before.arm != name.arm
            && gap.len() <= 8
            && gap.clone().any(joint)
            && !gap.clone().any(|i| s.cue(i) == Cue::Or || s.is_word(i, &["group"]) || s.closes(i))
    }

    /// `without tolvarin`, `no tolvarin`
    fn negated(&self, mention: &Mention) -> bool {
        let s = self.s;
        (mention.first.saturating_sub(2)..mention.first).any(|i| s.is_of(i, Sort::Negation))
    }
}

pub(super) fn arm(mention: &Mention) -> usize {
    usize::from(mention.arm.0)
}

/// The one arm that all of these are of.
fn one(mentions: &[&Mention]) -> Said {
    match mentions {
        [] => Said::Nothing,
        [first, rest @ ..] if rest.iter().all(|m| m.arm == first.arm) => Said::Of(arm(first)),
        _ => Said::Several,
    }
}
