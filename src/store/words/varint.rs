//! Whole numbers as SQLite writes them: seven bits a byte, the highest first.

/// Appends a number.
#[inline]
pub(super) fn put(out: &mut Vec<u8>, n: u64) {
    if n < 0x80 {
        out.push(n as u8);
    } else if n < 0x4000 {
        out.extend_from_slice(&[(n >> 7) as u8 | 0x80, n as u8 & 0x7f]);
    } else {
        long(out, n);
    }
}

fn long(out: &mut Vec<u8>, n: u64) {
    if n >> 56 != 0 {
        // The ninth byte holds eight bits.
        out.extend((0..8).map(|i| (n >> (57 - 7 * i)) as u8 & 0x7f | 0x80));
        out.push(n as u8);
        return;
    }
    let bytes = length(n);
    out.extend((1..bytes).rev().map(|i| (n >> (7 * i)) as u8 | 0x80));
    out.push(n as u8 & 0x7f);
}

/// Bytes that a number takes.
#[inline]
pub(super) fn length(n: u64) -> usize {
    (64 - (n | 1).leading_zeros() as usize).div_ceil(7).min(9)
}

/// The number at the head of `bytes`, and what follows it; nothing where it is cut off.
#[inline]
pub(super) fn get(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut n = 0;
    for (i, byte) in bytes.iter().enumerate().take(9) {
        if i == 8 {
            return Some((n << 8 | u64::from(*byte), &bytes[9..]));
        }
        n = n << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((n, &bytes[i + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_take_the_room_that_is_said() {
        let near = (0..64).flat_map(|bit| [(1_u64 << bit) - 1, 1 << bit, (1 << bit) + 1]);
        for n in near.chain([u64::MAX]) {
            let mut bytes = Vec::new();
            put(&mut bytes, n);
            assert_eq!(bytes.len(), length(n), "{n}");
            assert_eq!(get(&bytes[..bytes.len() - 1]), None, "{n}");
            bytes.push(7);
            assert_eq!(get(&bytes), Some((n, &[7][..])), "{n}");
        }
    }
}
