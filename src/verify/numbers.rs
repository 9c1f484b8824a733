//! The numbers of a claim against those of a finding, as printed.

use crate::catalogue::claim::{Figure, Limits, P, Spread, States};
use crate::finding::{
    Comparison, Decimal, Direction, Dispersion, Extraction, Finding, Interval, Number, PValue, Proportion,
    Reported,
};
use crate::text::Span;

/// How the numbers of a finding answer those of a claim.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    /// How many agree.
    pub(super) agree: usize,
    /// Those that do not, in the order of the claim.
    pub(super) differ: Vec<Difference>,
    /// One was computed from others.
    pub(super) derived: bool,
    /// What the finding prints, to tell restatements from other results.
    pub(super) printed: String,
}

/// A number that is claimed otherwise than it is printed.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    /// What it is: `value`, `lower limit`, `percent`.
    pub(super) name: &'static str,
    /// Its place in the catalogue.
    pub(super) at: Span,
    /// As claimed.
    pub(super) claimed: String,
    /// The claimed number, where it is one.
    pub(super) figure: Option<Decimal>,
    /// The printed number, where there is one.
    pub(super) printed: Option<Decimal>,
}

impl Difference {
    /// Its name, for messages: `value 0.94`, `P>0.001`.
    pub(super) fn named(&self) -> String {
        let joined = self.name == "P" && !self.claimed.starts_with(char::is_alphabetic);
        if joined { "P".to_owned() } else { format!("{} ", self.name) }
    }
}

impl Numbers {
    /// More numbers agree than differ, so that the finding is plainly the one that is meant.
    pub(super) fn mostly_agree(&self) -> bool {
        self.agree > 0 && self.agree >= self.differ.len()
    }

    /// How far the first differing number is, in tenths of its logarithm: to find the nearest of several.
    pub(super) fn farness(&self) -> u64 {
        let far = |d: &Difference| {
            let (a, b) = (d.figure?.to_f64().abs(), d.printed?.to_f64().abs());
            Some(((a.max(1e-9) / b.max(1e-9)).ln().abs() * 100.0).min(1e6) as u64)
        };
        self.differ.first().and_then(far).unwrap_or(u64::MAX)
    }

    fn figure(&mut self, name: &'static str, claimed: Option<&Figure>, printed: Option<Number>) {
        let Some(claimed) = claimed else { return };
        match printed {
            Some(number) if same(claimed, number.decimal) => self.agree += 1,
            printed => self.differ.push(Difference {
                name,
                at: claimed.at,
                claimed: claimed.decimal.to_string(),
                figure: Some(claimed.decimal),
                printed: printed.map(|n| n.decimal),
            }),
        }
    }

    /// The same for a value whose sign the text puts in words: "decreased by 3.2" is −3.2.
    fn signed(&mut self, claimed: Option<&Figure>, printed: Option<Number>, direction: Option<Direction>) {
        let unsigned = printed.filter(|n| direction == Some(Direction::Lower) && !n.decimal.is_negative());
        match (claimed, unsigned) {
            (Some(figure), Some(n)) if figure.decimal.is_negative() => {
                let turned = Number { decimal: n.decimal.negated(), ..n };
                self.derived |= same(figure, turned.decimal);
                self.figure("value", claimed, Some(turned));
            }
            _ => self.figure("value", claimed, printed),
        }
    }

    fn limits(&mut self, claimed: Option<&Limits>, printed: Option<&Interval>) {
        let Some(claimed) = claimed else { return };
        self.figure("lower limit", claimed.low.as_ref(), printed.and_then(|i| i.low));
        self.figure("upper limit", claimed.high.as_ref(), printed.and_then(|i| i.high));
        let level = printed.and_then(|i| i.level);
        match &claimed.level {
            Some(stated) => self.figure("level", Some(stated), level),
            // 95 unless the claim says otherwise; an interval whose level the text never gives is taken as it is.
            None => {
                let usual = Figure { decimal: Decimal::whole(95), rounded: true, at: claimed.at };
                if level.is_some_and(|n| !n.decimal.same_value(usual.decimal)) {
                    self.figure("level", Some(&usual), level);
                }
            }
        }
    }

