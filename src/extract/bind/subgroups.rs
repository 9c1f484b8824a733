//! Parts of a study's people whose size a sentence gives with results of their own.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::{Arm, ArmId, Finding, Phrase, Reported, Role};
use crate::lex::{Classes, Cue, Sort};
use crate::text::Span;

use super::frames::is_labelled;

/// Words of a subgroup's name, at most.
const LONGEST: usize = 12;

/// More subgroups than any abstract reports.
const MOST: usize = 8;

/// The subgroups of an article: arms behind those that its trial has.
pub(super) struct Subgroups {
    known: usize,
    pub(super) arms: Vec<Arm>,
}

impl Subgroups {
    /// Of an article with so many arms.
    pub(super) fn behind(known: usize) -> Self {
        Self { known, arms: Vec::new() }
    }

    /// Gives people who are a part of the whole study the subgroup they are: `In 548 patients with a score of 1 or more,
    /// survival was …`, `in patients with adenocarcinoma (n = 847; 12.6 v 10.9 months)`.
    pub(super) fn give(
        &mut self,
        s: &Sentence<'_>,
        readings: &[Reading],
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let Reported::Participants(people) = &mut found.result else { return };
        if in_review(s, reading.main) || !has_results(readings, reading) {
            return;
        }
        let named = if is_labelled(s, reading) { before(s, reading) } else { behind(s, reading) };
        if let Some(arm) = named.and_then(|span| self.arm(s, span, known)) {
            people.role = Role::Other;
            found.arm = Some(arm);
        }
    }

    /// Gives people who were assigned to what nothing else names the arm that stands before their bracket: `randomly
    /// assigned to tolvarin (n = 251) or surgery (n = 253)`.
    pub(super) fn give_assigned(
        &mut self,
        s: &Sentence<'_>,
        readings: &[Reading],
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let Reported::Participants(people) = &found.result else { return };
        if people.role != Role::Randomized || found.arm.is_some() || !is_labelled(s, reading) {
            return;
        }
        let depth = s.items[reading.main].depth;
        let sizes = readings.iter().filter(|r| {
            let people = matches!(r.result, Reported::Participants(_));
            people && is_labelled(s, r) && s.items[r.main].depth == depth
        });
        if sizes.count() > 1 && assigns_before(s, reading.first) {
            found.arm = before(s, reading).and_then(|span| self.arm(s, span, known));
        }
    }

    /// The arm of this name: one of the trial's, or a subgroup, which may be new.
    fn arm(&mut self, s: &Sentence<'_>, span: Span, known: &[Arm]) -> Option<ArmId> {
        let text = span.of(s.text);
        let means = |arm: &Arm| arm.mentions.iter().any(|m| m.text.eq_ignore_ascii_case(text));
        if let Some(at) = known.iter().position(|arm| arm.name.eq_ignore_ascii_case(text) || means(arm)) {
            return Some(ArmId(at as u16));
        }
        let at = match self.arms.iter().position(|arm| arm.name.eq_ignore_ascii_case(text)) {
            Some(at) => at,
            None if self.arms.len() == MOST => return None,
            None => {
                let mention = Phrase { text: text.to_owned(), span };
                self.arms.push(Arm { name: text.to_owned(), mentions: vec![mention] });
                self.arms.len() - 1
            }
        };
        Some(ArmId((self.known + at) as u16))
    }
}

/// Items between the verb that assigns and a size, at most.
const FARTHEST: usize = 60;

/// Whether a verb that assigns stands before an item.
fn assigns_before(s: &Sentence<'_>, i: usize) -> bool {
    const STEMS: &[&str] = &["assigned", "random", "allocated"];
    let stem = |at: usize| {
        STEMS
            .iter()
            .any(|stem| s.words(at).get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem)))
    };
    // "a randomised, multicentre (n = 30) study" assigns nobody.
    (i.saturating_sub(FARTHEST)..i)
        .any(|at| s.is(at, Classes::STEP) && stem(at) && s.mark(at + 1) != Some(','))
}

/// Whether the sentence goes on with results: sizes alone only describe.
fn has_results(readings: &[Reading], people: &Reading) -> bool {
    readings.iter().any(|r| {
        r.main > people.main && !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_))
    })
}

