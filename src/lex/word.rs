//! Words as bytes, eight at a time: where one ends, and the number that all spellings of it share.

/// The bit that tells small ASCII letters from capital ones, in each of eight bytes.
const SMALL: u64 = 0x2020_2020_2020_2020;

const EACH: u64 = 0x0101_0101_0101_0101;

/// The bit that no ASCII character has, in each of eight bytes.
const HIGH: u64 = 0x80 * EACH;

/// A number that all spellings of a word share, whatever their case.
///
/// Two words of one length and of up to eight ASCII letters never share one; that no others do is only as good as sure.
#[inline]
pub(crate) fn key(word: &str) -> u64 {
    match word.as_bytes() {
        [sign @ 0..0x80] => mix(1, u64::from(*sign) | SMALL & 0xff),
        _ => long(word),
    }
}

/// The key of more than one byte. Not inlined, so that that of a sign is.
#[inline(never)]
fn long(word: &str) -> u64 {
    // Most words are of few letters.
    let few = if word.len() < 8 { few(word.as_bytes()) } else { HIGH };
    if few & HIGH == 0 {
        mix(word.len() as u64, (few | SMALL) & first(word.len()))
    } else if word.is_ascii() {
        fold(word.as_bytes(), SMALL)
    } else {
        fold(word.to_lowercase().as_bytes(), 0)
    }
}

fn fold(word: &[u8], small: u64) -> u64 {
    let (eights, rest) = word.as_chunks::<8>();
    let start = word.len() as u64;
    let key = eights.iter().fold(start, |key, eight| mix(key, u64::from_le_bytes(*eight) | small));
    if rest.is_empty() { key } else { mix(key, (eight(rest, 0) | small) & first(rest.len())) }
}

fn mix(key: u64, eight: u64) -> u64 {
    (key.rotate_left(23) ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The ASCII letters from `at` on: where they end, and the key of the word they are.
#[inline]
pub(super) fn letters(text: &[u8], at: usize) -> (usize, u64) {
    // Nearly every word ends within sixteen bytes: they are looked at once.
    let (head, tail) = match text.get(at..at + 16).and_then(<[u8]>::first_chunk::<16>) {
        Some(both) => {
            let both = u128::from_le_bytes(*both);
            (both as u64, (both >> 64) as u64)
        }
        None => (eight(text, at), eight(text, at + 8)),
    };
    let count = leading_letters(head);
    if count < 8 {
        return (at + count, mix(count as u64, (head | SMALL) & first(count)));
    }
    let count = leading_letters(tail);
    if (1..8).contains(&count) {
        let key = mix(8 + count as u64, head | SMALL);
        return (at + 8 + count, mix(key, (tail | SMALL) & first(count)));
    }
    let mut end = at + 8;
    loop {
        let count = leading_letters(eight(text, end));
        end += count;
        if count < 8 {
            return (end, fold(&text[at..end], SMALL));
        }
    }
}

/// Whether two words are the same but for capitals. Those of Latin and Greek letters with accents differ in the same bit; of
/// what else does, nothing stands in words. Byte by byte: most words that are compared part at their second or third.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| (a ^ b) & !0x20 == 0)
}

/// How many of eight bytes, from the first on, are ASCII letters.
fn leading_letters(eight: u64) -> usize {
    // No sum of two seven-bit bytes reaches into the next byte; its high bit tells which of the two is meant.
    let seven = (eight | SMALL) & !HIGH;
    let from_a = seven + (0x80 - b'a' as u64) * EACH;
    let behind_z = seven + (0x7f - b'z' as u64) * EACH;
    let letter = from_a & !behind_z & !eight & HIGH;
    ((letter ^ HIGH).trailing_zeros() / 8) as usize
}

/// A mask of the first bytes of eight; fewer than eight.
fn first(count: usize) -> u64 {
    (1 << (8 * count)) - 1
}

/// Eight bytes from `at` on as one number, the first lowest; nothing behind the end.
fn eight(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => few(rest),
    }
}

/// Fewer than eight bytes, in two halves that may overlap.
fn few(bytes: &[u8]) -> u64 {
    if let (Some(low), Some(high)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (low, high) = (u32::from_le_bytes(*low), u32::from_le_bytes(*high));
        return u64::from(low) | u64::from(high) << (8 * (bytes.len() - 4));
    }
    bytes.iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_behind_their_letters_and_spellings_share_a_key() {
        let text = "Randomisation, of 12 @z[a`b{c HbA1c été Interquartile-range";
        let words = |text: &str| {
            let mut at = 0;
            let mut words = Vec::new();
            while at < text.len() {
                let (end, found) = letters(text.as_bytes(), at);
                if end > at {
                    words.push(&text[at..end]);
                    assert_eq!(found, key(&text[at..end]));
                }
                at = end.max(at) + 1;
            }
            words.join(" ")
        };
        assert_eq!(words(text), "Randomisation of z a b c HbA c t Interquartile range");
        assert_eq!(key("ReDuction"), key("rEductIon"));
        assert_eq!(key("Été"), key("étÉ"));
        assert_ne!(key("reduction"), key("reductions"));
    }
}
