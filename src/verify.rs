//! Claims against what their sources print: typed numbers with their context, never a substring.
//!
//! A claim is compared with every finding of its kind: number by number as printed, then piece of context by piece of
//! context. It ends in exactly one [`Standing`], with the place of the catalogue and of the source that a reader needs to
//! judge for himself.

pub mod baseline;
mod beside;
mod context;
mod names;
mod numbers;
mod quotation;
pub mod report;
mod slips;
mod words;

use crate::catalogue::claim::{Claim, Figure, States};
use crate::finding::{Extraction, Finding};
use crate::record::Abstract;
use crate::text::Span;

pub use names::Names;

/// How a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// One finding agrees in every number and every stated piece of context.
    Supported,
    /// The context is that of a finding whose numbers differ.
    Contradicted,
    /// The numbers stand in the source, but not with this context; or several findings fit and differ.
    Ambiguous,
    /// The source was read, and nothing matches.
    NotFound,
    /// The source could not be read.
    Unverifiable,
}

impl Standing {
    /// Every one, in the order of the totals.
    pub const ALL: [Standing; 5] = [
        Standing::Supported,
        Standing::Contradicted,
        Standing::NotFound,
        Standing::Ambiguous,
        Standing::Unverifiable,
    ];

    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Supported => "supported",
            Standing::Contradicted => "contradicted",
            Standing::Ambiguous => "ambiguous",
            Standing::NotFound => "not_found",
            Standing::Unverifiable => "unverifiable",
        }
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        if self == Standing::NotFound { "not found" } else { self.name() }
    }
}

/// What came of holding one claim against its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How it stands.
    pub standing: Standing,
    /// Why, in one line.
    pub message: String,
    /// The place of the catalogue to look at.
    pub at: Span,
    /// What slip would explain it: `digits transposed`, `arms swapped`.
    pub slip: Option<&'static str>,
    /// The finding that agrees, or that it was held against: an index into [`Extraction::findings`].
    pub finding: Option<usize>,
    /// The place of the source that shows it.
    pub quote: Option<Span>,
    /// A number was computed from others that the source prints: "7.7%" from 15 of 194.
    pub derived: bool,
}

/// A source as claims are held against it: its text and what was read from it.
pub struct Read<'a> {
    /// Title and abstract.
    pub text: &'a Abstract,
    /// Its findings.
    pub extraction: &'a Extraction,
    /// What its words and short forms stand for.
    names: Names,
    sentences: Vec<Span>,
}

impl<'a> Read<'a> {
    /// A source, ready for claims.
    pub fn new(text: &'a Abstract, extraction: &'a Extraction) -> Self {
        Self { text, extraction, names: Names::of(text.as_str(), extraction), sentences: text.sentences() }
    }
}

impl Read<'_> {
    /// The sentence that a place is in, by its number; the end of the last one is behind all.
    fn sentence_index(&self, span: Span) -> usize {
        self.sentences.partition_point(|s| s.end <= span.start)
    }

    /// The words of the sentence that a place is in.
    fn sentence(&self, span: Span) -> &str {
        self.sentences.get(self.sentence_index(span)).map_or("", |s| s.of(self.text.as_str()))
    }
}

/// How one finding answers a claim.
struct Held<'f> {
    index: usize,
    finding: &'f Finding,
    numbers: numbers::Numbers,
    context: Vec<context::Misfit>,
}

impl Held<'_> {
    /// The numbers agree, all of them.
    fn numbers_agree(&self) -> bool {
        self.numbers.differ.is_empty()
    }

    /// Nothing that was said of the context is contradicted or open.
    fn context_agrees(&self) -> bool {
        self.context.is_empty()
    }
}

/// Holds a claim against its source.
pub fn verify(claim: &Claim, source: &Read<'_>) -> Verified {
    if let States::Quote(quote) = &claim.states {
        return quotation::verify(quote, source);
    }
    let held: Vec<Held<'_>> = source
        .extraction
        .findings
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| {
            let numbers = numbers::numbers(&claim.states, finding, source.extraction)?;
            let context = context::misfits(claim, finding, source);
            Some(Held { index, finding, numbers, context })
        })
        .collect();
    let agreeing: Vec<&Held<'_>> = held.iter().filter(|h| h.numbers_agree()).collect();
    if let Some(one) = agreeing.iter().find(|h| h.context_agrees()) {
        return match agreeing.iter().find(|other| at_odds(claim, one, other, source)) {
            Some(other) => both(claim, one, other),
            None => supported(claim, one),
        };
    }
    if let Some(nearest) = agreeing.iter().min_by_key(|h| h.context.len()) {
        return elsewhere(claim, nearest, source);
    }
    // The nearest finding whose context is the claim's, or most of whose numbers are.
    let near = held
        .iter()
        .filter(|h| h.context_agrees() && (narrowed(claim) || alone(&held)) || h.numbers.mostly_agree())
        .filter(|h| !h.context.iter().any(context::Misfit::contradicted))
        .min_by_key(|h| (h.context.len(), std::cmp::Reverse(h.numbers.agree), h.numbers.farness()));
    match near {
        Some(one) => contradicted(claim, one, source),
        None => not_found(claim, &held, source),
    }
}

/// Whether the claim says more of its context than what kind of number it is.
fn narrowed(claim: &Claim) -> bool {
    let c = &claim.context;
    c.outcome.is_some() || c.arm.is_some() || c.subgroup.is_some() || c.role.is_some() || c.time.is_some()
}

