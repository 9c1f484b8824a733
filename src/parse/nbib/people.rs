//! Names: `FAU - Dimopoulos, Meletios A` followed by `AU  - Dimopoulos MA`.

use crate::record::Author;

const SUFFIXES: [&str; 10] = ["Jr", "Sr", "2nd", "3rd", "4th", "5th", "II", "III", "IV", "V"];

/// `Dimopoulos, Meletios A`.
pub(super) fn full(value: &str) -> Author {
    let (last, fore) = value.split_once(',').unwrap_or((value, ""));
    let fore = Some(fore.trim().to_owned()).filter(|fore| !fore.is_empty());
    person(last.trim(), fore, None, None)
}

/// `Dimopoulos MA`, `Ware JH 3rd`: completes the full name right before it, or stands for itself.
pub(super) fn short(authors: &mut Vec<Author>, value: &str) {
    let mut words: Vec<&str> = value.split_whitespace().collect();
    let suffix = words.last().copied().filter(|word| words.len() > 2 && SUFFIXES.contains(word));
    if suffix.is_some() {
        words.pop();
    }
    let initials = words.last().copied().filter(|word| words.len() > 1 && are_initials(word));
    if initials.is_some() {
        words.pop();
    }
    let name = words.join(" ");
    if let Some(Author::Person { last, fore, initials: empty @ None, suffix: end, .. }) = authors.last_mut()
        && last.eq_ignore_ascii_case(&name)
    {
        *empty = initials.map(str::to_owned);
        *end = suffix.map(str::to_owned);
        if let (Some(fore), Some(suffix)) = (fore, suffix)
            && let Some(kept) = fore.strip_suffix(suffix)
        {
            *fore = kept.trim_end_matches([' ', ',']).to_owned();
        }
        return;
    }
    authors.push(person(&name, None, initials, suffix));
}

fn person(last: &str, fore: Option<String>, initials: Option<&str>, suffix: Option<&str>) -> Author {
    Author::Person {
        last: last.to_owned(),
        fore,
        initials: initials.map(str::to_owned),
        suffix: suffix.map(str::to_owned),
        orcid: None,
        affiliations: Vec::new(),
    }
}

fn are_initials(word: &str) -> bool {
    word.chars().count() <= 5 && word.chars().all(|c| c.is_uppercase() || c == '-')
}

/// A line of authors as citations print it: `Dimopoulos MA, Voorhees PM, AQUILA Investigators, et al.`; whether it was
/// cut short by `et al`.
pub(in crate::parse) fn cited(line: &str) -> (Vec<Author>, bool) {
    let mut authors = Vec::new();
    let mut cut = false;
    for name in line.trim().trim_end_matches('.').split([',', ';']).map(str::trim).filter(|n| !n.is_empty()) {
        if name.eq_ignore_ascii_case("et al") {
            cut = true;
            continue;
        }
        let before = authors.len();
        short(&mut authors, name);
        if let [.., Author::Person { last, initials: None, suffix: None, .. }] = authors.as_slice()
            && last.contains(' ')
            && authors.len() > before
        {
            authors.pop();
            authors.push(Author::Collective { name: name.to_owned() });
        }
    }
    (authors, cut)
}
