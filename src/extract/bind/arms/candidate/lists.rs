//! How the lists of an article are numbered, so that two names of one list are two arms.

/// The list of treatments that are told by their doses.
pub(in crate::extract::bind::arms) const TESTED: usize = 2;

/// How often lists are looked at for arms beside known ones.
pub(in crate::extract::bind::arms) const LISTED_TWICE: usize = 2;

/// The list of people that are counted side by side in a sentence.
pub(in crate::extract::bind::arms) const COUNTED: usize = 3;

/// The list of people that are compared.
pub(in crate::extract::bind::arms) const PEOPLE: usize = 1;

/// The list of the names before their values, behind those beside them.
pub(in crate::extract::bind::arms) const BESIDE: usize = 48;

/// The first list of the groups that a sentence sets against each other.
pub(in crate::extract::bind::arms) const HELD: usize = 112;

/// The first list of a sentence's risk factors; the lists of those of one row are of no matter.
pub(in crate::extract::bind::arms) const FACTORS: usize = 116;

/// The first list of a sentence's subjects.
pub(in crate::extract::bind::arms) const SUBJECTS: usize = 120;

/// The list of people that a sentence starts with, and of their opposite in another.
pub(in crate::extract::bind::arms) const CONTRARY: usize = 127;

/// Lists in one sentence, at most.
pub(in crate::extract::bind::arms) const LISTS: usize = 128;
