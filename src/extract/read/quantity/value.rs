//! A value with what stands behind it: its unit, spread and interval.

use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::{Dispersion, Interval, Number, Statistic};
use crate::lex::{Classes, Cue};

use super::excluded::excluded;
use super::placed::shared_unit;
use super::{cost, spread};

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
    /// Items whose numbers it took, its own aside: most values come to nothing.
    pub(super) used: Vec<usize>,
    pub(super) sort: Option<Sort>,
    /// It is a difference between groups, and no quantity of one.
    pub(super) barred: bool,
}

/// Every number of the sentence that may be one.
pub(super) fn all(s: &Sentence<'_>, known: &Known) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for i in s.numbers.iter().copied() {
        let behind = values.last().is_none_or(|value| value.last < i);
        if let Some(number) = s.number(i).filter(|_| behind && !excluded(s, i)) {
            if values.is_empty() {
                values.reserve(s.numbers.len());
            }
            values.push(Value::read(s, i, number, known));
        }
    }
    values
}

/// `8.4 and 7.1%`, `12, 25, and 31%`: whether the sign stands once, on the last of the list.
fn shared_percent(s: &Sentence<'_>, i: usize) -> bool {
    // "from 22.4 to 14.5%"
    if i > 0 && s.is_word(i - 1, &["from"]) && s.cue(i + 1) == Cue::To && s.percent(i + 2).is_some() {
        return true;
    }
    let joint = |k: usize| matches!(s.cue(k), Cue::And | Cue::Versus) || s.mark(k) == Some(',');
    if !joint(i + 1) || !s.has(Classes::PERCENT) {
        return false;
    }
    let places = |k: usize| s.number(k).map(|n| n.decimal.places());
    let scaled = s.has(Classes::IN_PERCENT | Classes::PERCENT_SCALE) && places(i) > Some(0);
    // "fell by 14.6 and 11.9%" has a rule of its own.
    if !scaled && i > 0 && s.is_word(i - 1, &["by"]) {
        return false;
    }
    let mut at = i;
    for far in 0..5 {
        let joints = (at + 1..at + 3).take_while(|k| joint(*k)).count();
        let last = s.mark(at + joints).is_none();
        at += joints + 1;
        if joints == 0 || places(at).is_none() {
            return false;
        }
        if s.percent(at).is_some() {
            // "0.6, 51, 83 and 79%": a long list may have a value of more digits.
            let alike = places(at) == places(i) || far > 1;
            return alike && (scaled || last && ends_a_list(s, at + 1));
        }
    }
    false
}

/// Whether what stands behind the last of a list goes with all of it: of "54 and 32% women" the share is one alone.
fn ends_a_list(s: &Sentence<'_>, behind: usize) -> bool {
    s.items.get(behind).is_none_or(|item| match item.shape {
        Shape::Mark(sign) => sign != '(' && sign != '[',
        Shape::Word => matches!(item.cue, Cue::Preposition | Cue::Respectively | Cue::Versus | Cue::And),
        _ => false,
    })
}

impl Value {
    fn read(s: &Sentence<'_>, i: usize, number: Number, known: &Known) -> Self {
        let first = cost::sign_before(s, i);
        let mut value = Self {
            at: i,
            number,
            percent: s.percent(i).is_some() || shared_percent(s, i),
            unit: None,
            dispersion: None,
            interval: None,
            bare: false,
            money: first.is_some() || s.cue(i + 1) == Cue::Currency,
            first: first.unwrap_or(i),
            last: i,
            used: Vec::new(),
            sort: None,
            barred: false,
        };
        value.take_unit(s);
        value.money |=
            value.unit.is_none() && shared_unit(s, &value).is_some_and(|unit| s.cue(unit) == Cue::Currency);
        if value.take_spread(s, known) {
            // "81.3 ± 41.2 (95% CI 66 to 97)"
            let _ = value.take_interval(s) || value.take_bare_interval(s, known);
        } else if !value.take_interval(s) && !value.take_bare(s, known) {
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
}
