use crate::finding::{Direction, Estimate, Number};

use super::{Article, Grade, Ruling, Verdict};

/// Bytes before a value in which a word of direction is of it.
const BEFORE: usize = 120;

/// Words that say less, and words that say more.
const LOWER: &[&str] = &["lower risk", "reduced risk", "reduction in", "decreased risk", "less likely", "lower odds", "lower rate", "lower mortality", "lower incidence", "fewer"];
const HIGHER: &[&str] = &["higher risk", "increased risk", "increase in", "greater risk", "more likely", "higher odds", "higher rate", "higher mortality", "higher incidence", "elevated risk"];
/// Words that turn or lift a direction.
const TURNING: &[&str] = &[" no ", " not ", " nor ", "neither", "non-significant", "nonsignificant", "without", " than ", "although", " but ", "whereas", "rather", "failed"];

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article
        .estimates()
        .filter_map(|(i, _, estimate)| {
            let value = estimate.value.filter(|_| estimate.measure.is_ratio())?;
            judge(article, i, estimate, value)
        })
        .collect()
}

fn judge(article: &Article<'_>, i: usize, estimate: &Estimate, value: Number) -> Option<Verdict> {
    // From the result before to this one: another value's words are not this one's.
    let before = i.checked_sub(1).and_then(|k| article.extraction.findings.get(k)).map_or(0, |f| f.span.end);
    let start = before.max(value.span.start.saturating_sub(BEFORE));
    let words = article.between(start.min(value.span.start), value.span.start).to_lowercase();
    let words = words.rsplit(['.', ';']).next().unwrap_or("");
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let direction = match (says(LOWER), says(HIGHER)) {
        (true, false) => Direction::Lower,
        (false, true) => Direction::Higher,
        _ => return None,
    };
    if says(TURNING) || estimate.value_op.is_some() {
        return None;
    }
    let x = value.to_f64();
    let agrees = match direction {
        Direction::Lower => x <= 1.0,
        Direction::Higher => x >= 1.0,
    };
    let ruling = if agrees { Ruling::Agrees } else { Ruling::Disagrees(Grade::Info) };
    article.wants(ruling).then(|| {
        let side = if x < 1.0 { "below" } else { "above" };
        Verdict::new("direction", ruling, format!("the words say {direction}, and {value} is {side} 1"), vec![i])
            .saw("value", value)
            .computing("side", format!("{side} 1"))
    })
}
