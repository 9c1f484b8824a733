//! P values in all their shapes.

use super::bound::or_equal;
use super::{Read, signed};
use crate::extract::item::{Item, Shape};
use crate::finding::{Comparison, Decimal, Number, PValue, Purpose};
use crate::lex::{Cue, Kind, Token};

/// `P<0.001`, `p = .03`, `P value of 0.02`, `P for interaction = 0.4`, `P=NS`, `P < or = 0.05`, `p=1.2 × 10^-5`.
pub(crate) fn p_value(tokens: &[Token], i: usize, text: &str, before: &[Item]) -> Read {
    let token = tokens.get(i)?;
    if token.cue != Cue::PValue {
        return next_of_list(tokens, i, before);
    }
    // The P of "T/P" is half of a name.
    if !token.spaced && before.last().is_some_and(|item| item.mark() == Some('/')) {
        return None;
    }
    let mut at = i + usize::from(token.cue_len);
    let mut purpose = glued(token.span.of(text));
    // "p1 = 0.002, p2 < 0.001"
    at += usize::from(numbered(tokens, at));
    // "P for interaction", "P-interaction", "P (trend)", "P interaction".
    for _ in 0..4 {
        match tokens.get(at) {
            Some(t) => match (t.cue, t.kind) {
                (Cue::Purpose(p), _) => {
                    purpose = Some(p);
                    at += usize::from(t.cue_len);
                }
                (Cue::Preposition | Cue::PValue, _) if purpose.is_none() => at += usize::from(t.cue_len),
                (_, Kind::Mark('-' | '(' | ')' | ',')) => at += 1,
                // "Pgroup×time", "Pdiet*gene"
                (_, Kind::Mark('×' | '*')) if index_behind(tokens, at) => {
                    purpose = Some(Purpose::Interaction);
                    at += 2;
                }
                // "Ptime x group = 0.04"
                _ if t.span.of(text) == "x" && index_behind(tokens, at) => {
                    purpose = Some(Purpose::Interaction);
                    at += 2;
                }
                // "p adj = 0.001"
                _ if matches!(t.span.of(text), "adj" | "adjusted") => at += 1,
                _ => break,
            },
            None => break,
        }
    }
    // "P:=0.003", "P:<0.05"
    let signed_behind = |t: &Token| matches!(t.kind, Kind::Mark('=' | '<' | '>' | '≤' | '≥'));
    let colon = tokens.get(at).is_some_and(|t| t.kind == Kind::Mark(':'));
    at += usize::from(colon && tokens.get(at + 1).is_some_and(signed_behind));
    at = behind_name(tokens, at).unwrap_or(at);
    // "P?=?0.03": thin spaces that were lost.
    let lost = |at: usize| usize::from(tokens.get(at).is_some_and(|t| t.kind == Kind::Mark('?')));
    at += lost(at);
    let (op, from) = operator(tokens, at, text);
    let from = from + if op.is_some() { lost(from) } else { 0 };
    let start = before.last().filter(|item| matches!(item.cue, Cue::Sided(_)));
    // `2p<0.001`: of a test of both sides.
    let doubled = token.span.of(text).starts_with('2').then_some(2);
    let sided = doubled.or(start.and_then(|item| if let Cue::Sided(n) = item.cue { Some(n) } else { None }));
    let span = |end: usize| token.span.to(tokens[end - 1].span);
    // "P not significant"; of "P values were not significant" the sentence tells, and no sign.
    let signed_or_bare = from == at || matches!(tokens[at].kind, Kind::Mark(_));
    if let Some(end) = not_significant(tokens, from, text).filter(|end| op.is_some() || end - from > 1)
        && signed_or_bare
    {
        let p = PValue { op: None, value: None, text: Some("NS"), purpose, sided, span: span(end) };
        return Some((Shape::P(Box::new(p)), end - i));
    }
    if let Some((value, end)) = scientific(tokens, from, text)
        && let Some(op) = op
    {
        let p = PValue { op: Some(op), value: Some(value), text: None, purpose, sided, span: span(end) };
        return Some((Shape::P(Box::new(p)), end - i));
    }
    let (number, mut end) = signed(tokens, from)?;
    let op = match op {
        Some(op) => op,
        // `P.009`: the operator was lost, the value is plain; "P.1", "P0.1" are names.
        None if text[number.span.start..].starts_with(['.', '0'])
            && number.to_f64() < 1.0
            && (number.decimal.places() > 1 || tokens[from].spaced) =>
        {
            Comparison::Equal
        }
        None => return None,
    };
    let mut value = number;
    let lone = lone_power(tokens, number, end);
    // "P = 218" counts the people of an arm, "P: -5.1" gives its mean.
    let counted = number.to_f64() > 1.0
        && number.decimal.places() == 0
        && lone.is_none()
        && power_of_ten(tokens, end, text).is_none();
    if counted || number.decimal.is_negative() {
        return None;
    }
    let base = if lone.is_some() { Decimal::whole(1) } else { number.decimal };
    if let Some((power, after)) = power_of_ten(tokens, end, text).or(lone)
        && let Some(scaled) = scale(base, power)
    {
        value = Number { decimal: scaled, span: number.span.to(tokens[after - 1].span) };
        end = after;
    }
    let (behind, tail) = behind_p(tokens, end, text);
    let purpose = purpose.or(behind.0);
    let sided = sided.or(behind.1);
    let p = PValue { op: Some(op), value: Some(value), text: None, purpose, sided, span: span(end) };
    Some((Shape::P(Box::new(p)), tail - i))
}

