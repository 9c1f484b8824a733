//! Trial numbers in running text.

use std::collections::HashSet;

use memchr::memmem;

use crate::id::Nct;
use crate::record::{Record, TrialId, TrialSource};

/// Adds the trials that title and abstract name (`NCT` and eight digits) and no data bank did; leaves each once.
pub(super) fn name_in_text(record: &mut Record) {
    let mut known = HashSet::new();
    record.trials.retain(|trial| known.insert(trial.nct));
    let text = record.text.as_str();
    let bytes = text.as_bytes();
    for at in memmem::find_iter(bytes, b"NCT") {
        let digits = bytes.get(at + 3..at + 11).filter(|d| d.iter().all(u8::is_ascii_digit));
        let ends = !bytes.get(at + 11).is_some_and(u8::is_ascii_digit);
        let starts = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let (Some(digits), true, true) = (digits, starts, ends) else { continue };
        let number = digits.iter().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
        if let Some(nct) = Nct::new(number)
            && known.insert(nct)
        {
            record.trials.push(TrialId { nct, found_in: TrialSource::Text });
        }
    }
}
