//! Sentences that hold no result: what most of PubMed consists of.
//!
//! `%n` is a noun, `%p` nouns, `%a` an adjective, `%v` a participle, `%c` a code (a gene, a strain), `%d` a drug, `%s` a place,
//! `%i` a small number, `%h` hundreds, `%y` a year. Numbers here are doses, ages, years and settings, none a result.

use super::chance::Chance;
use super::words::{Words, capital};

/// What a sentence is for.
#[derive(Clone, Copy)]
pub enum Part {
    Background,
    Methods,
    Results,
    Conclusions,
}

const BACKGROUND: &[&str] = &[
    "The %n of %a %p remains poorly understood.",
    "Little is known about the %a %n of %n in %a %p.",
    "%c is a %a %n that plays an important role in %n and %a %n.",
    "We aimed to investigate whether %n of the %a %n is %v with %a %n.",
    "The purpose of this study was to examine the %n of %d on %a %n and its %n.",
    "Previous reports have suggested that %a %n is %v by %n, but the %n is not clear.",
    "In recent years, %a %p have been %v as a %n of %a %n and of the %n.",
    "The aim was to describe how %p and %p shape the %n of %a %n.",
    "This article describes the %a %n of %n and discusses its %n for %a %p.",
    "There is growing interest in the %n between %a %n and %n, in particular where %p are %v.",
];

const METHODS: &[&str] = &[
    "The %p were %v by %a %n and then %v with %n.",
    "%a %p were %v with a %a %n that had been %v for %n and %n.",
    "A %a %n was %v to identify the %p of %n and %a %n.",
    "Samples were %v at 37 degrees C and %v by %a %n.",
    "The %n was given orally at a dose of %i mg/kg, and the %p were %v for %n.",
    "%a %n was %v with the use of a %n from %s.",
    "We reviewed the %a %n of %p that had been published since %y.",
    "The %n and the %n of %c were %v by %a %n, as %v before.",
    "Data were %v in %s from %y onward and %v by %n.",
    "Interviews about %n and %a %n were recorded, transcribed and %v by %n.",
];

const RESULTS: &[&str] = &[
    "The %n of %c was %v in %a %p but not in %a %n.",
    "%a %n was %v by %n, and this %n was blocked by %d.",
    "The %p showed a %a %n that was %v with %n and %a %n.",
    "No %n between %a %n and %n was %v.",
    "The %n led to %a %n of the %n, which was %v by %n and, to a lesser extent, by %n.",
    "Most of the %p were %v in the %a %n, where the %n of %n was %a.",
    "In addition, %a %p were %v to have a %a %n and a %a %n.",
    "%c and %c were both %v in the %n of %a %p.",
    "The %a %n was %v whenever %p were %v, whereas %n was not %v.",
    "Themes that recurred were %a %n, %n, %a %p and the %n of %n.",
    "A %a %n was found in the %n, with %n of the %a %n and without %n.",
    "The %n of the %n depended on %a %n and on the %n of %p.",
];

const CONCLUSIONS: &[&str] = &[
    "These findings suggest that %a %n contributes to the %n of %n.",
    "The results indicate that %n is a %a %n of %a %p and may be %v in %n.",
    "Our data support the %n of %a %n in %p with %a %n.",
    "Further studies are needed to clarify the %n of %n and %a %n.",
    "We conclude that the %a %n of %p is %v by %n.",
    "The possible %p of %n for %a %n are discussed.",
    "%a %n should be %v when %p with %n are %v.",
    "Taken together, %c may be a %a %n for the %n of %a %n.",
];

const TITLES: &[&str] = &[
    "The %n of %a %n in %p.",
    "%a %n of %n and %n: a %a %n of %p.",
    "Effects of %d on %a %n and %n in %a %p.",
    "%n of %c in %a %n.",
    "%a %p and the %n of %n.",
    "%c regulates %a %n through %n of the %a %n.",
    "A case of %a %n with %n of the %n.",
    "%n and %n in the %n of %a %n: an overview.",
    "Studies on %a %n. %i. The %n of %n.",
    "Use of %a %n for %n in %s.",
    "Towards a %a %n for %a %p.",
];

/// Writes so many sentences of one part, as long as there are any no two alike.
pub fn sentences(part: Part, many: usize, words: &Words, chance: &mut Chance, out: &mut String) {
    let forms = match part {
        Part::Background => BACKGROUND,
        Part::Methods => METHODS,
        Part::Results => RESULTS,
        Part::Conclusions => CONCLUSIONS,
    };
    let first = chance.below(forms.len());
    for place in 0..many {
        gap(out);
        // Seven shares no factor with how many forms there are.
        fill(forms[(first + 7 * place) % forms.len()], words, chance, out);
    }
}

/// A space before the next sentence.
pub fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Writes a title.
pub fn title(words: &Words, chance: &mut Chance, out: &mut String) {
    fill(chance.pick(TITLES), words, chance, out);
}

/// Writes a form with its places filled; the first letter is a capital.
pub fn fill(form: &str, words: &Words, chance: &mut Chance, out: &mut String) {
    let begin = out.len();
    let mut parts = form.split('%');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (slot, rest) = part.split_at(1);
        match slot {
            "n" => words.nouns.write(chance, out),
            "p" => {
                words.nouns.write(chance, out);
                plural(out);
            }
            "a" => words.adjectives.write(chance, out),
            "v" => words.participles.write(chance, out),
            "d" => out.push_str(words.drugs.any(chance)),
            "s" => capital(words.places.any(chance), out),
            "c" => code(chance, out),
            "i" => number(chance.between(2, 40), out),
            "h" => number(chance.between(60, 900), out),
            "y" => number(chance.between(1955, 2020), out),
            other => unreachable!("%{other} is no place of a form"),
        }
        out.push_str(rest);
    }
    // The head of all words is in letters of ASCII.
    if let Some(first) = out.get(begin..=begin).map(str::to_ascii_uppercase) {
        out.replace_range(begin..=begin, &first);
    }
}

/// Makes the last word one of many.
fn plural(out: &mut String) {
    let (cut, end) = match out.as_str() {
        word if word.ends_with("sis") => (2, "es"),
        word if word.ends_with('y') => (1, "ies"),
        word if ["s", "ren", "men", "mice", "ria"].iter().any(|end| word.ends_with(end)) => (0, ""),
        _ => (0, "s"),
    };
    out.truncate(out.len() - cut);
    out.push_str(end);
}

/// A gene, a strain, a cell line: three or four letters and a number.
fn code(chance: &mut Chance, out: &mut String) {
    for _ in 0..chance.between(3, 4) {
        out.push(char::from(b'A' + chance.below(26) as u8));
    }
    if chance.share(0.5) {
        out.push('-');
    }
    number(chance.between(1, 29), out);
}

/// Writes a number in digits.
pub fn number(number: usize, out: &mut String) {
    let (mut digits, mut left, mut at) = ([0_u8; 20], number, 20);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[at..]).expect("digits"));
}
