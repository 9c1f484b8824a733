//! Means, medians, rates, changes, costs.

mod between;
mod bracket;
mod carried;
mod change;
mod cost;
mod excluded;
mod given;
mod labelled;
mod limits;
mod list;
mod not_reached;
mod outcome;
mod pair;
mod place;
mod placed;
mod pressure;
mod quartiles;
mod rate;
mod scale;
mod sides;
mod spread;
mod statistic;
mod told;
mod value;
mod weighed;

pub(super) use outcome::on_a_percent_scale;
pub(super) use rate::of_a_kind;
pub(super) use spread::{Spread, spread};

use crate::extract::sentence::Sentence;
use crate::finding::{Quantity, Reported};
pub(super) use change::{MOVED, noun, singular};
pub(super) use weighed::WEIGHED;

use super::{Known, Reading};
use value::Value;

/// `median, 11.8 vs. 5.9 months`, `mean 72.9 (SD 19.4)`, `128 ± 9 mm Hg`, `28 weeks (14.2–41.8)`,
/// `2.3 per 100 person-years`, `decreased by 3.2 kg`, `from 8.1 to 7.2`, `£161`.
///
/// The values of a sentence are read together: those of one list share a statistic and a unit that stand once.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    if i > 0 {
        return;
    }
    let mut values = value::all(s, known);
    for at in 0..values.len() {
        let company = list::company(s, &values, at);
        values[at].barred = between::between_groups(s, &values[at], company);
        values[at].sort = statistic::sort(s, &values[at], company);
    }
    list::share(s, &mut values);
    carried::carried(s, &mut values);
    list::bounded_in_order(s, &mut values);
    list::each_in_its_range(s, &mut values, known);
    for value in
        values.iter_mut().filter(|value| value.sort.is_some() && value.unit.is_none() && !value.percent)
    {
        let unit = placed::shared_unit(s, value)
            .or_else(|| labelled::unit_of_the_other(s, value))
            .or_else(|| labelled::counted_before(s, value.at));
        value.unit = unit.and_then(|at| s.unit_place(at));
    }
    found.extend(values.into_iter().filter_map(|value| reading(s, value)));
    not_reached::not_reached(s, found);
}

fn reading(s: &Sentence<'_>, mut value: Value) -> Option<Reading> {
    let sort = value.sort?;
    let unit = value.unit.map(|(from, to)| s.items[from].span.to(s.items[to - 1].span).of(s.text).to_owned());
    // "£161", "US$ 2,489 per village": money is counted in what its sign says.
    let unit = match cost::name_before(s, value.at) {
        Some(sign) => Some(match unit {
            Some(per) if per.starts_with('/') => format!("{sign}{per}"),
            Some(per) if per.starts_with("per ") => format!("{sign} {per}"),
            _ => sign.to_owned(),
        }),
        None => unit,
    };
    let quantity = Quantity {
        statistic: sort.statistic,
        value: Some(value.number),
        value_op: s.bound(value.at),
        unit: unit.or(value.percent.then(|| "%".to_owned())),
        // A printed sign says the way by itself.
        direction: sort
            .direction
            .filter(|_| !value.number.decimal.is_negative() && !s.words(value.at).starts_with('+')),
        dispersion: value.dispersion,
        cv: None,
        interval: value.interval,
    };
    value.used.push(value.at);
    Some(Reading::new(Reported::Quantity(quantity), value.first, value.last, value.at, value.used))
}
