//! The limits behind a value: its interval, or its range without a label.

use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::{DispersionKind, Interval, IntervalKind, Number, Statistic};
use crate::lex::{Classes, Cue};

use super::outcome;
use super::spread::{self, dispersion};
use super::value::Value;

impl Value {
    /// `[95% CI 0.4–0.9]`, `, 95% CI 0.4 to 0.9`.
    pub(super) fn take_interval(&mut self, s: &Sentence<'_>) -> bool {
        let from = self.last + 1;
        let unit = if self.unit.is_none() && self.dispersion.is_some() { s.unit_place(from) } else { None };
        let words = self.dispersion.is_none() && !s.items[self.at].spelled;
        let told = if words { s.told_unit_end(from) } else { None };
        let behind = told.unwrap_or(unit.map_or(from, |(_, end)| end));
        let at = s.skip(behind, &['(', '[', ',', ';', ':']);
        // "(2-sided 95% CI, 11.9 to 24.0)"
        let at = at + usize::from(matches!(s.cue(at), Cue::Sided(_)));
        // "-13 ± 2 (P < 0.001; 95% CI, -16 to -9)": the P value is a result of its own.
        let behind_p = self.dispersion.is_some()
            && s.is(at, Classes::P)
            && matches!(s.mark(at + 1), Some(',' | ';'))
            && s.items[at].depth > 0;
        let at = if behind_p { at + 2 } else { at };
        let Some(Shape::Interval(interval)) = s.items.get(at).map(|item| &item.shape) else { return false };
        if s.spent[at] || s.of_comparison(at) {
            return false;
        }
        // "from 4.2 (1.8) to 5.0 (1.6) min (95% CI 0.3 to 1.3)": of the difference, not of the value.
        let ends = [interval.low, interval.high].map(|limit| limit.map(|limit| limit.to_f64()));
        let between = |number: f64| match ends {
            [Some(a), Some(b)] => a.min(b) <= number && number <= a.max(b),
            _ => false,
        };
        let number = self.number.to_f64();
        if (behind_p || unit.is_some() || told.is_some()) && !between(number) && !between(-number) {
            return false;
        }
        self.unit = self.unit.or(unit).or(told.map(|end| (from, end)));
        self.interval = Some((**interval).clone());
        self.close(s, at);
        true
    }

    /// `(3.6–7.4)`, `, 15.7–21.1` where no label stands: what the sentence, or the article, labels elsewhere.
    pub(super) fn take_bare(&mut self, s: &Sentence<'_>, known: &Known) -> bool {
        let joint = self.last + 1;
        let bracket = s.opens(joint);
        let joined = matches!(s.mark(joint), Some(',' | ';')) && s.items[joint].depth > 0;
        if !bracket && !joined {
            return false;
        }
        let at = joint + 1;
        let (low, high) = match s.items.get(at).map(|item| &item.shape) {
            Some(Shape::Range(range)) if !s.spent[at] && !s.items[at].named => (range.low, range.high),
            // "[−32, 21]"
            Some(Shape::Number(low))
                if bracket
                    && (matches!(s.mark(at + 1), Some(',' | ';'))
                        // "8.6 hours (7.1:9.6)", where quartiles are told of
                        || s.mark(at + 1) == Some(':')
                            && (known.limits.is_some() || matches!(label_before(s, self.at), Some(Label::Spread(_)))))
                    && (s.closes(at + 3) || s.mark(at + 3) == Some(';')) =>
            {
                match s.plain(at + 2) {
                    Some(high) => (Some(*low), Some(high)),
                    None => return false,
                }
            }
            _ => return false,
        };
        let holds = low
            .is_none_or(|low| low.to_f64() <= self.number.to_f64() || self.number.decimal.is_negative())
            && high.is_none_or(|high| self.number.to_f64() <= high.to_f64());
        let unit = s.unit_end(at + 1).unwrap_or(at + 1);
        // "-0.37 (6 to 9 months)": when it was measured.
        let when = self.number.decimal.is_negative()
            && low.is_some_and(|low| !low.decimal.is_negative())
            && matches!(s.cue(at + 1), Cue::Time(_));
        if !holds
            || when
            || bracket && !s.closes(unit) && !s.closes(at + 3) && !matches!(s.mark(unit), Some(',' | ';'))
        {
            return false;
        }
        self.bare = known.limits.is_none() || self.percent;
        let colon = s.mark(at + 1) == Some(':');
        let earlier = known.limits.filter(|_| (self.number.decimal.places() > 0 || colon) && !self.percent);
        match label_before(s, self.at).or(earlier.map(Label::Spread)) {
            Some(Label::Spread(kind)) => self.dispersion = Some(dispersion(kind, None, low, high)),
            Some(Label::Interval) => {
                self.interval =
                    Some(Interval { low, high, level: known.level, kind: IntervalKind::Confidence });
            }
            // The level stands behind the list, or with the survival times of an earlier sentence.
            None if labelled_behind(s, at) || known.level.is_some() && estimated(s, self.at) => {
                self.interval =
                    Some(Interval { low, high, level: known.level, kind: IntervalKind::Confidence });
            }
            None => self.dispersion = Some(dispersion(DispersionKind::Range, None, low, high)),
        }
        let last = if matches!(s.items[at].shape, Shape::Range(_)) { at } else { at + 2 };
        self.used.extend([at, last]);
        self.close(s, last);
        true
    }

