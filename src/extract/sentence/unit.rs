//! Units: what stands behind a value and says what it counts or measures.

use super::{Item, Sentence, Shape};
use crate::lex::{Classes, Cue};

impl Sentence<'_> {
    /// The unit behind place `i`, and where it stops: "mm Hg", "months", "per 100 person-years", "percentage points".
    pub(crate) fn unit(&self, i: usize) -> Option<(String, usize)> {
        if self.cue(i) == Cue::PercentagePoint {
            return Some(("percentage_point".to_owned(), i + 1));
        }
        let (start, end) = self.unit_place(i)?;
        let span = self.items[start].span.to(self.items[end - 1].span);
        Some((span.of(self.text).to_owned(), end))
    }

    /// The place behind the unit that starts at `i`.
    pub(crate) fn unit_end(&self, i: usize) -> Option<usize> {
        if self.cue(i) == Cue::PercentagePoint {
            return Some(i + 1);
        }
        self.unit_place(i).map(|(_, end)| end)
    }

    /// The place behind the words of `12.4 microsiemens (95% CI …`, `1.3 extra visits (95% CI …`: what a value is of, where a labelled
    /// interval follows at once and the lexicon has none of the words.
    pub(crate) fn told_unit_end(&self, i: usize) -> Option<usize> {
        let word = |k: &usize| {
            self.is(*k, Classes::WORD)
                && matches!(self.cue(*k), Cue::None | Cue::Unit | Cue::Things)
                && !self.is(*k, Classes::COMPARATIVE)
                && self.length(*k) > 1
        };
        let end = i + (i..i + 3).take_while(word).count();
        let joint = self.opens(end) || matches!(self.mark(end), Some(',' | ';'));
        (end > i && joint && self.is(end + 1, Classes::INTERVAL)).then_some(end)
    }

    /// The first item of the unit that stands behind place `i`, and the place behind it.
    #[inline]
    pub(crate) fn unit_place(&self, i: usize) -> Option<(usize, usize)> {
        // Behind most values stands what neither is a unit nor starts one.
        let next = self.items.get(i)?;
        let possible = match (&next.shape, next.cue) {
            (Shape::Word, Cue::Unit | Cue::Time(_) | Cue::Dose | Cue::Currency | Cue::Preposition) => true,
            (Shape::Word, Cue::None) => self.mark(i + 1) == Some('/'),
            (Shape::Mark(sign), _) => matches!(sign, '-' | '/' | '°'),
            _ => false,
        };
        if possible { self.unit_from(i) } else { None }
    }

    fn unit_from(&self, i: usize) -> Option<(usize, usize)> {
        let mut at = i;
        // "5-point", "12-month".
        if self.mark(at) == Some('-') && matches!(self.cue(at + 1), Cue::Unit | Cue::Time(_)) {
            at += 1;
        }
        let start = at;
        if matches!(self.cue(at), Cue::Unit | Cue::Time(_) | Cue::Dose | Cue::Currency) {
            at = match self.resistance(at) {
                Some(end) => end,
                None => self.powers(self.divided(self.hours(at + 1), start + 6)),
            };
            // "ng.h/mL", "kg/m(2)"
            at = self.raised(self.divided(at, start + 8));
        } else if self.mark(at) == Some('°') {
            at += 1 + usize::from(self.is_word(at + 1, &["C", "F"]));
        } else if self.glued(at) && self.is_measured(at + 2) {
            // "fibers/mm", "ng·h/ml".
            at = self.divided(at + 1, start + 6);
        } else if self.mark(at) == Some('/') && !self.items[at].spaced {
            // "/mm3", "/100 child-years"
            at = self.denominator(at + 1).filter(|_| self.counts_people(at + 1)).unwrap_or(at);
        }
        if self.is_word(at, &["per"]) {
            // "per kg/m2"
            at = self.denominator(at + 1).map_or(at, |end| self.divided(end, end + 2));
        }
        (at > start).then_some((start, at))
    }

    /// The place behind the hours of `ng h/mL`, `ng × h/mL`: areas under curves.
    fn hours(&self, at: usize) -> usize {
        let times = usize::from(matches!(self.mark(at), Some('×' | '*')) || self.is_word(at, &["x"]));
        let hours = self.is_word(at + times, &["h", "hr", "min"]) && self.mark(at + times + 1) == Some('/');
        if hours { at + times + 1 } else { at }
    }

    /// The place behind `dyn s/cm5`, `dyne x s x cm-5`, `dynes-sec-cm(-5)`.
    fn resistance(&self, i: usize) -> Option<usize> {
        if !self.is_word(i, &["dyn", "dyne", "dynes"]) {
            return None;
        }
        let centimetres = |at: &usize| self.is_word(*at, &["cm5", "cm"]);
        let joint = |at: usize| {
            self.is_word(at, &["s", "sec", "seconds", "x"])
                || matches!(self.mark(at), Some('-' | '.' | '·' | '⋅' | '∙' | '•' | '*' | '×' | '/'))
        };
        let last = (i + 1..i + 7).find(centimetres).filter(|at| (i + 1..*at).all(joint))?;
        let bracket = usize::from(self.opens(last + 1));
        let sign = last + 1 + bracket + usize::from(self.mark(last + 1 + bracket) == Some('-'));
        let power = self.is_word(last, &["cm"])
            && !self.items.get(last + 1).is_some_and(|item| item.spaced)
            && self.power(sign);
        Some(if power { sign + 1 + usize::from(bracket == 1 && self.closes(sign + 1)) } else { last + 1 })
    }

    /// The place behind the powers of `ml-1`, `ml.min-1`.
    fn powers(&self, at: usize) -> usize {
        // Behind most units stands what goes on with no unit.
        let goes_on = |item: &Item| match item.shape {
            Shape::Word => self.is_measured(at) || item.span.len() == 1,
            Shape::Mark(sign) => !matches!(sign, ',' | ')' | ';' | '%') && (!item.spaced || sign != '('),
            _ => false,
        };
        if self.items.get(at).is_some_and(goes_on) { self.behind_powers(at) } else { at }
    }

    fn behind_powers(&self, mut at: usize) -> usize {
        let glued = |k: usize| self.items.get(k).is_some_and(|item| !item.spaced);
        for _ in 0..3 {
            let power = match self.mark(at) {
                Some('-') => self.power(at + 1),
                Some('.' | '·' | '⋅' | '∙' | '•') => self.is_measured(at + 1),
                _ => false,
            };
            if !(power && glued(at) && glued(at + 1)) {
                break;
            }
            at += 2;
        }
        // "l h-1", "ml min-1 kg-1"
        for _ in 0..2 {
            let power = self.is_measured(at) && self.mark(at + 1) == Some('-') && self.power(at + 2);
            if !(power && glued(at + 1) && glued(at + 2)) {
                break;
            }
            at += 3;
        }
        // "ml(-1)", "l h(-1) kg(-1)", "ml x min(-1) x m(-2)"
        if let Some(end) = self.bracketed_power(at) {
            at = end;
        }
        for _ in 0..2 {
            let times =
                usize::from(matches!(self.mark(at), Some('×' | '·' | '*')) || self.is_word(at, &["x"]));
            let unit = self.is_measured(at + times) || self.is_word(at + times, &["m"]);
            let Some(end) = self.bracketed_power(at + times + 1).filter(|_| unit) else { break };
            at = end;
        }
        at
    }

    /// The place behind the `(-1)` that is glued to a unit.
    fn bracketed_power(&self, at: usize) -> Option<usize> {
        if !self.opens(at) || self.items[at].spaced {
            return None;
        }
        let negative = |k: usize| self.number(k).is_some_and(|n| n.decimal.is_negative());
        let sign = usize::from(self.mark(at + 1) == Some('-'));
        let power = at + 1 + sign;
        (self.power(power) && (sign == 1 || negative(power)) && self.closes(power + 1)).then_some(power + 2)
    }

    /// A small number, as the power of a unit is.
    fn power(&self, i: usize) -> bool {
        matches!(self.items.get(i).map(|item| &item.shape), Some(Shape::Number(n)) if n.decimal.digits() < 4)
    }

    /// A word with a slash glued to it.
    fn glued(&self, i: usize) -> bool {
        self.items
            .get(i)
            .is_some_and(|item| item.spaced && matches!(item.shape, Shape::Word) && item.cue == Cue::None)
            && self.mark(i + 1) == Some('/')
            && !self.items[i + 1].spaced
    }

    fn is_measured(&self, i: usize) -> bool {
        matches!(self.cue(i), Cue::Unit | Cue::Time(_) | Cue::Dose)
    }

    /// Behind a slash: "100 child-years", "mm3"; the 80 of "120/80 mm Hg" is a value of its own.
    fn counts_people(&self, i: usize) -> bool {
        match self.plain(i) {
            Some(n) => {
                n.decimal.as_whole().is_some_and(|n| n >= 10 && n % 10 == 0)
                    && !matches!(self.cue(i + 1), Cue::Unit | Cue::Dose)
            }
            None => self.mark(i) != Some('-') && !self.items[i].numeric(),
        }
    }

    /// The place behind `/min/kg` and the like.
    fn divided(&self, mut at: usize, end: usize) -> usize {
        // "-17.6 mm Hg/-12.8 mm Hg" are two values; "ml/min/1.73 m2" is one unit.
        let value = |k: usize| {
            self.number(k).is_some_and(|n| n.decimal.is_negative() || n.decimal.places() > 0)
                && self.words(k) != "1.73"
        };
        while self.mark(at) == Some('/') && at < end && self.items.get(at + 1).is_some() && !value(at + 1) {
            at += 2;
            // "g/24 h", "ml/min/1.73 m2"
            let unit = matches!(self.cue(at), Cue::Time(_) | Cue::Unit) || self.is_word(at, &["m2"]);
            if self.items[at - 1].numeric() && unit {
                at += 1;
            }
            at = self.raised(at);
        }
        at
    }

    /// The place behind the `(2)` that is glued to `kg/m`, `ml/min/1.73 m`.
    fn raised(&self, at: usize) -> usize {
        let length =
            at > 0 && (self.is_word(at - 1, &["m", "cm", "mm", "dm"]) || self.words(at - 1).ends_with("/m"));
        let power = |k: usize| match self.items.get(k).map(|item| &item.shape) {
            Some(Shape::Number(n)) => matches!(n.decimal.as_whole(), Some(2 | 3)),
            _ => false,
        };
        let bracket = self.opens(at) && !self.items[at].spaced && self.closes(at + 2);
        if length && bracket && power(at + 1) { at + 3 } else { at }
    }

    /// The place behind `100 person-years`, `cubic millimeter`, `patient`.
    fn denominator(&self, from: usize) -> Option<usize> {
        let mut end = from;
        while end < from + 5
            && (self.plain(end).is_some()
                || self.mark(end) == Some('-')
                || matches!(self.cue(end), Cue::Unit | Cue::Time(_) | Cue::People | Cue::Dose)
                || self.is(end, Classes::DENOMINATORS))
        {
            end += 1;
        }
        // A lone number is no denominator, but for thousands: "8.6/1,000".
        let thousands = from > 0
            && self.mark(from - 1) == Some('/')
            && self.plain(from).and_then(|n| n.decimal.as_whole()).is_some_and(|n| n > 0 && n % 1000 == 0);
        (end > from && (thousands || !(end == from + 1 && self.items[from].numeric()))).then_some(end)
    }
}