/// `in patients with adenocarcinoma (n = 847`, `For nasal patients (n = 62)`, `with SBP > 170 mmHg (n = 5420`: what stands
/// before the bracket.
fn before(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let open = reading.first.checked_sub(1).filter(|at| s.opens(*at))?;
    let mut end = open;
    if s.cue(end.checked_sub(1)?) == Cue::People {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST && named(s, start - 1) {
        start -= 1;
    }
    // What it is of or in stands right before it.
    let placed = start == 0
        || matches!(
            s.cue(start - 1),
            Cue::Preposition
                | Cue::Of
                | Cue::Or
                | Cue::To
                | Cue::Versus
                | Cue::Article
                | Cue::People
                | Cue::Received
        )
        || matches!(s.mark(start - 1), Some(',' | ';'))
        // "A (n = 20) and B (n = 21)", but not "the combination of A and B (n = 21)"
        || start > 1 && s.cue(start - 1) == Cue::And && (s.closes(start - 2) || s.mark(start - 2) == Some(','));
    phrase(s, start, end).filter(|_| placed)
}

/// The phrase that tells a subgroup, if it tells one: "not" and "other" do not.
fn phrase(s: &Sentence<'_>, start: usize, end: usize) -> Option<Span> {
    let tells = |at: usize| {
        let word = s.is(at, Classes::WORD) && matches!(s.cue(at), Cue::None | Cue::PercentScale | Cue::Unit);
        word && !s.is_of(at, Sort::Negation) && !s.is_word(at, &["other", "others", "those", "same"])
    };
    (start..end).any(tells).then(|| s.items[start].span.to(s.items[end - 1].span))
}

/// Whether an item may be of a subgroup's name: a word, or a bound with its number and unit.
fn named(s: &Sentence<'_>, i: usize) -> bool {
    let bounds = |c| matches!(c, '<' | '>' | '≤' | '≥');
    let bounded = |at: usize| {
        s.mark(at).is_some_and(bounds) || matches!(s.cue(at), Cue::LessThan | Cue::MoreThan | Cue::AtLeast)
    };
    match s.mark(i) {
        Some(c) => bounds(c) || matches!(c, '-' | '/'),
        None if s.items[i].numeric() => {
            let strength = matches!(s.items[i].shape, Shape::Percent(_)) || s.cue(i + 1) == Cue::Dose;
            strength || i > 0 && bounded(i - 1)
        }
        None => matches!(
            s.cue(i),
            Cue::None
                | Cue::Unit
                | Cue::Dose
                | Cue::PercentScale
                | Cue::Grade
                | Cue::Lower
                | Cue::Higher
                | Cue::LessThan
                | Cue::MoreThan
        ),
    }
}

/// `In 548 patients with a score of 1 or more`, `among the 964 women without congestion`: what stands behind them.
fn behind(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let mut at = reading.main.checked_sub(1)?;
    while at > 0 && s.cue(at) == Cue::Article {
        at -= 1;
    }
    if !s.is_word(at, &["in", "among", "for", "of"]) || s.cue(reading.last) != Cue::People {
        return None;
    }
    let word = reading.last + 1;
    let mut start = match () {
        () if s.is_word(word, &["with", "having"]) => word + 1,
        () if s.is_word(word, &["without"]) => word,
        () if s.is_word(word, &["who"]) => {
            word + 1 + usize::from(matches!(s.cue(word + 1), Cue::Was | Cue::Received))
        }
        () => return None,
    };
    start += usize::from(s.cue(start) == Cue::Article);
    if s.cue(start) == Cue::And {
        return None;
    }
    let mut end = start;
    while !ends(s, end) {
        // "wild-type (WT) tumours": a short form does not end the name.
        end = if s.opens(end) { end + 3 } else { end + 1 };
        if end >= s.items.len() || end - start > LONGEST {
            return None;
        }
    }
    phrase(s, start, end)
}

/// Whether a subgroup's name ends before an item: at a sign, or where the sentence goes on with its verb.
fn ends(s: &Sentence<'_>, i: usize) -> bool {
    let short_form = s.opens(i) && s.closes(i + 2) && s.is(i + 3, Classes::WORD);
    matches!(s.mark(i), Some(',' | ';' | ':' | '(' | '[')) && !short_form
        || matches!(s.cue(i), Cue::Was | Cue::Happened | Cue::Versus | Cue::Difference)
        || s.is_word(i, &["who", "that", "which", "whose"])
        || s.is(i, Classes::BEFELL)
}