/// Whether there is one finding only whose context fits.
fn alone(held: &[Held<'_>]) -> bool {
    held.iter().filter(|h| h.context_agrees()).count() == 1
}

/// Whether two findings that both agree in their numbers leave open which one is meant: with rounding, where they differ;
/// without, where one number is read in two sentences as of two groups, and one of the readings is wrong.
fn at_odds(claim: &Claim, one: &Held<'_>, other: &Held<'_>, source: &Read<'_>) -> bool {
    let (a, b) = (one.finding, other.finding);
    if rounds(&claim.states) {
        return other.context_agrees()
            && one.numbers.printed != other.numbers.printed
            && (a.outcome.as_ref().map(|o| &o.text) != b.outcome.as_ref().map(|o| &o.text)
                || a.arm != b.arm);
    }
    let stated = claim.context.arm.is_some() && a.arm.is_some() && b.arm.is_some() && a.arm != b.arm;
    let elsewhere = source.sentence_index(a.span) != source.sentence_index(b.span);
    // Groups that have the same number have it side by side.
    let twin = |of: &Finding, arm| {
        source.extraction.findings.iter().any(|f| {
            f.arm == arm
                && f.result.kind() == of.result.kind()
                && source.sentence_index(f.span) == source.sentence_index(of.span)
                && f.result.to_string() == of.result.to_string()
        })
    };
    let same_outcome = a.outcome.as_ref().zip(b.outcome.as_ref()).is_some_and(|(a, b)| {
        let (a, b) = (source.names.words(&a.text), source.names.words(&b.text));
        a.telling == b.telling
    });
    // The same numbers again, perhaps without the interval.
    let (x, y) = (&one.numbers.printed, &other.numbers.printed);
    let again = x.starts_with(y.as_str()) || y.starts_with(x.as_str());
    stated && elsewhere && same_outcome && again && !twin(a, b.arm) && !twin(b, a.arm)
}

fn both(claim: &Claim, one: &Held<'_>, other: &Held<'_>) -> Verified {
    let message = if one.numbers.printed == other.numbers.printed {
        format!("the source prints {} more than once, and litx reads it as of two groups", one.finding.result)
    } else {
        format!("{} and {} both fit", one.finding.result, other.finding.result)
    };
    Verified {
        standing: Standing::Ambiguous,
        message,
        at: claim.at,
        slip: None,
        finding: Some(one.index),
        quote: Some(one.finding.span),
        derived: false,
    }
}

fn supported(claim: &Claim, one: &Held<'_>) -> Verified {
    let note = if one.numbers.derived { " (derived)" } else { "" };
    Verified {
        standing: Standing::Supported,
        message: format!("the source prints {}{note}", one.finding.result),
        at: claim.at,
        slip: None,
        finding: Some(one.index),
        quote: Some(one.finding.span),
        derived: one.numbers.derived,
    }
}

fn rounds(states: &States) -> bool {
    let mut any = false;
    numbers::figures(states, &mut |figure: &Figure| any |= figure.rounded);
    any
}

/// The numbers stand in the source, with another context.
fn elsewhere(claim: &Claim, one: &Held<'_>, source: &Read<'_>) -> Verified {
    let first = &one.context[0];
    let said: Vec<String> = one.context.iter().map(context::Misfit::says).collect();
    Verified {
        standing: Standing::Ambiguous,
        message: format!("the source prints {}, but {}", one.finding.result, said.join("; ")),
        at: first.at,
        slip: slips::of_context(claim, one.finding, &one.context, source),
        finding: Some(one.index),
        quote: Some(one.finding.span),
        derived: false,
    }
}

fn contradicted(claim: &Claim, one: &Held<'_>, source: &Read<'_>) -> Verified {
    let first = &one.numbers.differ[0];
    Verified {
        standing: Standing::Contradicted,
        message: format!("{}{} — the source prints {}", first.named(), first.claimed, one.finding.result),
        at: first.at,
        slip: slips::of_number(claim, first, one.finding, source),
        finding: Some(one.index),
        quote: Some(one.finding.span),
        derived: false,
    }
}

/// Nothing matches: what the source does print of this kind is told.
fn not_found(claim: &Claim, held: &[Held<'_>], source: &Read<'_>) -> Verified {
    const SHOWN: usize = 3;
    let kind = claim.states.kind();
    let mut sorted: Vec<&Held<'_>> = held.iter().collect();
    sorted
        .sort_by_key(|h| (h.context.len(), std::cmp::Reverse(h.numbers.agree), h.numbers.farness(), h.index));
    let mut shown: Vec<String> = sorted.iter().map(|h| h.finding.result.to_string()).collect();
    shown.dedup();
    let more = shown.len().saturating_sub(SHOWN);
    shown.truncate(SHOWN);
    let message = if shown.is_empty() {
        format!("the source reports no {kind}")
    } else {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("no {kind} of the source matches; it prints {}{more}", shown.join(", "))
    };
    let slip = sorted
        .iter()
        .find_map(|h| slips::of_number(claim, h.numbers.differ.first()?, h.finding, source))
        .filter(|_| held.len() <= 40);
    let mut at = None;
    numbers::figures(&claim.states, &mut |figure: &Figure| at = at.or(Some(figure.at)));
    Verified {
        standing: Standing::NotFound,
        message,
        at: at.unwrap_or(claim.at),
        slip,
        finding: None,
        quote: None,
        derived: false,
    }
}

impl Verified {
    /// A claim whose source could not be read, and why.
    pub fn unverifiable(claim: &Claim, why: impl Into<String>) -> Self {
        Self {
            standing: Standing::Unverifiable,
            message: why.into(),
            at: claim.source.at,
            slip: None,
            finding: None,
            quote: None,
            derived: false,
        }
    }
}
