//! What storing a record changed.

/// What storing a record changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// The very same bytes, read by this litx or a newer one, are there already: nothing was written.
    Unchanged,
    /// A newer version replaced an older one; what differs.
    Updated(Vec<Part>),
    /// The same bytes, read again by a newer litx, or with more of them kept.
    Reread,
    /// A newer version is there already: nothing was written.
    Older,
    /// A later file of PubMed's withdrew it: nothing was written.
    Withdrawn,
}

/// A part of a record that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The abstract.
    Abstract,
    /// Retraction, correction, concern.
    Flags,
    /// Findings.
    Findings,
    /// Anything else.
    Other,
}

impl Part {
    /// As in the store.
    pub fn name(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Abstract => "abstract",
            Part::Flags => "flags",
            Part::Findings => "findings",
            Part::Other => "other",
        }
    }
}
