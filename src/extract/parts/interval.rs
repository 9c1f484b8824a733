//! Labelled intervals: a label, perhaps its abbreviation, and two limits or one.

use super::{Read, amount, percent, signed};
use crate::extract::item::{Label, Shape};
use crate::finding::{Decimal, Interval, IntervalKind, Number};
use crate::lex::{Cue, Kind, Token};

/// `95% confidence interval [CI], 0.36 to 0.67`, `CI 95%: 0.36–0.67`, `(95% CI)` alone.
pub(crate) fn interval(tokens: &[Token], i: usize, text: &str) -> Read {
    let (mut level, kind, mut at) = label(tokens, i, text)?;
    // The abbreviation in brackets, or the whole label once more.
    if let Some(end) = bracketed_label(tokens, at, text) {
        at = end;
    }
    if level.is_none()
        && let Some((after, end)) = level_behind(tokens, at, text)
    {
        (level, at) = (Some(after), end);
    }
    let named = || (Shape::IntervalLabel(Box::new(Label { level, kind })), at - i);
    let mut opened = 0;
    let mut from = at;
    for _ in 0..6 {
        match tokens.get(from) {
            Some(t) if matches!(t.kind, Kind::Mark(',' | ':' | ';' | '=')) => from += 1,
            // The last point of "c.i."
            Some(t) if from == at && t.kind == Kind::Mark('.') && !t.spaced => from += 1,
            // "95% confidence interval. CI: -2.3 to -0.7"
            Some(t) if from == at + 1 && t.cue == Cue::Interval(kind) => from += usize::from(t.cue_len),
            Some(t) if matches!(t.kind, Kind::Mark('(' | '[')) => {
                opened += 1;
                from += 1;
            }
            // "95% CI to 0.55, 0.93"
            Some(t)
                if t.cue == Cue::To
                    && matches!(tokens.get(from + 1).map(|t| t.kind), Some(Kind::Number(_)))
                    && matches!(tokens.get(from + 2).map(|t| t.kind), Some(Kind::Mark(',' | '-'))) =>
            {
                from += 1;
            }
            // "95% CI for noninferiority, -13.8 to -2.4", "95% CI for the difference -1.2 to 0.4".
            Some(t)
                if matches!(
                    t.cue,
                    Cue::Of
                        | Cue::Was
                        | Cue::Range
                        | Cue::Preposition
                        | Cue::Purpose(_)
                        | Cue::Article
                        | Cue::Difference
                ) =>
            {
                from += usize::from(t.cue_len);
            }
            _ => break,
        }
    }
    let found =
        limits(tokens, from, text).or_else(|| limits(tokens, behind_subject(tokens, from, text)?, text));
    let found = found.or_else(|| one_limit(tokens, i, from, text));
    let Some((low, high, mut end)) = found else { return Some(named()) };
    while opened > 0 && matches!(tokens.get(end).map(|t| t.kind), Some(Kind::Mark(')' | ']'))) {
        end += 1;
        opened -= 1;
    }
    Some((Shape::Interval(Box::new(Interval { low, high, level, kind })), end - i))
}

/// `0.95–1.11, 90% confidence interval)`: the label behind the limits, at the end of their bracket.
pub(super) fn labelled_behind(
    tokens: &[Token],
    at: usize,
    text: &str,
    low: Option<Number>,
    high: Option<Number>,
) -> Option<(Shape, usize)> {
    let comma = usize::from(matches!(tokens.get(at)?.kind, Kind::Mark(',' | ';')));
    let (level, kind, end) = label(tokens, at + comma, text)?;
    matches!(tokens.get(end)?.kind, Kind::Mark(')' | ']' | ';'))
        .then_some((Shape::Interval(Box::new(Interval { low, high, level, kind })), end))
}

/// How many tokens may say what an interval is of.
const SUBJECT: usize = 16;

/// The place behind "for treatment differences," "of the difference between the groups was": a difference or ratio that
/// the label says the interval is of.
fn behind_subject(tokens: &[Token], from: usize, text: &str) -> Option<usize> {
    let mut compared = false;
    for (at, token) in tokens.iter().enumerate().skip(from.saturating_sub(3)).take(SUBJECT) {
        match token.kind {
            Kind::Word if at < from => compared |= token.cue == Cue::Difference,
            Kind::Word => {
                compared |= matches!(token.cue, Cue::Difference | Cue::Measure { .. })
                    || token.span.of(text).eq_ignore_ascii_case("ratio");
            }
            // "between A 4 mg and B"
            Kind::Number(_) if tokens.get(at + 1).is_some_and(|t| t.cue == Cue::Dose) => {}
            Kind::Mark(',' | ':' | '=' | '(' | '[' | '-') if at < from => {}
            Kind::Mark('(' | '[') if compared => return Some(at + 1),
            Kind::Mark(',' | '/') => {}
            Kind::Mark('-') if !matches!(tokens.get(at + 1).map(|t| t.kind), Some(Kind::Number(_))) => {}
            Kind::Mark(':' | '=' | '-') | Kind::Number(_) if compared => {
                return Some(at + usize::from(matches!(token.kind, Kind::Mark(':' | '='))));
            }
            _ if at < from => {}
            _ => return None,
        }
    }
    None
}

