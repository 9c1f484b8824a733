//! Evidence catalogues: files of claims, each with its source, as people keep them in git.
//!
//! A catalogue is YAML, TOML or JSON. Reading it keeps the digits as they are written (0.50 is not 0.5) and the place
//! of every part, so that a message can point at it; a name that is not known is an error with a suggestion.

pub mod claim;
mod fault;
mod figures;
mod mapping;
mod node;
mod read;

pub use claim::Claim;
pub use fault::{Fault, Lines, Place};
pub use mapping::Mapping;
pub use node::Language;

/// A catalogue's claims, with the text they stand in.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The file as people name it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Its claims, in order.
    pub claims: Vec<Claim>,
}

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its places. A catalogue with a fault has no claims: nothing is
    /// passed over in silence.
    pub fn read(file: &str, text: String, language: Language) -> Result<Self, Vec<Fault>> {
        let root = node::parse(&text, language)?;
        let claims = read::claims(&root)?;
        Ok(Self { file: file.to_owned(), text, claims })
    }

    /// Reads a file of another form.
    ///
    /// # Errors
    /// As [`Catalogue::read`].
    pub fn mapped(
        file: &str,
        text: String,
        language: Language,
        mapping: &Mapping,
    ) -> Result<Self, Vec<Fault>> {
        let root = node::parse(&text, language)?;
        let claims = mapping.claims(&root)?;
        Ok(Self { file: file.to_owned(), text, claims })
    }
}
