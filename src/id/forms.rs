//! The forms in which people paste identifiers.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Doi, IdError, Identifier, Nct, Pmcid, Pmid};

/// Longer than any DOI ever registered; keeps messages and requests small.
const LONGEST: usize = 2_048;

pub(super) fn identifier(input: &str) -> Result<Identifier, IdError> {
    // Nearly all are digits alone.
    if let Some(pmid) = pmid(input) {
        return Ok(pmid);
    }
    if input.len() > LONGEST {
        return Err(error(input, "it is far too long", None));
    }
    let cleaned = clean(input);
    let text = cleaned.as_ref();
    if text.is_empty() {
        return Err(error(input, "it is empty; expected a DOI, PMID, PMCID or NCT number", None));
    }
    if let Some(url) = strip_scheme(text) {
        return from_url(url).unwrap_or_else(|| {
            Err(error(
                input,
                "expected a page of doi.org, PubMed, PubMed Central or ClinicalTrials.gov",
                None,
            ))
        });
    }
    if let Some(url) = without_scheme(text) {
        return from_url(url).unwrap_or_else(|| Err(error(input, "this page names no article", None)));
    }
    if let Some(rest) = strip_prefix(text, &["info:doi/", "urn:doi:", "doi:", "doi ", "doi="]) {
        return doi(rest.trim_start()).map(Identifier::Doi).ok_or_else(|| not_a_doi(input, rest));
    }
    if let Some(rest) = strip_prefix(text, &["pmid:", "pmid ", "pmid=", "pubmed:", "pmid"]) {
        return pmid(rest).ok_or_else(|| error(input, "expected a PMID of 1 to 9 digits", None));
    }
    if let Some(rest) = strip_prefix(text, &["pmcid:", "pmcid ", "pmcid="]) {
        return pmcid(rest).ok_or_else(|| error(input, "expected a PMCID such as PMC3531190", None));
    }
    if let Some(rest) = strip_prefix(text, &["nct:"]) {
        return nct(rest).ok_or_else(|| error(input, "expected an NCT number of eight digits", None));
    }
    bare(text).ok_or_else(|| guess(input, text))
}

/// Without what copying adds: white space, zero-width characters, enclosing brackets and quotes.
fn clean(input: &str) -> Cow<'_, str> {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}');
    let text: Cow<'_, str> =
        if input.contains(invisible) { input.replace(invisible, "").into() } else { input.into() };
    let trimmed = text.trim().trim_start_matches(['<', '"', '\'', '\u{201c}', '\u{2018}', '(', '[']);
    let trimmed = strip_end(trimmed).trim();
    if trimmed.len() == text.len() { text } else { trimmed.to_owned().into() }
}

/// Without trailing punctuation and closing brackets that nothing opened.
fn strip_end(text: &str) -> &str {
    let mut text = text;
    loop {
        let Some(last) = text.chars().next_back() else { return text };
        let drop = match last {
            '.' | ',' | ';' | ':' | '"' | '\'' | '\u{201d}' | '\u{2019}' | '`' => true,
            ')' => unbalanced(text, '(', ')'),
            ']' => unbalanced(text, '[', ']'),
            '}' => unbalanced(text, '{', '}'),
            '>' => unbalanced(text, '<', '>'),
            c => c.is_whitespace(),
        };
        if !drop {
            return text;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
}

fn unbalanced(text: &str, open: char, close: char) -> bool {
    text.matches(close).count() > text.matches(open).count()
}

fn strip_prefix<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| {
        let head = text.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| text[prefix.len()..].trim())
    })
}

fn strip_scheme(text: &str) -> Option<&str> {
    strip_prefix(text, &["https://", "http://"])
}

/// `doi.org/10.…`, `pubmed.ncbi.nlm.nih.gov/…` pasted without `https://`.
fn without_scheme(text: &str) -> Option<&str> {
    const HOSTS: [&str; 9] = [
        "doi.org/",
        "dx.doi.org/",
        "www.doi.org/",
        "pubmed.ncbi.nlm.nih.gov/",
        "www.ncbi.nlm.nih.gov/",
        "pmc.ncbi.nlm.nih.gov/",
        "clinicaltrials.gov/",
        "www.clinicaltrials.gov/",
        "europepmc.org/",
    ];
    strip_prefix(text, &HOSTS).map(|_| text)
}

