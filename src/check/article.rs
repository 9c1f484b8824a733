//! What checks see of an article: its findings, and the sentence each stands in.

use crate::finding::{Estimate, Extraction, Finding, Interval, IntervalKind, Number, PValue, Reported};
use crate::record::Abstract;
use crate::text::{Span, sentences};

/// Bytes of a sentence looked at on each side of a place: so that a text of one endless sentence costs no more.
const AROUND: usize = 1_000;

/// Findings looked at on each side of one for those of its sentence.
const NEAR: usize = 32;

/// An article as checks see it; made once for all of them.
pub struct Article<'a> {
    text: &'a str,
    sentences: Vec<Span>,
    /// Its findings and arms.
    pub extraction: &'a Extraction,
}

impl<'a> Article<'a> {
    /// Cuts the text into sentences once.
    pub fn new(text: &'a Abstract, extraction: &'a Extraction) -> Self {
        let mut all = vec![text.title_span()];
        for section in text.sections() {
            all.extend(sentences(text.section_text(section), section.span().start));
        }
        Self { text: text.as_str(), sentences: all, extraction }
    }

    /// The sentence a place is in; of a longer one than people write, what stands around the place.
    pub(super) fn sentence(&self, span: Span) -> &'a str {
        let i = self.sentences.partition_point(|s| s.end <= span.start);
        let Some(whole) = self.sentences.get(i) else { return "" };
        let mut start = whole.start.max(span.start.saturating_sub(AROUND)).min(whole.end);
        let mut end = whole.end.min(span.end.saturating_add(AROUND)).max(start);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        &self.text[start..end.max(start)]
    }

    /// Whether two places are in one sentence.
    pub(super) fn together(&self, a: Span, b: Span) -> bool {
        let at = |span: Span| self.sentences.partition_point(|s| s.end <= span.start);
        at(a) == at(b)
    }

    /// Whether the sentence of a place has one of these words (in lower case).
    pub(super) fn says(&self, span: Span, words: &[&str]) -> bool {
        let sentence = self.sentence(span).to_lowercase();
        words.iter().any(|word| sentence.contains(word))
    }

    /// Every estimate with its index.
    pub(super) fn estimates(&self) -> impl Iterator<Item = (usize, &'a Finding, &'a Estimate)> + '_ {
        self.extraction.findings.iter().enumerate().filter_map(|(i, f)| match &f.result {
            Reported::Estimate(e) => Some((i, f, e)),
            _ => None,
        })
    }

    /// Estimates among the findings around one.
    pub(super) fn estimates_near(
        &self,
        i: usize,
    ) -> impl Iterator<Item = (usize, &'a Finding, &'a Estimate)> + '_ {
        let from = i.saturating_sub(NEAR);
        let near = self.extraction.findings.iter().enumerate().skip(from).take(2 * NEAR);
        near.filter_map(|(i, f)| match &f.result {
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
}

/// Methods whose intervals need not be symmetric on any simple scale.
pub(super) const UNEVEN: &[&str] = &[
    "bootstrap",
    "exact",
    "bayes",
    "credible",
    "profile",
    "posterior",
    "clopper",
    "firth",
    "percentile",
    "fieller",
];

/// A number that was printed without a decimal point beside numbers that have one may have lost it.
pub(super) fn lost_point(numbers: &[Number]) -> bool {
    numbers.iter().any(|n| n.decimal.places() == 0 && n.to_f64().abs() >= 10.0)
        && numbers.iter().any(|n| n.decimal.places() > 1)
}

/// Why a P value and an interval are not of one two-sided test, where the text says so.
pub(super) fn other_test(
    article: &Article<'_>,
    finding: &Finding,
    p: &PValue,
    interval: &Interval,
) -> Option<&'static str> {
    use crate::finding::Purpose;
    if p.sided == Some(1) || article.says(finding.span, &["one-sided", "1-sided", "one-tailed", "1-tailed"]) {
        return Some("the test is one-sided");
    }
    match p.purpose {
        Some(Purpose::Noninferiority | Purpose::Equivalence) => {
            return Some("the P value is of another hypothesis");
        }
        Some(Purpose::Interaction | Purpose::Trend) => {
            return Some("the P value is of an interaction or a trend");
        }
        _ => {}
    }
    if article.says(finding.span, &["noninferior", "non-inferior", "equivalen"]) && p.purpose.is_none() {
        return Some("the sentence speaks of non-inferiority or equivalence");
    }
    if article.says(finding.span, &["for trend", "heterogeneity", "interaction"]) {
        return Some("the sentence speaks of a trend, heterogeneity or an interaction");
    }
    (interval.kind != IntervalKind::Confidence).then_some("the interval is no confidence interval")
}