    fn p(&mut self, claimed: Option<(P, Span)>, printed: Option<&PValue>) {
        let Some((claimed, at)) = claimed else { return };
        if printed.is_some_and(|printed| p_agrees(claimed, printed)) {
            self.agree += 1;
            return;
        }
        let (shown, figure) = match claimed {
            P::Printed(op, value) => (format!("{op}{value}"), Some(value)),
            P::Below(value) => (format!("below {value}"), Some(value)),
            P::Above(value) => (format!("above {value}"), Some(value)),
            P::NotSignificant => ("NS".to_owned(), None),
        };
        let printed = printed.and_then(|p| p.value).map(|n| n.decimal);
        self.differ.push(Difference { name: "P", at, claimed: shown, figure, printed });
    }

    fn spread(&mut self, claimed: Option<&Spread>, printed: Option<&Dispersion>) {
        let Some(claimed) = claimed else { return };
        let printed = printed.filter(|d| {
            d.kind == claimed.kind
                // A text that only writes ± leaves open which it is.
                || matches!(d.kind, crate::finding::DispersionKind::Unknown)
        });
        match &claimed.figures[..] {
            [one] => self.figure(claimed.kind.name(), Some(one), printed.and_then(|d| d.value)),
            [low, high] => {
                self.figure(claimed.kind.name(), Some(low), printed.and_then(|d| d.low));
                self.figure(claimed.kind.name(), Some(high), printed.and_then(|d| d.high));
            }
            _ => {}
        }
    }
}

/// Whether a claimed number is the printed one: digit for digit, or within rounding where the claim asks for that.
pub(super) fn same(claimed: &Figure, printed: Decimal) -> bool {
    if claimed.decimal == printed {
        return true;
    }
    let near =
        (claimed.decimal.to_f64() - printed.to_f64()).abs() <= claimed.decimal.half_unit() * (1.0 + 1e-9);
    claimed.rounded && near
}

/// P values compare with their operator.
fn p_agrees(claimed: P, printed: &PValue) -> bool {
    let (op, value) = (printed.op, printed.value.map(|n| n.decimal));
    match (claimed, op, value) {
        (P::NotSignificant, _, None) => printed.text.is_some(),
        (P::Printed(wanted, figure), Some(op), Some(value)) => wanted == op && figure == value,
        (P::Below(bound), Some(Comparison::Less), Some(value)) => value.to_f64() <= bound.to_f64(),
        (P::Below(bound), Some(Comparison::AtMost | Comparison::Equal), Some(value)) => {
            value.to_f64() < bound.to_f64()
        }
        (P::Above(bound), Some(Comparison::Greater), Some(value)) => value.to_f64() >= bound.to_f64(),
        (P::Above(bound), Some(Comparison::AtLeast | Comparison::Equal), Some(value)) => {
            value.to_f64() > bound.to_f64()
        }
        _ => false,
    }
}

