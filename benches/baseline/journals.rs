//! Several thousand made-up journals, and how their publishers write DOIs.

use super::chance::Chance;
use super::prose::number;
use super::words::{Words, capital};

/// How many there are.
const JOURNALS: usize = 6000;

const COUNTRIES: [&str; 12] = [
    "United States",
    "England",
    "Netherlands",
    "Germany",
    "Switzerland",
    "Japan",
    "France",
    "China",
    "Italy",
    "Denmark",
    "India",
    "Brazil",
];

/// Where articles appear.
pub struct Journal {
    pub title: String,
    pub iso: String,
    pub issn: String,
    pub nlm: usize,
    pub country: &'static str,
    pub first_year: usize,
    house: House,
    stem: String,
}

/// A publisher, by the way it numbers articles.
#[derive(Clone, Copy)]
enum House {
    /// `elw.j.cardi.2019.03.014`
    Stem,
    /// `spg-s01234-019-04512-3`
    Number,
    /// `wly.card.23541`
    Count,
    /// `plb.journal.card.0213456`
    Long,
    /// `oxf/cardio/dkz123`
    Letters,
    /// `mdb-card7040123`
    Volume,
}

/// All of them: large ones first.
pub struct Journals(Vec<Journal>);

impl Journals {
    /// Always the same.
    pub fn new(words: &Words) -> Self {
        let mut chance = Chance::of([0, 0, 7]);
        Self((0..JOURNALS).map(|place| Journal::new(place, words, &mut chance)).collect())
    }

    /// One that was there in a year. A few large ones have much of all, as PubMed has it: the largest about 1.3 %.
    pub fn any(&self, year: usize, chance: &mut Chance) -> &Journal {
        for _ in 0..8 {
            let place = chance.unit();
            let journal = &self.0[(place * place * JOURNALS as f64) as usize];
            if journal.first_year <= year {
                return journal;
            }
        }
        self.0.iter().find(|journal| journal.first_year <= year).unwrap_or(&self.0[0])
    }
}

impl Journal {
    fn new(place: usize, words: &Words, chance: &mut Chance) -> Self {
        let (mut adjective, mut noun) = (String::new(), String::new());
        capital(words.adjectives.at(place % 500), &mut adjective);
        capital(words.nouns.at(place.wrapping_mul(31) % 4000), &mut noun);
        let head = |word: &str| word[..word.len().min(4)].to_owned();
        let (title, iso) = match chance.below(4) {
            0 => {
                (format!("Journal of {adjective} {noun}"), format!("J {} {}", head(&adjective), head(&noun)))
            }
            1 => {
                (format!("{adjective} {noun} Research"), format!("{} {} Res", head(&adjective), head(&noun)))
            }
            2 => (
                format!("International Archives of {noun} and {adjective} Practice"),
                format!("Int Arch {} {} Pract", head(&noun), head(&adjective)),
            ),
            _ => {
                (format!("{noun} & {adjective} Science"), format!("{} {} Sci", head(&noun), head(&adjective)))
            }
        };
        let house = match chance.below(12) {
            0..=3 => House::Stem,
            4 | 5 => House::Number,
            6 | 7 => House::Count,
            8 => House::Long,
            9 | 10 => House::Letters,
            _ => House::Volume,
        };
        let stem = format!("{}{}", head(&adjective), head(&noun)).to_ascii_lowercase();
        Self {
            title,
            iso,
            issn: issn(9_100_000 + place),
            nlm: 990_100_000 + place,
            country: chance.pick(&COUNTRIES),
            // A third from before 1960, the others since then.
            first_year: chance.between(1930, 2018),
            house,
            stem,
        }
    }

    /// Writes the DOI of an article: publisher's part, journal's part, a tail of its own. All stand under the test prefix.
    pub fn doi(&self, year: usize, month: usize, article: usize, chance: &mut Chance, out: &mut String) {
        out.push_str("10.5555/");
        let stem = &self.stem;
        if year < 2001 {
            // As old articles have it: the journal's number, the year, what was the page.
            out.push_str(&self.issn);
            out.push('(');
            padded(year % 100, 2, out);
            out.push(')');
            padded(chance.below(100_000), 5, out);
            out.push('-');
            number(article, out);
            return;
        }
        match self.house {
            House::Stem => {
                out.extend(["elw.j.", stem, "."]);
                number(year, out);
                out.push('.');
                padded(month, 2, out);
                out.push('.');
                number(article, out);
            }
            House::Number => {
                out.push_str("spg-s");
                padded(self.nlm % 100_000, 5, out);
                out.push('-');
                padded(year % 100, 3, out);
                out.push('-');
                padded(chance.below(100_000), 5, out);
                out.push('-');
                number(article, out);
            }
            House::Count => {
                out.extend(["wly.", stem, "."]);
                number(article, out);
            }
            House::Long => {
                out.extend(["plb.journal.", stem, "."]);
                padded(article, 9, out);
            }
            House::Letters => {
                out.extend(["oxf/", stem, "/"]);
                for _ in 0..3 {
                    out.push(char::from(b'a' + chance.below(26) as u8));
                }
                number(article, out);
            }
            House::Volume => {
                out.extend(["mdb-", stem]);
                number(year - 1990, out);
                padded(month, 2, out);
                number(article, out);
            }
        }
    }
}

/// Writes a number with zeros before it.
pub fn padded(value: usize, width: usize, out: &mut String) {
    let begin = out.len();
    number(value, out);
    for _ in out.len() - begin..width {
        out.insert(begin, '0');
    }
}

/// An ISSN with its check digit.
fn issn(number: usize) -> String {
    let digits = number.to_string();
    let sum: u32 =
        digits.bytes().zip((2..=8).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).expect("one digit"),
    };
    format!("{}-{}{check}", &digits[..4], &digits[4..])
}
