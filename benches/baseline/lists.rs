//! The lists of a record: people, terms, money, references.

use super::chance::Chance;
use super::journals::{Journals, padded};
use super::prose::{number, title};
use super::tags::Tags;
use super::words::{Words, capital};

const GIVEN: &[&str] = &[
    "Anna", "James", "Wei", "Maria", "John", "Li", "Hiroshi", "Elena", "Peter", "Fatima", "Lars", "José",
    "Claire", "Ravi", "Sofia", "Min", "Thomas", "Ingrid", "Ahmed", "Zoë",
];
const COUNTRIES: &[&str] = &[
    "USA",
    "China",
    "Germany",
    "Japan",
    "United Kingdom",
    "Italy",
    "Brazil",
    "India",
    "France",
    "Canada",
    "Spain",
    "Korea",
];
const AGENCIES: &[(&str, &str, &str)] = &[
    ("CA", "NCI NIH HHS", "United States"),
    ("HL", "NHLBI NIH HHS", "United States"),
    ("GM", "NIGMS NIH HHS", "United States"),
    ("MR/", "Medical Research Council", "United Kingdom"),
    ("WT", "Wellcome Trust", "United Kingdom"),
    ("ES", "European Research Council", "International"),
];
const CHECK_TAGS: &[&str] = &[
    "Humans",
    "Animals",
    "Male",
    "Female",
    "Adult",
    "Middle Aged",
    "Aged",
    "Child",
    "Mice",
    "Rats",
    "Adolescent",
];
const QUALIFIERS: &[&str] = &[
    "metabolism",
    "drug therapy",
    "genetics",
    "therapy",
    "pharmacology",
    "methods",
    "diagnosis",
    "surgery",
    "etiology",
    "epidemiology",
    "physiology",
    "drug effects",
    "mortality",
    "immunology",
    "pathology",
];

/// Authors, with their affiliations as the year has them: none before 1988, the first one's until 2013, then everybody's.
pub fn authors(tags: &mut Tags<'_>, many: usize, year: usize, words: &Words, chance: &mut Chance) {
    tags.open("AuthorList CompleteYN=\"Y\"");
    let mut home = String::new();
    for place in 0..many {
        tags.open("Author ValidYN=\"Y\"");
        tags.with("LastName", |out| capital(words.names.any(chance), out));
        let given = chance.pick(GIVEN);
        let second = chance.share(0.4).then(|| char::from(b'A' + chance.below(26) as u8));
        if year < 2002 {
            // Only initials were kept.
            tags.with("ForeName", |out| {
                out.push_str(&given[..1]);
                out.extend(second.into_iter().flat_map(|letter| [' ', letter]));
            });
        } else {
            tags.with("ForeName", |out| {
                out.push_str(given);
                out.extend(second.into_iter().flat_map(|letter| [' ', letter]));
            });
        }
        tags.with("Initials", |out| {
            out.push_str(&given[..1]);
            out.extend(second);
        });
        if year >= 2016 && chance.share(0.2) {
            tags.with("Identifier Source=\"ORCID\"", |out| orcid(chance, out));
        }
        if year >= 2014 || (year >= 1988 && place == 0) {
            if place == 0 || chance.share(0.5) {
                home.clear();
                affiliation(words, chance, &mut home);
            }
            tags.open("AffiliationInfo");
            tags.text("Affiliation", &home);
            tags.close("AffiliationInfo");
        }
        tags.close("Author");
    }
    tags.close("AuthorList");
}

fn affiliation(words: &Words, chance: &mut Chance, out: &mut String) {
    out.push_str("Department of ");
    capital(words.nouns.any(chance), out);
    out.push_str(if chance.share(0.5) { " and " } else { ", Institute of " });
    capital(words.adjectives.any(chance), out);
    out.push(' ');
    capital(words.nouns.any(chance), out);
    out.push_str(if chance.share(0.7) { ", University of " } else { ", General Hospital of " });
    let place = words.places.any(chance);
    capital(place, out);
    out.push_str(", ");
    if chance.share(0.5) {
        number(chance.between(1000, 99_999), out);
        out.push(' ');
    }
    capital(place, out);
    out.extend([", ", chance.pick(COUNTRIES), "."]);
}

/// `0000-0001-2345-6789` with its check digit.
fn orcid(chance: &mut Chance, out: &mut String) {
    let digits = format!("0000000{:08}", chance.below(100_000_000));
    let sum = digits.bytes().fold(0, |sum, digit| (sum + usize::from(digit - b'0')) * 2);
    let check = (12 - sum % 11) % 11;
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push('-');
        }
        out.push(digit);
    }
    out.push(if check == 10 { 'X' } else { char::from(b'0' + check as u8) });
}