/// How an interval was made, said between its level and its name.
const METHODS: &[&str] = &[
    "bootstrap",
    "bootstrapped",
    "exact",
    "profile",
    "likelihood",
    "bias",
    "corrected",
    "wald",
    "bayesian",
    "score",
    "posterior",
    "repeated",
    "percentile",
    "simultaneous",
    "robust",
];

/// `95% CI`, `95 per cent confidence interval`, `97.5% one-sided CI`, `CI`.
fn label(tokens: &[Token], i: usize, text: &str) -> Option<(Option<Number>, IntervalKind, usize)> {
    let token = tokens.get(i)?;
    if let Cue::Interval(kind) = token.cue {
        return Some((None, kind, i + usize::from(token.cue_len)));
    }
    let Kind::Number(decimal) = token.kind else { return None };
    if !(50.0..100.0).contains(&decimal.to_f64()) {
        return None;
    }
    let (marked, mut at) = percent(tokens, i + 1);
    for _ in 0..4 {
        match tokens.get(at) {
            Some(t) if matches!(t.kind, Kind::Mark('-' | ',')) => at += 1,
            Some(t) if matches!(t.cue, Cue::Sided(_) | Cue::Adjusted) => at += usize::from(t.cue_len),
            Some(t) if METHODS.iter().any(|word| t.span.of(text).eq_ignore_ascii_case(word)) => at += 1,
            // "90% upper confidence limit"
            Some(t) if SIDES.iter().any(|word| t.span.of(text).eq_ignore_ascii_case(word)) => at += 1,
            _ => break,
        }
    }
    let kind = match tokens.get(at)?.cue {
        Cue::Interval(kind) => kind,
        // A misread "CI" behind its level.
        _ if marked && matches!(tokens[at].span.of(text), "Cl" | "Ci" | "cI" | "Conf") => {
            IntervalKind::Confidence
        }
        _ => return None,
    };
    // "n=95 CI" without a per-cent sign is a level only where it is a usual one.
    let usual = marked || [90, 95, 99].iter().any(|n| decimal == Decimal::whole(*n));
    usual.then(|| {
        (Some(Number { decimal, span: token.span }), kind, at + usize::from(tokens[at].cue_len).max(1))
    })
}

fn bracketed_label(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    if !matches!(tokens.get(i)?.kind, Kind::Mark('(' | '[')) {
        return None;
    }
    let (_, _, at) = label(tokens, i + 1, text)?;
    // The last point of "(c.i.)".
    let at = at + usize::from(tokens.get(at)?.kind == Kind::Mark('.'));
    matches!(tokens.get(at)?.kind, Kind::Mark(')' | ']')).then_some(at + 1)
}

/// `CI 95%:`, `(CI, 95%)`
fn level_behind(tokens: &[Token], i: usize, text: &str) -> Option<(Number, usize)> {
    // The last point of "C.I.95%".
    let comma = usize::from(matches!(tokens.get(i)?.kind, Kind::Mark(',' | ':' | '=' | '.')));
    let token = tokens.get(i + comma)?;
    let Kind::Number(decimal) = token.kind else { return None };
    let (marked, at) = percent(tokens, i + comma + 1);
    // `CI, 95% to 98%` are limits: a level has no range behind it.
    // `CI 95% -1.6 to 0.4`: here the sign is the first limit's.
    let dash = tokens.get(at).is_some_and(|t| t.kind == Kind::Mark('-'));
    let signed = || tokens.get(at + 1).is_some_and(|t| !t.spaced) && self::limits(tokens, at, text).is_some();
    let limits = dash && !(tokens.get(at).is_some_and(|t| t.spaced) && signed())
        || tokens.get(at).is_some_and(|t| t.cue == Cue::To);
    let usual = [80, 90, 95, 99].iter().any(|n| decimal == Decimal::whole(*n));
    (marked && usual && !limits).then_some((Number { decimal, span: token.span }, at))
}