/// Words between "P value of" and the sign, at most.
const NAME: usize = 5;

/// `P value of deep-sleep = 0.014`: the sign behind what the P value is of.
fn behind_name(tokens: &[Token], of: usize) -> Option<usize> {
    tokens.get(of).filter(|t| t.cue == Cue::Of)?;
    let word = |t: &&Token| matches!(t.kind, Kind::Word | Kind::Mark('-')) && t.cue == Cue::None;
    let words = tokens[of + 1..].iter().take(NAME).take_while(word).count();
    let sign = tokens.get(of + 1 + words).filter(|_| words > 0)?;
    matches!(sign.kind, Kind::Mark('=' | '<' | '>' | '≤' | '≥')).then_some(of + 1 + words)
}

/// `P = 0.74, 0.32, and <0.01, respectively`, `P = 0.47 and 0.31 for A and B`: the P values behind the first.
fn next_of_list(tokens: &[Token], i: usize, before: &[Item]) -> Read {
    let last = before.len().checked_sub(1)?;
    let joint = |at: usize| matches!(before[at].mark(), Some(',' | '&')) || before[at].cue == Cue::And;
    if !joint(last) {
        return None;
    }
    let first = last.checked_sub(if last > 0 && joint(last - 1) { 2 } else { 1 })?;
    let Shape::P(p) = &before.get(first)?.shape else { return None };
    let (op, at) = match tokens[i].kind {
        Kind::Mark('<') => (Some(Comparison::Less), i + 1),
        Kind::Mark('>') => (Some(Comparison::Greater), i + 1),
        Kind::Mark('=') => (Some(Comparison::Equal), i + 1),
        _ => (None, i),
    };
    let Kind::Number(decimal) = tokens.get(at)?.kind else { return None };
    // "(P = 0.37 and 0.6)"
    let closes = tokens.get(at + 1).is_some_and(|t| matches!(t.kind, Kind::Mark(')' | ']')));
    // Before "for" or "in" only the last of a list stands.
    let third = first > 1 && joint(first - 1) && matches!(before[first - 2].shape, Shape::P(_));
    let ending = before[last].cue == Cue::And || before[last].mark() == Some('&') || third;
    let last = before[last].cue == Cue::And && closes && decimal.places() > 0;
    let chance =
        decimal.to_f64() <= 1.0 && (decimal.places() > 1 || last) || op.is_some() && decimal.places() > 0;
    let ends = tokens.get(at + 1).is_none_or(|t| {
        matches!(t.kind, Kind::Mark(',' | ')' | ']' | ';' | '.'))
            || matches!(t.cue, Cue::And | Cue::Respectively)
            || ending && op.is_none() && decimal.places() > 1 && places(p) > 1 && t.cue == Cue::Preposition
    });
    let span = tokens[i].span.to(tokens[at].span);
    let value = Some(Number { decimal, span: tokens[at].span });
    let p = PValue { op: op.or(Some(Comparison::Equal)), value, text: None, span, ..(**p).clone() };
    (chance && ends).then(|| (Shape::P(Box::new(p)), at + 1 - i))
}

fn places(p: &PValue) -> u8 {
    p.value.map_or(0, |value| value.decimal.places())
}

