//! The language of words: `"heart failure" AND (mortality OR death*) NOT title:mice`.
//!
//! Words stand for themselves: hyphens, dots and apostrophes within them are no syntax. Words side by side must all be
//! there. What is written to FTS5 is always quoted, so that nothing a user types can be taken for its operators.

mod parse;
mod told;

pub use parse::WordsError;

/// Words that are looked for, and how they belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub(super) Expr);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    Term(Term),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    /// The first without the second.
    Without(Box<Expr>, Box<Expr>),
}

/// A word, or words in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    field: Option<Field>,
    text: String,
    /// The last word may go on.
    open: bool,
}

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Abstract,
    TitleOrAbstract,
    Mesh,
    Types,
    Journal,
    Authors,
}

/// Names of fields; the first of each is the one litx writes. PubMed's own short forms are known as well.
const FIELDS: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("ti", Field::Title),
    ("abstract", Field::Abstract),
    ("ab", Field::Abstract),
    ("tiab", Field::TitleOrAbstract),
    ("mesh", Field::Mesh),
    ("mh", Field::Mesh),
    ("type", Field::Types),
    ("types", Field::Types),
    ("pt", Field::Types),
    ("journal", Field::Journal),
    ("ta", Field::Journal),
    ("author", Field::Authors),
    ("authors", Field::Authors),
    ("au", Field::Authors),
];

impl Field {
    fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    /// The columns of full-text search.
    fn columns(self) -> &'static str {
        match self {
            Field::Title => "{title}",
            Field::Abstract => "{abstract}",
            Field::TitleOrAbstract => "{title abstract}",
            Field::Mesh => "{mesh}",
            Field::Types => "{types}",
            Field::Journal => "{journal}",
            Field::Authors => "{authors}",
        }
    }
}

/// Where words without a field are looked for. Names of journals and people are not among them: *Stroke* and *Pain* are
/// journals.
const EVERYWHERE: &str = "{title abstract mesh}";

impl Words {
    /// Reads words with fields.
    ///
    /// # Errors
    /// With the place and what to write in its stead.
    pub fn read(text: &str) -> Result<Self, WordsError> {
        parse::read(text, true).map(Self)
    }

    /// Reads words that are looked for in a phrase, where there are no fields.
    ///
    /// # Errors
    /// As [`Words::read`].
    pub fn of_phrase(text: &str) -> Result<Self, WordsError> {
        parse::read(text, false).map(Self)
    }

    /// As FTS5 reads it.
    pub fn to_fts(&self) -> String {
        self.0.fts()
    }

    /// What a text must hold for a phrase of its title or abstract to have these words.
    pub(super) fn of_text(&self) -> Expr {
        self.0.at_least(Field::TitleOrAbstract)
    }
}

impl Expr {
    /// A word of a field, as it stands.
    pub(super) fn phrase(field: Field, text: &str, open: bool) -> Self {
        Expr::Term(Term { field: Some(field), text: text.to_owned(), open })
    }

    /// All of them; the only one, where it is one.
    pub(super) fn all(mut parts: Vec<Expr>) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Expr::All(parts)),
        }
    }

    /// Any of them; the only one, where it is one.
    pub(super) fn any(mut parts: Vec<Expr>) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Expr::Any(parts)),
        }
    }

    pub(super) fn fts(&self) -> String {
        let joined = |parts: &[Expr], by: &str| {
            let parts: Vec<String> = parts.iter().map(Expr::fts).collect();
            format!("({})", parts.join(by))
        };
        match self {
            Expr::Term(term) => term.fts(),
            Expr::All(parts) => joined(parts, " AND "),
            Expr::Any(parts) => joined(parts, " OR "),
            Expr::Without(with, without) => format!("({} NOT {})", with.fts(), without.fts()),
        }
    }

    /// The same asked of a field, without what must not be there: a text may hold that elsewhere.
    fn at_least(&self, field: Field) -> Expr {
        match self {
            Expr::Term(term) => Expr::Term(Term { field: Some(field), ..term.clone() }),
            Expr::All(parts) => Expr::All(parts.iter().map(|part| part.at_least(field)).collect()),
            Expr::Any(parts) => Expr::Any(parts.iter().map(|part| part.at_least(field)).collect()),
            Expr::Without(with, _) => with.at_least(field),
        }
    }
}

impl Term {
    fn fts(&self) -> String {
        let columns = self.field.map_or(EVERYWHERE, Field::columns);
        let star = if self.open { " *" } else { "" };
        format!("{columns} : \"{}\"{star}", self.text.replace('"', "\"\""))
    }
}
