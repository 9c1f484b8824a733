//! Names that say only which side of a trial is meant: "the control group", "the combination", "monotherapy".

use super::entry::told;
use super::table::Table;
use crate::lex::Sort;

impl Table<'_, '_> {
    /// "control group" means the arm that is a control; "intervention group" the other one of two.
    pub(super) fn side(&self, keys: &[u64], list: usize) -> Option<usize> {
        // "the combination" of three arms is the only one that is one.
        if self.arms.len() > 2 && keys.iter().all(|k| told(*k, Sort::Whole) && !told(*k, Sort::Lone)) {
            let mut combined = (0..self.arms.len()).filter(|i| self.arms[*i].combined);
            return combined
                .next()
                .filter(|i| combined.next().is_none() && (list == 0 || self.arms[*i].list != list));
        }
        let [a, b] = &self.arms[..] else { return None };
        if list > 0 && (a.list == list || b.list == list) {
            return None;
        }
        let controls = keys.iter().all(|k| told(*k, Sort::Control));
        if keys.iter().all(|k| told(*k, Sort::Whole)) {
            // "combination" is the combined arm, "monotherapy" and "alone" the other.
            let single = keys.iter().all(|k| told(*k, Sort::Lone));
            return match (a.combined, b.combined) {
                (true, false) => Some(usize::from(single)),
                (false, true) => Some(usize::from(!single)),
                _ => None,
            };
        }
        let tests = keys.iter().all(|k| told(*k, Sort::Experimental));
        match (a.control, b.control) {
            (true, false) if controls => Some(0),
            (true, false) if tests => Some(1),
            (false, true) if controls => Some(1),
            (false, true) if tests => Some(0),
            // The arm under test is named first, where the two were named together.
            (false, false) if controls && a.list == b.list => Some(1),
            (false, false) if tests && a.list == b.list => Some(0),
            _ => None,
        }
    }
}