fn operator(tokens: &[Token], i: usize, text: &str) -> (Option<Comparison>, usize) {
    let Some(token) = tokens.get(i) else { return (None, i) };
    if let Some((loose, at)) = or_equal(tokens, i, text) {
        return (Some(loose), at);
    }
    let mark =
        |at: usize| tokens.get(at).and_then(|t| if let Kind::Mark(c) = t.kind { Some(c) } else { None });
    match token.kind {
        Kind::Mark('<') => (Some(Comparison::Less), i + 1),
        Kind::Mark('>') => (Some(Comparison::Greater), i + 1),
        Kind::Mark('≤') => (Some(Comparison::AtMost), i + 1),
        Kind::Mark('≥') => (Some(Comparison::AtLeast), i + 1),
        Kind::Mark('=') => match mark(i + 1) {
            Some('<') => (Some(Comparison::AtMost), i + 2),
            Some('>') => (Some(Comparison::AtLeast), i + 2),
            _ => (Some(Comparison::Equal), i + 1),
        },
        Kind::Mark(':' | '~') => (Some(Comparison::Equal), i + 1),
        _ => match token.cue {
            Cue::LessThan => (Some(Comparison::Less), i + usize::from(token.cue_len)),
            Cue::MoreThan => (Some(Comparison::Greater), i + usize::from(token.cue_len)),
            // "a P value of 0.02", "the P value was less than 0.001".
            // "the P value was found to be <0.007"
            Cue::Was if found_to_be(tokens, i + usize::from(token.cue_len), text) => {
                operator(tokens, i + usize::from(token.cue_len) + 2, text)
            }
            Cue::Of | Cue::Was => match operator(tokens, i + usize::from(token.cue_len), text) {
                (Some(op), at) if op != Comparison::Equal => (Some(op), at),
                _ => (Some(Comparison::Equal), i + usize::from(token.cue_len)),
            },
            _ => (None, i),
        },
    }
}

/// `found to`, `calculated to`, with "be" behind: what stands between a verb and the sign.
fn found_to_be(tokens: &[Token], at: usize, text: &str) -> bool {
    let word = |at: usize, words: &[&str]| {
        tokens.get(at).is_some_and(|t| words.iter().any(|w| t.span.of(text).eq_ignore_ascii_case(w)))
    };
    word(at, &["found", "calculated", "shown"])
        && word(at + 1, &["to"])
        && tokens.get(at + 2).is_some_and(|t| t.cue == Cue::Was)
}

/// Whether a digit is glued to the letter, and an operator stands behind it.
fn numbered(tokens: &[Token], at: usize) -> bool {
    let digit = tokens.get(at).is_some_and(|t| match t.kind {
        Kind::Number(n) => !t.spaced && n.as_whole().is_some_and(|n| (1..10).contains(&n)),
        _ => false,
    });
    digit && tokens.get(at + 1).is_some_and(|t| matches!(t.kind, Kind::Mark('=' | '<' | '>' | '≤' | '≥')))
}

/// Whether a word stands behind the sign at `at`, and behind it an operator.
fn index_behind(tokens: &[Token], at: usize) -> bool {
    let word = tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Word);
    word && tokens.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Mark('=' | '<' | '>' | '≤' | '≥')))
}