/// `R01 CA123456` and who gave it.
pub fn grants(tags: &mut Tags<'_>, chance: &mut Chance) {
    tags.open("GrantList CompleteYN=\"Y\"");
    for _ in 0..chance.many(3.0) {
        let (letters, agency, country) = AGENCIES[chance.below(AGENCIES.len())];
        tags.open("Grant");
        tags.with("GrantID", |out| {
            out.extend(["R01 ", letters]);
            padded(chance.below(1_000_000), 6, out);
        });
        tags.text("Agency", agency);
        tags.text("Country", country);
        tags.close("Grant");
    }
    tags.close("GrantList");
}

/// Substances.
pub fn chemicals(tags: &mut Tags<'_>, words: &Words, chance: &mut Chance) {
    tags.open("ChemicalList");
    for _ in 0..chance.many(3.8) {
        tags.open("Chemical");
        tags.with("RegistryNumber", |out| {
            if chance.share(0.4) {
                out.push('0');
            } else {
                out.extend((0..10).map(|_| char::from(b"ABCDEFGH0123456789"[chance.below(18)])));
            }
        });
        let (rank, drug) = (chance.rank(11), chance.share(0.5));
        let name = if drug { words.drugs.at(rank) } else { words.nouns.at(rank) };
        tags.with(&coded("NameOfSubstance", 'C', rank, false), |out| capital(name, out));
        tags.close("Chemical");
    }
    tags.close("ChemicalList");
}

/// Headings with their qualifiers; what is always tagged first.
pub fn mesh(tags: &mut Tags<'_>, words: &Words, chance: &mut Chance) {
    tags.open("MeshHeadingList");
    for place in 0..chance.many(8.3) {
        tags.open("MeshHeading");
        if place < 3 {
            let rank = chance.below(CHECK_TAGS.len());
            tags.text(&coded("DescriptorName", 'D', rank, false), CHECK_TAGS[rank]);
        } else {
            let rank = chance.rank(14);
            tags.with(&coded("DescriptorName", 'D', 1000 + rank, chance.share(0.25)), |out| {
                capital(words.nouns.at(rank), out);
                if rank.is_multiple_of(3) {
                    out.push_str(", ");
                    capital(words.adjectives.at(rank / 3), out);
                }
            });
            for _ in 0..[0, 0, 1, 1, 1, 2][chance.below(6)] {
                let rank = chance.below(QUALIFIERS.len());
                tags.text(&coded("QualifierName", 'Q', rank, chance.share(0.3)), QUALIFIERS[rank]);
            }
        }
        tags.close("MeshHeading");
    }
    tags.close("MeshHeadingList");
}

/// A tag with the number of its term.
fn coded(name: &str, letter: char, rank: usize, major: bool) -> String {
    match letter {
        'C' => format!("{name} UI=\"C{rank:06}\""),
        _ => format!("{name} UI=\"{letter}{rank:06}\" MajorTopicYN=\"{}\"", if major { 'Y' } else { 'N' }),
    }
}

/// The authors' own terms.
pub fn keywords(tags: &mut Tags<'_>, words: &Words, chance: &mut Chance) {
    tags.open("KeywordList Owner=\"NOTNLM\"");
    for _ in 0..chance.many(5.0) {
        tags.with("Keyword MajorTopicYN=\"N\"", |out| {
            words.adjectives.write(chance, out);
            out.push(' ');
            words.nouns.write(chance, out);
        });
    }
    tags.close("KeywordList");
}

/// What the article cites, with the PMIDs that are known.
pub fn references(
    tags: &mut Tags<'_>,
    pmid: usize,
    year: usize,
    words: &Words,
    journals: &Journals,
    chance: &mut Chance,
) {
    tags.open("ReferenceList");
    for _ in 0..chance.many(28.5) {
        let then = year - chance.below(12).min(year - 1930);
        let journal = journals.any(then, chance);
        tags.open("Reference");
        tags.with("Citation", |out| {
            for _ in 0..chance.between(1, 3) {
                capital(words.names.any(chance), out);
                out.push(' ');
                out.push(char::from(b'A' + chance.below(26) as u8));
                out.push_str(", ");
            }
            out.push_str("et al. ");
            if chance.share(0.6) {
                title(words, chance, out);
                out.push(' ');
            }
            out.extend([&journal.iso, ". "]);
            number(then, out);
            out.push(';');
            number(chance.between(1, 400), out);
            out.push(':');
            let page = chance.between(1, 2000);
            number(page, out);
            out.push('-');
            number(page + 9, out);
            out.push('.');
        });
        if chance.share(0.75) {
            tags.open("ArticleIdList");
            if year > 2005 && chance.share(0.3) {
                tags.with("ArticleId IdType=\"doi\"", |out| {
                    journal.doi(then, 1, chance.below(99_999), chance, out)
                });
            }
            tags.number("ArticleId IdType=\"pubmed\"", chance.between(1, pmid));
            tags.close("ArticleIdList");
        }
        tags.close("Reference");
    }
    tags.close("ReferenceList");
}
