//! A value with what stands behind it: its unit, spread and interval.

use crate::extract::item::Shape;
use crate::extract::read::{Known, Reading};
use crate::extract::sentence::Sentence;
use crate::finding::{Dispersion, DispersionKind, Interval, Number, Quantity, Reported, Statistic};
use crate::lex::Cue;

use super::excluded::excluded;
use super::spread::dispersion;
use super::{cost, outcome, spread};

/// What sort of quantity a value is.
#[derive(Clone, Copy)]
pub(super) struct Sort {
    pub(super) statistic: Statistic,
    pub(super) direction: Option<crate::finding::Direction>,
}

impl Sort {
    pub(super) fn of(statistic: Statistic) -> Self {
        Self { statistic, direction: None }
    }
}

/// A number that may be a quantity.
pub(super) struct Value {
    pub(super) at: usize,
    pub(super) number: Number,
    pub(super) percent: bool,
    /// First and behind-last item of its unit.
    pub(super) unit: Option<(usize, usize)>,
    pub(super) dispersion: Option<Dispersion>,
    pub(super) interval: Option<Interval>,
    /// Its range in brackets stands without a label: it tells nothing of the value.
    pub(super) bare: bool,
    pub(super) money: bool,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) used: Vec<usize>,
    pub(super) sort: Option<Sort>,
    /// It is a difference between groups, and no quantity of one.
    pub(super) barred: bool,
}

/// Every number of the sentence that may be one.
pub(super) fn all(s: &Sentence<'_>, known: &Known) -> Vec<Value> {
    let mut values = Vec::new();
    let mut i = 0;
    while i < s.items.len() {
        match s.number(i).filter(|_| !excluded(s, i)) {
            Some(number) => {
                let value = Value::read(s, i, number, known);
                i = value.last.max(i) + 1;
                values.push(value);
            }
            None => i += 1,
        }
    }
    values
}

impl Value {
    fn read(s: &Sentence<'_>, i: usize, number: Number, known: &Known) -> Self {
        let first = cost::sign_before(s, i);
        let mut value = Self {
            at: i,
            number,
            percent: s.percent(i).is_some(),
            unit: None,
            dispersion: None,
            interval: None,
            bare: false,
            money: first.is_some() || s.cue(i + 1) == Cue::Currency,
            first: first.unwrap_or(i),
            last: i,
            used: vec![i],
            sort: None,
            barred: false,
        };
        value.take_unit(s);
        if !value.take_spread(s, known) && !value.take_interval(s) && !value.take_bare(s, known) {
            value.take_far(s);
        }
        if value.unit.is_none() {
            value.take_unit(s);
        }
        if value.dispersion.is_none() && value.interval.is_none() {
            value.take_range_before(s);
        }
        value
    }

    fn take_unit(&mut self, s: &Sentence<'_>) {
        let at = self.last + 1;
        if s.mark(at) == Some('%') {
            self.percent = true;
            self.last = at;
            return;
        }
        let unit = s.unit_place(at).or_else(|| (s.cue(at) == Cue::PercentagePoint).then_some((at, at + 1)));
        if let Some((_, to)) = unit {
            self.unit = unit;
            // The 100 of "per 100 person-years" is the unit's.
            self.used.extend((at..to).filter(|k| s.plain(*k).is_some()));
            self.last = to - 1;
        }
    }

    fn take_spread(&mut self, s: &Sentence<'_>, known: &Known) -> bool {
        let Some((dispersion, last, used)) = spread::open(s, self.at, known.spread) else { return false };
        self.percent |= used.iter().any(|k| matches!(s.items[*k].shape, Shape::Percent(_)));
        self.dispersion = Some(dispersion);
        self.used.extend(used);
        self.last = last;
        true
    }

    /// `[95% CI 0.4–0.9]`, `, 95% CI 0.4 to 0.9`.
    fn take_interval(&mut self, s: &Sentence<'_>) -> bool {
        let at = s.skip(self.last + 1, &['(', '[', ',', ';']);
        let Some(Shape::Interval(interval)) =
            s.items.get(at).map(|item| &item.shape).filter(|_| !s.spent[at])
        else {
            return false;
        };
        self.interval = Some(interval.clone());
        self.close(s, at);
        true
    }

