//! Words of arm names that say little by themselves, by their keys: `vocabulary.txt`, which [`Class`] tells of.

use crate::extract::sorts::{Sort, Sorts};

macro_rules! said {
    ($($name:ident = $sort:ident,)*) => {
        $(pub(super) fn $name(key: u64) -> bool {
            Sorts::of_word(key).has(Sort::$sort)
        })*
    };
}

said! {
    generic = Generic,
    no_name = NoName,
    control = Control,
    experimental = Experimental,
    negation = Negation,
    joins = Joins,
    foreign = Foreign,
    weak = Weak,
    lone = Lone,
    whole = Whole,
    recipient = Recipient,
    assigns = Assigns,
}