    /// `0.03 (SD 0.02) (0.01–0.05)`: behind its spread, the limits of the interval that a label before the values tells of.
    pub(super) fn take_bare_interval(&mut self, s: &Sentence<'_>, known: &Known) -> bool {
        let at = self.last + 2;
        let Some(Shape::Range(range)) = s.items.get(at).map(|item| &item.shape) else { return false };
        let number = self.number.to_f64();
        let holds = range.low.is_some_and(|low| low.to_f64() <= number)
            && range.high.is_some_and(|high| number <= high.to_f64());
        let bracketed = s.opens(at - 1) && s.closes(at + 1) && !s.spent[at];
        if !holds || !bracketed || !matches!(label_before(s, self.at), Some(Label::Interval)) {
            return false;
        }
        self.interval = Some(Interval {
            low: range.low,
            high: range.high,
            level: known.level,
            kind: IntervalKind::Confidence,
        });
        self.close(s, at);
        true
    }

    /// `5.1 months for the A group (95% CI, 4.2 to 6.0)`, `11.9 months in the A group (range, 1.8 to 33.9)`.
    pub(super) fn take_far(&mut self, s: &Sentence<'_>) {
        let from = self.last + 1;
        if s.cue(from) != Cue::Preposition {
            return;
        }
        let Some(open) = (from + 1..s.items.len().min(from + 12)).find(|k| s.opens(*k)) else { return };
        let plain = |k: usize| {
            let item = &s.items[k];
            let dashed = s.mark(k + 1) == Some('-') || s.mark(k + 1) == Some('/');
            let number = item.numeric() && !item.named && !dashed;
            !number
                && !matches!(item.cue, Cue::Versus | Cue::And | Cue::Was)
                && !matches!(s.mark(k), Some(',' | ';'))
        };
        if !(from + 1..open).all(plain) {
            return;
        }
        if let Some(Shape::Interval(interval)) = s.items.get(open + 1).map(|item| &item.shape) {
            if !s.spent[open + 1] && !s.of_comparison(open + 1) {
                self.interval = Some((**interval).clone());
                self.close(s, open + 1);
            }
        } else if matches!(s.cue(open + 1), Cue::Iqr | Cue::Range | Cue::Sd | Cue::Se)
            && let Some((dispersion, last, used)) = spread::bracketed(s, self.at, open, None)
        {
            self.dispersion = Some(dispersion);
            self.used.extend(used);
            self.last = last;
        }
    }

    /// `varied from 7 to 120 mL (median 30 mL)`
    pub(super) fn take_range_before(&mut self, s: &Sentence<'_>) {
        let Some(open) = self.at.checked_sub(2).filter(|k| s.opens(*k)) else { return };
        if !matches!(s.cue(self.at - 1), Cue::Statistic(_)) {
            return;
        }
        let Some(at) = s.last(open.saturating_sub(4)..open, Classes::NUMERIC) else { return };
        let behind = s.unit_end(at + 1);
        let said = at > 0 && s.cue(at - 1) == Cue::Range;
        // "aged 44-79 years (mean 63)": a range that holds the value, and nothing else in the bracket.
        let around = |low: Option<Number>, high: Option<Number>| {
            s.closes(self.last + 1)
                && low.is_some_and(|low| low.to_f64() < self.number.to_f64())
                && high.is_some_and(|high| self.number.to_f64() < high.to_f64())
        };
        if let Shape::Range(range) = &s.items[at].shape
            && behind.unwrap_or(at + 1) == open
            && !s.spent[at]
            && (said || around(range.low, range.high))
        {
            if self.unit.is_none() {
                self.unit = behind.and_then(|_| s.unit_place(at + 1));
            }
            self.dispersion = Some(dispersion(DispersionKind::Range, None, range.low, range.high));
            self.used.push(at);
            self.first = at;
        }
    }

    fn close(&mut self, s: &Sentence<'_>, last: usize) {
        let opened = (self.at..last).any(|k| s.opens(k));
        self.used.push(last);
        self.last = last + usize::from(opened && s.closes(last + 1));
    }
}

/// What the label nearest before a value says of the limits behind it.
enum Label {
    Spread(DispersionKind),
    Interval,
}

fn label_before(s: &Sentence<'_>, i: usize) -> Option<Label> {
    let farthest = i.saturating_sub(160);
    let mut end = i;
    loop {
        end = s.last(farthest..end, Classes::SPREAD | Classes::LIMITS)?;
        match (&s.items[end].shape, s.cue(end)) {
            // A ratio's interval, between medians with their quartiles.
            (Shape::Interval(_), _) if s.spent[end] && s.has(Classes::SPREAD) => {}
            (Shape::Interval(_) | Shape::IntervalLabel(_), _) => return Some(Label::Interval),
            (_, Cue::Iqr) => return Some(Label::Spread(DispersionKind::Iqr)),
            (_, Cue::Range) => return Some(Label::Spread(DispersionKind::Range)),
            _ => {}
        }
    }
}

fn labelled_behind(s: &Sentence<'_>, i: usize) -> bool {
    (i..s.items.len().min(i + 40)).any(|k| matches!(s.items[k].shape, Shape::IntervalLabel(_)))
}

/// The clause speaks of what is estimated, with its interval: changes, survival.
fn estimated(s: &Sentence<'_>, i: usize) -> bool {
    let change = s.before(i, 40, Classes::STATISTIC, |cue| match cue {
        Cue::Statistic(Statistic::Change | Statistic::LeastSquaresMean | Statistic::GeometricMean) => {
            Some(())
        }
        _ => None,
    });
    change.is_some() || outcome::said(s, i, Classes::SURVIVAL)
}
