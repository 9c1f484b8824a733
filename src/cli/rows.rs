//! The row formats: csv, tsv, Markdown, HTML.

use super::args::Format;
use super::article::Article;
use super::report::Failure;
use crate::export::rows;

/// What opens the findings of articles, one a row.
pub(crate) fn head(format: Format) -> Result<String, Failure> {
    head_of(format, rows::COLUMNS)
}

/// The findings of an article, one a row.
pub(crate) fn article_rows(format: Format, article: &Article) -> Result<String, Failure> {
    body(format, &rows::rows(&article.id(), &article.found.record, &article.extraction))
}

/// What opens a row format.
pub(crate) fn head_of(format: Format, columns: &[&str]) -> Result<String, Failure> {
    let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
    Ok(match format {
        Format::Csv => separated(b',', std::slice::from_ref(&columns))?,
        Format::Tsv => separated(b'\t', std::slice::from_ref(&columns))?,
        Format::Md => {
            let rule: Vec<String> = columns.iter().map(|_| "---".to_owned()).collect();
            rows::markdown(&columns) + &rows::markdown(&rule)
        }
        Format::Html => format!("<table>\n{}", rows::html(&columns, "th")),
        _ => String::new(),
    })
}

/// What closes a row format.
pub(crate) fn foot(format: Format) -> &'static str {
    if format == Format::Html { "</table>\n" } else { "" }
}

/// Rows in a row format.
pub(crate) fn body(format: Format, rows: &[Vec<String>]) -> Result<String, Failure> {
    Ok(match format {
        Format::Csv => separated(b',', rows)?,
        Format::Tsv => separated(b'\t', rows)?,
        Format::Md => rows.iter().map(|row| rows::markdown(row)).collect(),
        Format::Html => rows.iter().map(|row| rows::html(row, "td")).collect(),
        _ => String::new(),
    })
}

fn separated(by: u8, rows: &[Vec<String>]) -> Result<String, Failure> {
    let mut writer = csv::WriterBuilder::new().delimiter(by).from_writer(Vec::new());
    let failed = |e: csv::Error| Failure::input(format!("cannot write the rows: {e}"));
    for row in rows {
        writer.write_record(row).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|e| Failure::input(format!("cannot write the rows: {e}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