/// An address without its scheme. Nothing: not a page of a service litx knows.
fn from_url(url: &str) -> Option<Result<Identifier, IdError>> {
    let (host, path) = url.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let bad = |expected: &str| Err(error(url, expected, None));
    let decoded = percent_decode_str(path.split('#').next().unwrap_or(path)).decode_utf8_lossy();
    match host {
        "doi.org" | "dx.doi.org" => {
            // `?` starts a query only where it stands undecoded.
            let path = path.split(['?', '#']).next().unwrap_or(path);
            let name = percent_decode_str(path).decode_utf8_lossy();
            Some(doi(&name).map(Identifier::Doi).ok_or_else(|| not_a_doi(url, &name)))
        }
        "pubmed.ncbi.nlm.nih.gov" | "ncbi.nlm.nih.gov" | "pmc.ncbi.nlm.nih.gov" | "europepmc.org" => {
            if let Some((_, term)) = decoded.split_once("term=") {
                let term = term.split('&').next().unwrap_or(term).replace('+', " ");
                return Some(bare(strip_end(&term)).ok_or_else(|| guess(url, &term)));
            }
            let parts: Vec<&str> = decoded.split(['/', '?', '&']).filter(|part| !part.is_empty()).collect();
            let found = parts.iter().find_map(|part| pmcid_marked(part)).or_else(|| {
                parts.iter().find_map(|part| pmid(part.strip_prefix("list_uids=").unwrap_or(part)))
            });
            Some(found.map_or_else(|| bad("expected an article's page, with its number"), Ok))
        }
        "clinicaltrials.gov" => {
            let found = decoded.split(['/', '?', '&', '=']).find_map(nct);
            Some(found.map_or_else(|| bad("expected a study's page, with its NCT number"), Ok))
        }
        // Publishers put the DOI into the address: `/doi/full/10.1056/NEJMoa2409029`.
        _ => {
            let path = percent_decode_str(path.split(['?', '#']).next()?).decode_utf8_lossy();
            let at = path.find("10.").filter(|at| *at == 0 || path.as_bytes()[at - 1] == b'/')?;
            let name = path[at..].trim_end_matches('/');
            let name = ["/full", "/pdf", "/abstract", "/epdf", "/fulltext"]
                .iter()
                .find_map(|tail| name.strip_suffix(tail))
                .unwrap_or(name);
            doi(name).map(|found| Ok(Identifier::Doi(found)))
        }
    }
}

/// An identifier that carries no prefix.
fn bare(text: &str) -> Option<Identifier> {
    let text = text.trim();
    doi(text).map(Identifier::Doi).or_else(|| nct(text)).or_else(|| pmcid_marked(text)).or_else(|| pmid(text))
}

/// `10.`, four to nine digits (with sub-prefixes), `/`, and anything without white space.
fn doi(text: &str) -> Option<Doi> {
    let text = strip_end(text.trim());
    let (prefix, suffix) = text.split_once('/')?;
    let mut numbers = prefix.strip_prefix("10.")?.split('.');
    let registrant = numbers.next()?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let sound = (4..=9).contains(&registrant.len())
        && digits(registrant)
        && numbers.all(digits)
        && !suffix.is_empty()
        && !suffix.contains(|c: char| c.is_whitespace() || c.is_control());
    sound.then(|| Doi(text.to_owned()))
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = text.trim_start_matches('0');
    let sound =
        !text.is_empty() && digits.len() <= 9 && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if sound { digits.parse().ok() } else { None }
}

fn pmid(text: &str) -> Option<Identifier> {
    number(text).and_then(Pmid::new).map(Identifier::Pmid)
}

/// `PMC3531190`, `pmc 3531190`, `PMC3531190.2`; digits alone are a PMID.
fn pmcid_marked(text: &str) -> Option<Identifier> {
    let rest = strip_prefix(text.trim(), &["pmc"])?;
    let rest = rest.split_once('.').map_or(rest, |(number, _version)| number);
    number(rest).and_then(Pmcid::new).map(Identifier::Pmcid)
}

fn pmcid(text: &str) -> Option<Identifier> {
    pmcid_marked(text).or_else(|| number(text).and_then(Pmcid::new).map(Identifier::Pmcid))
}

fn nct(text: &str) -> Option<Identifier> {
    let text = text.trim();
    let rest = strip_prefix(text, &["nct"])?;
    let digits = rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit());
    if digits { rest.parse().ok().and_then(Nct::new).map(Identifier::Nct) } else { None }
}

pub(super) fn error(input: &str, reason: &str, guess: Option<String>) -> IdError {
    let mut shown: String =
        input.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect();
    if shown.chars().count() < input.trim().chars().count() {
        shown.push('…');
    }
    IdError { input: shown, reason: reason.to_owned(), guess }
}

fn not_a_doi(input: &str, rest: &str) -> IdError {
    let mut error = guess(input, rest);
    error.reason = "expected a DOI: 10., four or more digits, a slash and a name without spaces".to_owned();
    error
}

/// What may have been meant: the common slips of hand and of copying, each tried in turn.
fn guess(input: &str, text: &str) -> IdError {
    let text = text.trim();
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mends = [
        compact.clone(),
        compact.replace(['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}'], "-"),
        compact.replacen("1O.", "10.", 1).replacen("l0.", "10.", 1).replacen("lO.", "10.", 1),
        compact.replacen("10,", "10.", 1),
        compact.replace('\\', "/"),
        compact.find("10.").map_or_else(String::new, |at| compact[at..].to_owned()),
        compact.replace(['o', 'O'], "0"),
        // The New England Journal's article codes are pasted without their prefix.
        if compact.to_ascii_lowercase().starts_with("nejm") {
            format!("10.1056/{compact}")
        } else {
            String::new()
        },
        if compact.starts_with("10.") { compact.replacen(['-', '_', ':'], "/", 1) } else { String::new() },
    ];
    let found =
        mends.iter().filter(|m| !m.is_empty()).find_map(|m| bare(strip_end(m))).map(|id| id.to_string());
    let reason = if compact.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("nct")) {
        "an NCT number has eight digits (NCT03301220)"
    } else if compact.starts_with('-') || number(&compact) == Some(0) {
        "a PMID is a whole number from 1 (39652675)"
    } else if compact.bytes().all(|b| b.is_ascii_digit()) {
        "a PMID has at most nine digits"
    } else {
        "expected a DOI (10.1056/NEJMoa2409029), PMID (39652675), PMCID (PMC3531190) or NCT number (NCT03301220)"
    };
    error(input, reason, found)
}
