//! What checks see of an article: its findings, the sentence each stands in, and what those sentences speak of.

use std::cell::OnceCell;

use super::cues::{Cue, Cues};
use super::reading::{bracketed, joined, sound};
use super::{Grade, Ruling};
use crate::finding::{Estimate, Extraction, Finding, Interval, Number, Reported};
use crate::record::Abstract;
use crate::text::Span;

/// Bytes of a sentence looked at on each side of a place: so that a text of one endless sentence costs no more.
const AROUND: usize = 1_000;

/// Findings looked at on each side of one for those of its sentence.
pub(super) const NEAR: usize = 32;

/// Bytes of a text looked through for what the whole study is.
const WHOLE: usize = 10_000;

/// An article as checks see it; made once for all of them.
pub struct Article<'a> {
    text: &'a Abstract,
    sentences: OnceCell<Vec<Span>>,
    /// The least disagreement that is asked for; everything where there is none.
    least: Option<Grade>,
    cues: OnceCell<Cues>,
    /// Its findings and arms.
    pub extraction: &'a Extraction,
}

impl<'a> Article<'a> {
    /// An article, asked for everything; its text is looked at where findings do not fit.
    pub fn new(text: &'a Abstract, extraction: &'a Extraction) -> Self {
        Self { text, sentences: OnceCell::new(), least: None, cues: OnceCell::new(), extraction }
    }

    /// The same, asked for disagreements from a grade on alone.
    pub fn wanting(self, least: Grade) -> Self {
        Self { least: Some(least), ..self }
    }

    /// Whether a verdict that goes so is asked for.
    pub(super) fn wants(&self, ruling: Ruling) -> bool {
        self.least.is_none_or(|least| ruling.grade() >= Some(least))
    }

    /// Whether anything up to this grade is asked for.
    pub(super) fn may_want(&self, gravest: Grade) -> bool {
        self.least.is_none_or(|least| gravest >= least)
    }

    /// Title and abstract.
    pub(super) fn text(&self) -> &'a Abstract {
        self.text
    }

    fn sentences(&self) -> &[Span] {
        self.sentences.get_or_init(|| self.text.sentences())
    }

    fn sentence_index(&self, span: Span) -> usize {
        self.sentences().partition_point(|s| s.end <= span.start)
    }

    /// The sentence a place is in; of a longer one than people write, what stands around the place.
    pub(super) fn sentence(&self, span: Span) -> &'a str {
        let Some(whole) = self.sentences().get(self.sentence_index(span)) else { return "" };
        let start = whole.start.max(span.start.saturating_sub(AROUND)).min(whole.end);
        let end = whole.end.min(span.end.saturating_add(AROUND)).max(start);
        self.between(start, end)
    }

    /// The text from byte to byte, moved inward to where characters begin.
    pub(super) fn between(&self, mut start: usize, mut end: usize) -> &'a str {
        let text = self.text.as_str();
        (start, end) = (start.min(text.len()), end.min(text.len()));
        while !text.is_char_boundary(start) {
            start += 1;
        }
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(start..end).unwrap_or("")
    }

    /// Whether two places are in one sentence.
    pub(super) fn together(&self, a: Span, b: Span) -> bool {
        self.sentence_index(a) == self.sentence_index(b)
    }

    /// Whether the sentence of a place holds one of these cues.
    pub(super) fn says(&self, span: Span, cues: &[Cue]) -> bool {
        let found = Cues::of(self.sentence(span));
        cues.iter().any(|cue| found.has(*cue))
    }

    /// Whether the article holds one of these cues anywhere.
    pub(super) fn says_anywhere(&self, cues: &[Cue]) -> bool {
        let found = *self.cues.get_or_init(|| Cues::of(self.between(0, WHOLE)));
        cues.iter().any(|cue| found.has(*cue))
    }

    /// Every estimate with its index.
    pub(super) fn estimates(&self) -> impl Iterator<Item = (usize, &'a Finding, &'a Estimate)> + '_ {
        self.extraction.findings.iter().enumerate().filter_map(|(i, f)| match &f.result {
            Reported::Estimate(e) => Some((i, f, e)),
            _ => None,
        })
    }

    /// The findings around one, with their indices.
    pub(super) fn near(&self, i: usize) -> impl Iterator<Item = (usize, &'a Finding)> + '_ {
        self.extraction.findings.iter().enumerate().skip(i.saturating_sub(NEAR)).take(2 * NEAR)
    }

    /// Estimates among the findings around one.
    pub(super) fn estimates_near(
        &self,
        i: usize,
    ) -> impl Iterator<Item = (usize, &'a Finding, &'a Estimate)> + '_ {
        self.near(i).filter_map(|(i, f)| match &f.result {
            Reported::Estimate(e) => Some((i, f, e)),
            _ => None,
        })
    }

    /// Every interval with the value it is of, where both are printed.
    pub(super) fn intervals(&self) -> impl Iterator<Item = Bounded<'a>> + '_ {
        self.extraction.findings.iter().enumerate().filter_map(|(index, finding)| {
            let interval = finding.interval()?;
            let value = match &finding.result {
                Reported::Estimate(e) => e.value,
                Reported::Proportion(p) => p.percent,
                Reported::Quantity(q) => q.value,
                Reported::RelativeChange(r) => Some(r.percent),
                _ => None,
            };
            Some(Bounded { index, finding, value, interval })
        })
    }
}

/// A value and its interval.
pub(super) struct Bounded<'a> {
    pub(super) index: usize,
    pub(super) finding: &'a Finding,
    pub(super) value: Option<Number>,
    pub(super) interval: &'a Interval,
}

impl Bounded<'_> {
    /// Both limits, where both are printed.
    pub(super) fn limits(&self) -> Option<(Number, Number)> {
        Some((self.interval.low?, self.interval.high?))
    }

    /// Whether value and limits are, by all appearances, one result.
    pub(super) fn is_sound(&self, article: &Article<'_>) -> bool {
        let numbers: Vec<Number> =
            [self.value, self.interval.low, self.interval.high].into_iter().flatten().collect();
        let joined = self.limits().is_none_or(|(low, high)| joined(article, low, high));
        joined
            && sound(article, &numbers, &known(self.finding))
            && !self.value.is_some_and(|v| bracketed(article, v))
    }
}

/// The places of a finding's level and P value, which may stand among its other numbers.
pub(super) fn known(finding: &Finding) -> Vec<Span> {
    let level = finding.interval().and_then(|i| i.level).map(|n| n.span);
    level.into_iter().chain(finding.p().map(|p| p.span)).collect()
}

/// Limits in order: as printed, or turned round where they then hold the value; nothing where they are simply wrong.
pub(super) fn in_order(low: Number, high: Number, value: Option<Number>) -> Option<(Number, Number)> {
    let (lo, hi) = (low.to_f64(), high.to_f64());
    if lo <= hi {
        return Some((low, high));
    }
    let turned = value.is_some_and(|v| hi <= v.to_f64() && v.to_f64() <= lo);
    turned.then_some((high, low))
}
