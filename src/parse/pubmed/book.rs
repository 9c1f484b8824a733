//! `PubmedBookArticle`: books, and chapters of books, from the NCBI Bookshelf.

use crate::record::{Author, Record, RecordKind};

use super::article::{Draft, own_pmid, pubmed_data};
use super::attribute::attribute_is;
use super::date;
use super::fields::{Pages, abstract_parts};
use super::ids::Ids;
use super::rich::Rich;
use super::xml::{Fault, Xml};

/// What the book says, used where the chapter says nothing.
#[derive(Default)]
struct Book {
    title: Rich,
    authors: Vec<Author>,
    editors: Vec<Author>,
    /// Where the book is found; a chapter's own only where the record is the whole book.
    ids: Ids,
}

/// `<PubmedBookArticle>`, behind its start tag.
pub(super) fn pubmed_book_article(xml: &mut Xml<'_>) -> Result<Record, Fault> {
    let mut draft = Draft::new(RecordKind::Book);
    let mut book = Book::default();
    while let Some(start) = xml.child()? {
        match start.name() {
            "BookDocument" => book_document(xml, &mut draft, &mut book)?,
            "PubmedBookData" => pubmed_data(xml, &mut draft)?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    draft.record.journal.title = Some(book.title.text.clone()).filter(|title| !title.is_empty());
    let chapter = !draft.title.is_empty();
    draft.ids.add_of_book(book.ids, chapter);
    if !chapter {
        draft.title = book.title;
    }
    if draft.record.authors.is_empty() {
        draft.record.authors = if book.authors.is_empty() { book.editors } else { book.authors };
    }
    Ok(draft.finish())
}

fn book_document(xml: &mut Xml<'_>, draft: &mut Draft, book: &mut Book) -> Result<(), Fault> {
    let mut pages = Pages::default();
    while let Some(start) = xml.child()? {
        let record = &mut draft.record;
        match start.name() {
            "PMID" if record.pmid.is_none() => own_pmid(xml, &start, record)?,
            "ArticleIdList" => xml.article_ids(&mut draft.ids)?,
            "Book" => book_of(xml, draft, book)?,
            "ArticleTitle" => draft.title = xml.rich()?,
            "VernacularTitle" => record.vernacular_title = xml.some_text()?,
            "Pagination" => pages.read(xml)?,
            "Language" => record.languages.extend(xml.some_text()?),
            "AuthorList" if attribute_is(&start, "Type", "editors")? => xml.authors(&mut book.editors)?,
            "AuthorList" => {
                record.authors_truncated |= attribute_is(&start, "CompleteYN", "N")?;
                xml.authors(&mut record.authors)?;
            }
            "InvestigatorList" => xml.investigators(&mut record.investigators)?,
            "PublicationType" => {
                let term = xml.term(&start)?;
                record.types.push(term);
            }
            "Abstract" => abstract_parts(xml, &mut draft.parts, &mut record.copyright)?,
            "KeywordList" => xml.keywords(&mut record.keywords)?,
            "DateRevised" => record.dates.revised = date::date(xml)?,
            "GrantList" => xml.grants(&mut record.grants)?,
            "ReferenceList" => draft.add_references(xml.count_references()?),
            "LocationLabel" | "Sections" | "ContributionDate" | "ItemList" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    draft.record.journal.pages = pages.settle();
    Ok(())
}

fn book_of(xml: &mut Xml<'_>, draft: &mut Draft, book: &mut Book) -> Result<(), Fault> {
    while let Some(start) = xml.child()? {
        let journal = &mut draft.record.journal;
        match start.name() {
            "Publisher" => {
                while let Some(start) = xml.child()? {
                    match start.name() {
                        "PublisherName" => journal.publisher = xml.some_text()?,
                        "PublisherLocation" => xml.skip()?,
                        _ => xml.skip_unknown(&start)?,
                    }
                }
            }
            "BookTitle" => book.title = xml.rich()?,
            "PubDate" => draft.record.dates.published = date::date(xml)?,
            "AuthorList" if attribute_is(&start, "Type", "editors")? => xml.authors(&mut book.editors)?,
            "AuthorList" => xml.authors(&mut book.authors)?,
            "InvestigatorList" => xml.investigators(&mut draft.record.investigators)?,
            "Volume" => journal.volume = xml.some_text()?,
            "Isbn" => xml.named_id("isbn", &mut draft.ids)?,
            "ELocationID" => xml.electronic_location(&start, &mut book.ids)?,
            "BeginningDate" | "EndingDate" | "VolumeTitle" | "Edition" | "CollectionTitle" | "Medium"
            | "ReportNumber" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(())
}
