//! The order of files by their names, as people count: `part2` before `part10`.

use std::cmp::Ordering;
use std::path::Path;

/// Compares paths part by part, numbers in names as numbers.
pub fn by_name(a: &Path, b: &Path) -> Ordering {
    let (mut left, mut right) = (a.components(), b.components());
    loop {
        return match (left.next(), right.next()) {
            (Some(one), Some(other)) => {
                let (one, other) = (one.as_os_str().to_string_lossy(), other.as_os_str().to_string_lossy());
                match names(&one, &other).then_with(|| one.cmp(&other)) {
                    Ordering::Equal => continue,
                    order => order,
                }
            }
            (one, other) => one.is_some().cmp(&other.is_some()),
        };
    }
}

/// The same for two names; those that differ in leading zeros alone are equal.
fn names(mut a: &str, mut b: &str) -> Ordering {
    loop {
        let (x, y) = (digits(a), digits(b));
        if x > 0 && y > 0 {
            let number = |text: &str, n: usize| text[..n].trim_start_matches('0').to_owned();
            let (one, other) = (number(a, x), number(b, y));
            match one.len().cmp(&other.len()).then_with(|| one.cmp(&other)) {
                Ordering::Equal => (a, b) = (&a[x..], &b[y..]),
                order => return order,
            }
            continue;
        }
        let (mut one, mut other) = (a.chars(), b.chars());
        match (one.next(), other.next()) {
            (None, None) => return Ordering::Equal,
            (x, y) => match x.cmp(&y) {
                Ordering::Equal => (a, b) = (one.as_str(), other.as_str()),
                order => return order,
            },
        }
    }
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let sorted = ["a", "a/x", "a/x1", "a/x02", "a/x2", "a/x10", "a/x10b", "a2/b", "a10/a", "b", "é1"];
        for (i, one) in sorted.iter().enumerate() {
            for (j, other) in sorted.iter().enumerate() {
                assert_eq!(by_name(Path::new(one), Path::new(other)), i.cmp(&j), "{one} {other}");
            }
        }
        // Longer than any number of a machine.
        let long = |end: &str| format!("n{}{end}", "9".repeat(60));
        assert_eq!(by_name(Path::new(&long("1")), Path::new(&long("2"))), Ordering::Less);
    }
}
