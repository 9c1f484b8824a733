//! Short texts looked through eight bytes at a time: most names, values and indentations are no longer than that, and are over before a
//! search made for long ones has begun.

const EACH: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = 0x80 * EACH;

/// Where the first byte stands that `marks` marks: it is given eight bytes, the first lowest, and sets bits of those that it looks
/// for, and of others only behind one of these.
#[inline]
pub(super) fn first(bytes: &[u8], marks: impl Fn(u64) -> u64) -> Option<usize> {
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let marked = marks(u64::from_le_bytes(*eight));
        if marked != 0 {
            return Some(at + marked.trailing_zeros() as usize / 8);
        }
        at += eight.len();
    }
    // No byte that is looked for has its high bit set.
    let mut last = [0xff; 8];
    last.iter_mut().zip(&bytes[at..]).for_each(|(to, byte)| *to = *byte);
    let marked = marks(u64::from_le_bytes(last));
    (marked != 0).then(|| at + marked.trailing_zeros() as usize / 8)
}

/// The same where it mostly stands near; `far` looks on where it does not.
#[inline]
pub(super) fn near(
    bytes: &[u8],
    marks: impl Fn(u64) -> u64,
    far: impl FnOnce(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let mut at = 0;
    while at < NEAR
        && let Some(eight) = bytes[at..].first_chunk()
    {
        let marked = marks(u64::from_le_bytes(*eight));
        if marked != 0 {
            return Some(at + marked.trailing_zeros() as usize / 8);
        }
        at += eight.len();
    }
    far(&bytes[at..]).map(|found| at + found)
}

/// Bytes in which a search made for long texts has not yet paid.
const NEAR: usize = 24;

/// Marks bytes of ASCII below this one.
#[inline]
pub(super) fn below(eight: u64, least: u8) -> u64 {
    eight.wrapping_sub(u64::from(least) * EACH) & !eight & HIGH
}

/// Marks `<` and `>`.
#[inline]
pub(super) fn angles(eight: u64) -> u64 {
    these(eight | (2 * EACH), b'>')
}

/// Marks the two quotation marks of ASCII, `#` and `&`.
#[inline]
pub(super) fn quotes(eight: u64) -> u64 {
    these(eight | (5 * EACH), b'\'')
}

/// Marks bytes that are this one.
#[inline]
pub(super) fn these(eight: u64, byte: u8) -> u64 {
    below(eight ^ (u64::from(byte) * EACH), 1)
}

/// How many spaces `bytes` begin with, and one more where a line break stands before them.
#[inline]
pub(super) fn indentation(bytes: &[u8]) -> usize {
    let begin = usize::from(bytes.first() == Some(&b'\n'));
    begin + first(&bytes[begin..], |eight| eight ^ (u64::from(b' ') * EACH)).unwrap_or(bytes.len() - begin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_what_is_looked_for_is_found_wherever_it_stands() {
        let plain = "Ab0-_.:é~";
        for length in 0..20 {
            let before: String = plain.chars().cycle().take(length).collect();
            for (mark, behind) in
                [('<', "x>\u{1}"), ('>', ""), (' ', "  <"), ('\n', "é"), ('"', "><"), ('\'', "'")]
            {
                let text = format!("{before}{mark}{behind}");
                let found = first(text.as_bytes(), |eight| below(eight, b'(') | angles(eight));
                assert_eq!(found, Some(before.len()), "{text}");
                let found = first(text.as_bytes(), |eight| quotes(eight) | angles(eight));
                assert_eq!(found, text.find(['<', '>', '"', '\'']), "{text}");
            }
            assert_eq!(first(before.as_bytes(), |eight| below(eight, b'(') | angles(eight)), None);
        }
    }

    #[test]
    fn what_is_not_near_is_looked_for_further_on() {
        for length in 0..100 {
            let text = "é".repeat(length) + "<b>";
            let found = near(
                text.as_bytes(),
                |eight| these(eight, b'<'),
                |rest| rest.iter().position(|b| *b == b'<'),
            );
            assert_eq!(found, Some(2 * length));
            assert_eq!(near(text.as_bytes(), |eight| these(eight, b'&'), |_| None), None);
        }
    }

    #[test]
    fn spaces_are_counted_behind_a_line_break() {
        for length in 0..20 {
            for (head, tail) in
                [("", ""), ("\n", "<A>"), ("", "x"), ("\n", "\n "), ("", "é"), ("\n", "\0"), ("", "!")]
            {
                let text = format!("{head}{}{tail}", " ".repeat(length));
                assert_eq!(indentation(text.as_bytes()), head.len() + length, "{text:?}");
            }
        }
    }
}