    /// `(3.6–7.4)`, `, 15.7–21.1` where no label stands: what the sentence, or the article, labels elsewhere.
    fn take_bare(&mut self, s: &Sentence<'_>, known: &Known) -> bool {
        let joint = self.last + 1;
        let bracket = s.opens(joint);
        let joined = matches!(s.mark(joint), Some(',' | ';')) && s.items[joint].depth > 0;
        if !bracket && !joined {
            return false;
        }
        let at = joint + 1;
        let (low, high) = match s.items.get(at).map(|item| &item.shape) {
            Some(Shape::Range { low, high, .. }) if !s.spent[at] && !s.items[at].named => (*low, *high),
            // "[−32, 21]"
            Some(Shape::Number(low))
                if bracket && matches!(s.mark(at + 1), Some(',' | ';')) && s.closes(at + 3) =>
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
        if !holds
            || bracket && !s.closes(unit) && !s.closes(at + 3) && !matches!(s.mark(unit), Some(',' | ';'))
        {
            return false;
        }
        self.bare = true;
        match label_before(s, self.at) {
            Some(Label::Spread(kind)) => self.dispersion = Some(dispersion(kind, None, low, high)),
            Some(Label::Interval) => {
                self.interval = Some(Interval {
                    low,
                    high,
                    level: known.level,
                    kind: crate::finding::IntervalKind::Confidence,
                });
            }
            // The level stands behind the list, or with the survival times of an earlier sentence.
            None if labelled_behind(s, at) || known.level.is_some() && estimated(s, self.at) => {
                self.interval = Some(Interval {
                    low,
                    high,
                    level: known.level,
                    kind: crate::finding::IntervalKind::Confidence,
                });
            }
            None => self.dispersion = Some(dispersion(DispersionKind::Range, None, low, high)),
        }
        let last = if matches!(s.items[at].shape, Shape::Range { .. }) { at } else { at + 2 };
        self.used.extend([at, last]);
        self.close(s, last);
        true
    }

    /// `5.1 months for the A group (95% CI, 4.2 to 6.0)`, `11.9 months in the A group (range, 1.8 to 33.9)`.
    fn take_far(&mut self, s: &Sentence<'_>) {
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
            if !s.spent[open + 1] {
                self.interval = Some(interval.clone());
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

    /// `varied from 5 to 100 mL (median 20 mL)`
    fn take_range_before(&mut self, s: &Sentence<'_>) {
        let Some(open) = self.at.checked_sub(2).filter(|k| s.opens(*k)) else { return };
        if !matches!(s.cue(self.at - 1), Cue::Statistic(_)) {
            return;
        }
        let Some(at) = (open.saturating_sub(4)..open).rev().find(|k| s.items[*k].numeric()) else { return };
        let ranged = at > 0 && s.cue(at - 1) == Cue::Range && s.unit_end(at + 1).unwrap_or(at + 1) == open;
        if let Shape::Range { low, high, .. } = s.items[at].shape
            && ranged
        {
            self.dispersion = Some(dispersion(DispersionKind::Range, None, low, high));
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
    (i.saturating_sub(60)..i).rev().find_map(|k| match (&s.items[k].shape, s.cue(k)) {
        (Shape::Interval(_) | Shape::IntervalLabel { .. }, _) => Some(Label::Interval),
        (_, Cue::Iqr) => Some(Label::Spread(DispersionKind::Iqr)),
        (_, Cue::Range) => Some(Label::Spread(DispersionKind::Range)),
        _ => None,
    })
}

fn labelled_behind(s: &Sentence<'_>, i: usize) -> bool {
    (i..s.items.len().min(i + 40)).any(|k| matches!(s.items[k].shape, Shape::IntervalLabel { .. }))
}

/// The clause speaks of what is estimated, with its interval: changes, survival.
fn estimated(s: &Sentence<'_>, i: usize) -> bool {
    let change = s.before(i, 40, |cue| match cue {
        Cue::Statistic(Statistic::Change | Statistic::LeastSquaresMean | Statistic::GeometricMean) => {
            Some(())
        }
        _ => None,
    });
    change.is_some() || outcome::said(s, i, outcome::SURVIVAL)
}

/// `median survival was not reached (95% CI 17.9–not evaluable)`: no value, and the bounds that are printed.
pub(super) fn not_reached(s: &Sentence<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for i in 1..s.items.len() {
        if s.cue(i) != Cue::NotReached {
            continue;
        }
        let at = s.skip(i + 1, &['(', '[', ',', ';']);
        let Some(Shape::Interval(interval)) = s.items.get(at).map(|item| &item.shape) else { continue };
        if at == i + 1 || s.spent[at] {
            continue;
        }
        let quantity = Quantity {
            statistic: Statistic::Median,
            value: None,
            value_op: None,
            unit: None,
            direction: None,
            dispersion: None,
            cv: None,
            interval: Some(interval.clone()),
        };
        readings.push(Reading::new(Reported::Quantity(quantity), i, at, at, vec![at]));
    }
    readings
}
