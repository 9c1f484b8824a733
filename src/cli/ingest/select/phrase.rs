//! Words that stand one behind the other in a text, whatever is between them but words; case and accents do not count, as in search.

use std::fmt;

use memchr::memmem;

use crate::text::plain;

/// Words one behind the other; the last may be the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Phrase {
    /// ` heart failure `; without the blank at its end where it ends in a beginning.
    folded: String,
}

impl Phrase {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut folded = fold(text);
        if folded.trim().is_empty() {
            return Err(format!("`{text}` holds no word"));
        }
        if text.ends_with('*') {
            folded.truncate(folded.trim_end().len());
        }
        Ok(Self { folded })
    }

    /// Whether any of them stands in a text.
    pub(super) fn any(phrases: &[Phrase], text: &str) -> bool {
        let folded = fold(text);
        phrases.iter().any(|phrase| memmem::find(folded.as_bytes(), phrase.folded.as_bytes()).is_some())
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.folded.trim())?;
        f.write_str(if self.folded.ends_with(' ') { "" } else { "*" })
    }
}

/// A text as its words in lower case, a blank before and behind each.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase().map(plain));
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}