/// Two limits, or one and "not reached".
fn limits(tokens: &[Token], i: usize, text: &str) -> Option<(Option<Number>, Option<Number>, usize)> {
    if tokens.get(i)?.cue == Cue::NotReached {
        let at = joint(tokens, i + usize::from(tokens[i].cue_len), text)?;
        let (high, at) = amount(tokens, at)?;
        return Some((None, Some(high), unit(tokens, at)));
    }
    let (low, at) = low_limit(tokens, i)?;
    let at = joint(tokens, unit(tokens, at), text)?;
    if tokens.get(at).is_some_and(|t| t.cue == Cue::NotReached) {
        return Some((Some(low), None, at + usize::from(tokens[at].cue_len)));
    }
    let (high, at) = amount(tokens, at)?;
    // `95% CI 4.10, 1.32–12.75`: the value first, then its limits.
    let comma = matches!(tokens[at.saturating_sub(2)].kind, Kind::Mark(',' | ';'));
    if comma
        && matches!(tokens.get(at).map(|t| t.kind), Some(Kind::Mark('-')))
        && signed(tokens, at + 1).is_some()
    {
        return None;
    }
    let (_, end) = percent(tokens, at);
    Some((Some(low), Some(high), end))
}

/// How far before its label the words that a limit is the only one stand, at most.
const ONE_SIDED: usize = 8;

/// Which of the two limits is the only one.
const SIDES: &[&str] = &["lower", "upper"];

/// `lower boundary of the one-sided 95% CI, 96.2%`, `90% upper confidence limit, 15.0%`: the limit that is named is all
/// there is.
fn one_limit(
    tokens: &[Token],
    label: usize,
    from: usize,
    text: &str,
) -> Option<(Option<Number>, Option<Number>, usize)> {
    const LIMITS: &[&str] = &["boundary", "bound", "limit"];
    // A label may be cut by the end of its section.
    let said = tokens.get(label.saturating_sub(ONE_SIDED)..from)?;
    let is = |t: &Token, words: &[&str]| words.iter().any(|w| t.span.of(text).eq_ignore_ascii_case(w));
    let limit = said.iter().rposition(|t| is(t, LIMITS))?;
    let side = said[..limit].iter().rposition(|t| is(t, SIDES))?;
    let (value, end) = amount(tokens, from)?;
    let (_, end) = percent(tokens, end);
    let closed = tokens.get(end).is_none_or(|t| matches!(t.kind, Kind::Mark(')' | ']' | ';' | ',')));
    let together = said[side..].iter().all(|t| t.kind != Kind::Mark('('));
    if !closed || !together {
        return None;
    }
    let lower = is(&said[side], &["lower"]);
    Some(if lower { (Some(value), None, end) } else { (None, Some(value), end) })
}

/// The first limit; right behind the label a dash is its sign, wherever it stands: `CI - 3.3-7.9`, `interval-14.4 to -4.2`.
fn low_limit(tokens: &[Token], i: usize) -> Option<(Number, usize)> {
    if let (Kind::Mark('-'), Some(Kind::Number(decimal))) =
        (tokens[i].kind, tokens.get(i + 1).map(|t| t.kind))
    {
        let span = tokens[i].span.to(tokens[i + 1].span);
        return Some((Number { decimal: decimal.negated(), span }, i + 2));
    }
    amount(tokens, i)
}

/// The unit or per-cent sign between a limit and its joint: `-23.8 mm to -16.1 mm`.
fn unit(tokens: &[Token], i: usize) -> usize {
    let (marked, at) = percent(tokens, i);
    if marked {
        return at;
    }
    match tokens.get(i) {
        Some(t)
            if matches!(
                t.cue,
                Cue::Unit
                    | Cue::Currency
                    | Cue::Time(_)
                    | Cue::Dose
                    | Cue::Lower
                    | Cue::Higher
                    | Cue::PercentagePoint
            ) =>
        {
            i + usize::from(t.cue_len)
        }
        _ => i,
    }
}

/// What stands between two limits: ` to `, `-`, `,`, `;`, ` and `, and a comma before `to`.
fn joint(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    let token = tokens.get(i)?;
    match token.kind {
        Kind::Mark(',') if tokens.get(i + 1).is_some_and(|t| t.cue == Cue::To) => Some(i + 2),
        Kind::Mark('-' | ',' | ';' | '_' | '~') => Some(i + 1),
        Kind::Word if matches!(token.cue, Cue::To | Cue::And) || token.span.of(text) == "at" => Some(i + 1),
        _ => None,
    }
}
