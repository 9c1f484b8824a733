use crate::finding::{Estimate, Finding};

use super::cues::Cue;
use super::normal::two_sided;
use super::p_and_interval::{
    SLIP, bound, corrected, deviate, fits_one_sided, gap, RATIO, as_ratio, other_test, rounded_down,
};
use super::reading::unnamed;
use super::rounding::{Bounds, significant};
use super::scale::{Transform, often_uneven};
use super::{Article, Grade, Ruling, Verdict, slip};

/// Deviates this close are of one result by two methods.
const METHOD: f64 = 0.3;

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.estimates().filter_map(|(i, finding, estimate)| judge(article, i, finding, estimate)).collect()
}

fn judge(article: &Article<'_>, i: usize, finding: &Finding, estimate: &Estimate) -> Option<Verdict> {
    let p = estimate.p.as_ref()?;
    let interval = estimate.interval.as_ref()?;
    let (op, printed) = (p.op?, p.value?);
    let (value, low, high) = (estimate.value?, interval.low?, interval.high?);
    let verdict = |ruling, message| {
        Verdict::new("p_from_interval", ruling, message, vec![i])
            .saw("value", value)
            .saw("low", low)
            .saw("high", high)
            .saw("p", printed)
    };
    let z = deviate(estimate);
    let apart = z.map(|z| gap(op, printed, z));
    // What agrees needs no excuse; where all verdicts are asked for, the excuse is said all the same.
    if !article.wants(Ruling::CannotTell) && apart.is_none_or(|gap| gap <= METHOD) {
        return None;
    }
    let why = other_test(article, finding, p, interval)
        .or_else(|| interval.level.is_none().then_some("the level of the interval is not stated"));
    if let Some(why) = why {
        return article.wants(Ruling::CannotTell).then(|| verdict(Ruling::CannotTell, why.to_owned()));
    }
    let (z, apart) = (z?, apart?);
    let ratio = as_ratio(estimate).filter(|_| apart > METHOD);
    if ratio.is_some_and(|z| gap(op, printed, z) <= SLIP) {
        return article.wants(Ruling::CannotTell).then(|| verdict(Ruling::CannotTell, RATIO.to_owned()));
    }
    let mut suspect = None;
    let ruling = if apart <= METHOD {
        Ruling::Agrees
    } else {
        let transform = Transform::of(estimate)?;
        let inside = Bounds::new(low.to_f64(), high.to_f64()).holds(value.to_f64());
        suspect = if fits_one_sided(op, printed, z, METHOD) {
            Some("one-sided test")
        } else {
            // A value off the centre of its interval makes P wrong as well.
            let centred = super::symmetry::residual(transform, estimate).is_some_and(|r| r <= 0.25);
            (!centred)
                .then(|| slip::suspicion(Some(transform), value.decimal, low.decimal, high.decimal))
                .flatten()
        };
        let mild = apart <= SLIP
            || suspect == Some("one-sided test")
            || !inside
            || often_uneven(estimate.measure)
            || article.says(finding.span, &[Cue::Uneven])
            || corrected(article, interval)
            || unnamed(article, finding, estimate)
            || ratio.is_some()
            || rounded_down(op, printed, z)
            || !bound(article, finding, estimate);
        Ruling::Disagrees(if mild { Grade::Info } else { Grade::Warn })
    };
    article.wants(ruling).then(|| {
        let shown = Bounds::new(two_sided(z.high), two_sided(z.low)).show(2);
        let message = match ruling {
            Ruling::Agrees => format!("P{op}{printed} agrees with the interval, which gives {shown}"),
            _ => format!("the interval gives P of {shown}, the text prints P{op}{printed}"),
        };
        verdict(ruling, message)
            .suspecting(suspect)
            .computing("p", shown)
            .computing("z", z.show(3))
            .computing("z_apart", significant(apart, 2))
    })
}