/// `3E-08`, `5.13e-15`: the number, and the place behind it.
fn scientific(tokens: &[Token], at: usize, text: &str) -> Option<(Number, usize)> {
    let (first, dash, last) = (tokens.get(at)?, tokens.get(at + 1)?, tokens.get(at + 2)?);
    let printed = first.span.of(text).strip_suffix(['e', 'E'])?;
    let glued = first.kind == Kind::Word && dash.kind == Kind::Mark('-') && !dash.spaced && !last.spaced;
    let Kind::Number(power) = last.kind else { return None };
    let power = power.as_whole().and_then(|n| i32::try_from(n).ok()).filter(|power| glued && *power < 300)?;
    let (whole, part) = printed.split_once(['.', '·']).unwrap_or((printed, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || whole.len() + part.len() > 9 {
        return None;
    }
    let value = [whole, part].iter().flat_map(|s| s.bytes()).fold(0, |n, b| n * 10 + u64::from(b - b'0'));
    let places = u8::try_from(part.len()).ok()?;
    let decimal = scale(Decimal::new(false, value, places), -power)?;
    Some((Number { decimal, span: first.span.to(last.span) }, at + 3))
}

/// `pinteraction`, a letter and its index that were typeset apart.
fn glued(printed: &str) -> Option<Purpose> {
    const GLUED: &[(&str, Purpose)] = &[
        ("pinteraction", Purpose::Interaction),
        ("pheterogeneity", Purpose::Interaction),
        ("ptrend", Purpose::Trend),
        ("pnoninferiority", Purpose::Noninferiority),
        ("psuperiority", Purpose::Superiority),
        ("pint", Purpose::Interaction),
        ("phet", Purpose::Interaction),
        ("pni", Purpose::Noninferiority),
        ("pnon", Purpose::Noninferiority),
        ("pnoninf", Purpose::Noninferiority),
    ];
    GLUED.iter().find(|(name, _)| printed.eq_ignore_ascii_case(name)).map(|(_, purpose)| *purpose)
}

/// The place behind `NS`, `n.s`, `not significant`, `non-significant`.
fn not_significant(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    let is = |at: usize, one: &str| tokens.get(at).is_some_and(|t| t.span.of(text).eq_ignore_ascii_case(one));
    if is(i, "ns") {
        return Some(i + 1);
    }
    if is(i, "n") && is(i + 1, ".") && is(i + 2, "s") {
        return Some(i + 3);
    }
    if is(i, "nonsignificant") {
        return Some(i + 1);
    }
    // "P = no significant difference"
    if is(i, "no") && is(i + 1, "significant") && (is(i + 2, "difference") || is(i + 2, "differences")) {
        return Some(i + 3);
    }
    let dash = usize::from(is(i + 1, "-"));
    ((is(i, "not") || is(i, "non")) && is(i + 1 + dash, "significant")).then_some(i + 2 + dash)
}

/// `p = 10^-11`, its exponent raised and the mark lost: `10-11`.
fn lone_power(tokens: &[Token], number: Number, i: usize) -> Option<(i32, usize)> {
    if number.decimal != Decimal::whole(10) {
        return None;
    }
    let caret = usize::from(tokens.get(i)?.kind == Kind::Mark('^'));
    let Kind::Mark('-') = tokens.get(i + caret)?.kind else { return None };
    let Kind::Number(power) = tokens.get(i + caret + 1)?.kind else { return None };
    let power = i32::try_from(power.as_whole()?).ok().filter(|power| *power < 300)?;
    Some((-power, i + caret + 2))
}

/// `× 10^-5`, `x 10(-5)`, with the exponent raised, behind a caret or in brackets.
fn power_of_ten(tokens: &[Token], i: usize, text: &str) -> Option<(i32, usize)> {
    let times =
        tokens.get(i).is_some_and(|t| matches!(t.kind, Kind::Mark('×' | '*')) || t.span.of(text) == "x");
    let ten = tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Number(Decimal::whole(10)));
    if !times || !ten {
        return None;
    }
    let mut at = i + 2;
    let mut negative = false;
    let mut open = false;
    for _ in 0..3 {
        match tokens.get(at)?.kind {
            Kind::Mark('^') => {}
            Kind::Mark('(') => open = true,
            Kind::Mark('-') => negative = true,
            Kind::Number(d) => {
                let power = i32::try_from(d.as_whole()?).ok().filter(|p| *p < 300)?;
                let close =
                    usize::from(open && matches!(tokens.get(at + 1).map(|t| t.kind), Some(Kind::Mark(')'))));
                return Some((if negative { -power } else { power }, at + 1 + close));
            }
            _ => return None,
        }
        at += 1;
    }
    match tokens.get(at)?.kind {
        Kind::Number(d) if negative || open => {
            let power = i32::try_from(d.as_whole()?).ok().filter(|p| *p < 300)?;
            Some((if negative { -power } else { power }, at + 1))
        }
        _ => None,
    }
}

fn scale(decimal: Decimal, power: i32) -> Option<Decimal> {
    let places = i32::from(decimal.places()) - power;
    u8::try_from(places)
        .ok()
        .filter(|p| *p <= 18)
        .map(|p| Decimal::new(decimal.is_negative(), decimal.digits(), p))
}

/// What says, behind a P value, what it is for: "P<0.001 for noninferiority", "P = .042 [one-sided]".
fn behind_p(
    tokens: &[Token],
    i: usize,
    text: &str,
) -> ((Option<crate::finding::Purpose>, Option<u8>), usize) {
    let mut at = i;
    for _ in 0..3 {
        match tokens.get(at) {
            Some(t) if matches!(t.kind, Kind::Mark('[' | '(' | ',')) => at += 1,
            Some(t) if t.cue == Cue::Preposition && t.span.of(text) == "for" => at += 1,
            Some(t) => match t.cue {
                // The words are only looked at; they stay for others to read.
                Cue::Purpose(p) if at > i => return ((Some(p), None), i),
                Cue::Sided(n) => return ((None, Some(n)), i),
                _ => break,
            },
            None => break,
        }
    }
    ((None, None), i)
}