/// The numbers of a finding against those of a claim; nothing where the finding is of another kind.
pub(super) fn numbers(states: &States, finding: &Finding, extraction: &Extraction) -> Option<Numbers> {
    let mut out = Numbers { printed: finding.result.to_string(), ..Numbers::default() };
    match (states, &finding.result) {
        (States::Estimate { value, ci, p }, Reported::Estimate(e)) => {
            out.signed(value.as_ref(), e.value, e.direction);
            out.limits(ci.as_ref(), e.interval.as_ref());
            out.p(p.as_ref().map(|p| (p.value, p.at)), e.p.as_ref());
        }
        (States::Proportion { count, total, percent, ci }, Reported::Proportion(share)) => {
            out.figure("count", count.as_ref(), share.count);
            out.total(total.as_ref(), share, finding, extraction);
            out.percent(percent.as_ref(), share, total.as_ref());
            out.limits(ci.as_ref(), share.interval.as_ref());
        }
        (States::Participants { n }, Reported::Participants(people)) => {
            out.figure("n", Some(n), Some(people.n));
        }
        (States::Change { percent, direction, ci, p }, Reported::RelativeChange(change)) => {
            out.figure("percent", Some(percent), Some(change.percent));
            if *direction != change.direction {
                out.differ.push(Difference {
                    name: "direction",
                    at: percent.at,
                    claimed: direction.to_string(),
                    figure: None,
                    printed: None,
                });
            }
            out.limits(ci.as_ref(), change.interval.as_ref());
            out.p(p.as_ref().map(|p| (p.value, p.at)), change.p.as_ref());
        }
        (States::FollowUp { value, spread, .. }, Reported::FollowUp(follow_up)) => {
            out.figure("follow-up", Some(value), Some(follow_up.value));
            out.spread(spread.as_ref(), follow_up.dispersion.as_ref());
        }
        (States::Quantity { value, spread, ci, .. }, Reported::Quantity(quantity)) => {
            out.signed(Some(value), quantity.value, quantity.direction);
            out.spread(spread.as_ref(), quantity.dispersion.as_ref());
            out.limits(ci.as_ref(), quantity.interval.as_ref());
        }
        (States::PValue { p }, _) => out.p(Some((p.value, p.at)), Some(finding.p()?)),
        _ => return None,
    }
    Some(out)
}

impl Numbers {
    /// A total that does not stand beside its count may be the size of the arm, told elsewhere.
    fn total(&mut self, claimed: Option<&Figure>, share: &Proportion, finding: &Finding, all: &Extraction) {
        let Some(figure) = claimed else { return };
        if share.total.is_some() {
            return self.figure("total", claimed, share.total);
        }
        let size = all.findings.iter().find_map(|other| match &other.result {
            Reported::Participants(people) if other.arm == finding.arm && same(figure, people.n.decimal) => {
                Some(people.n)
            }
            _ => None,
        });
        self.derived |= size.is_some();
        self.figure("total", claimed, size);
    }

    /// A percentage that is not printed may follow from count and total, within rounding.
    fn percent(&mut self, claimed: Option<&Figure>, share: &Proportion, total: Option<&Figure>) {
        let Some(figure) = claimed else { return };
        let total = share.total.map(|n| n.decimal).or(total.map(|t| t.decimal));
        let computed = share.count.zip(total).filter(|(_, total)| total.to_f64() > 0.0);
        match (share.percent, computed) {
            (None, Some((count, total))) => {
                let exact = 100.0 * count.to_f64() / total.to_f64();
                if (exact - figure.decimal.to_f64()).abs() <= figure.decimal.half_unit() * (1.0 + 1e-9) {
                    self.agree += 1;
                    self.derived = true;
                } else {
                    self.figure("percent", claimed, None);
                }
            }
            (printed, _) => self.figure("percent", claimed, printed),
        }
    }
}

/// Every number of a claim.
pub(super) fn figures(states: &States, each: &mut dyn FnMut(&Figure)) {
    let limits = |ci: &Option<Limits>, each: &mut dyn FnMut(&Figure)| {
        for figure in ci.iter().flat_map(|l| [&l.low, &l.high]).flatten() {
            each(figure);
        }
    };
    match states {
        States::Estimate { value, ci, .. } => {
            value.iter().for_each(&mut *each);
            limits(ci, each);
        }
        States::Proportion { count, total, percent, ci } => {
            [count, total, percent].into_iter().flatten().for_each(&mut *each);
            limits(ci, each);
        }
        States::Participants { n } => each(n),
        States::Change { percent, ci, .. } => {
            each(percent);
            limits(ci, each);
        }
        States::FollowUp { value, spread, .. } => {
            each(value);
            spread.iter().flat_map(|s| &s.figures).for_each(&mut *each);
        }
        States::Quantity { value, spread, ci, .. } => {
            each(value);
            spread.iter().flat_map(|s| &s.figures).for_each(&mut *each);
            limits(ci, each);
        }
        States::PValue { .. } | States::Quote(_) => {}
    }
}
