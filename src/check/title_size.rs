use crate::finding::{Number, Reported};

use super::cues::Cue;
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let title = article.text().title_span();
    let mut of_title = None;
    let mut of_text: Vec<(usize, Number)> = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        let Reported::Participants(p) = &finding.result else { continue };
        if title.contains(finding.span) {
            of_title.get_or_insert((i, p.n));
        } else {
            of_text.push((i, p.n));
        }
    }
    of_title.and_then(|one| judge(article, one, &of_text)).into_iter().collect()
}

fn judge(article: &Article<'_>, (i, n): (usize, Number), of_text: &[(usize, Number)]) -> Option<Verdict> {
    let size = n.decimal.as_whole()?;
    let largest = of_text.iter().max_by_key(|(_, n)| n.decimal.as_whole())?;
    let same = of_text.iter().find(|(_, n)| n.decimal.as_whole() == Some(size));
    let ruling = match (same, largest.1.decimal.as_whole()) {
        (Some(_), _) => Ruling::Agrees,
        // Arms that make the title's number, or a number printed but not read as a size.
        _ if printed(article, n) || sums_to(of_text, size) => Ruling::CannotTell,
        _ if article.says_anywhere(&[Cue::Adjusted, Cue::Units]) => Ruling::Disagrees(Grade::Info),
        (None, Some(largest)) if largest < size => Ruling::Disagrees(Grade::Info),
        _ => Ruling::Disagrees(Grade::Warn),
    };
    article.wants(ruling).then(|| {
        let (k, other) = *same.unwrap_or(largest);
        let message = match ruling {
            Ruling::Agrees => format!("title and abstract both say {n}"),
            Ruling::CannotTell => format!("the abstract prints {n}, or parts that make it"),
            Ruling::Disagrees(_) => format!("the title says {n}, the abstract {other} at most"),
        };
        Verdict::new("title_size", ruling, message, vec![i, k])
            .saw("title", n)
            .saw("abstract", other)
            .computing("size", size.to_string())
    })
}

/// Whether the abstract prints the number anywhere.
fn printed(article: &Article<'_>, n: Number) -> bool {
    let text = article.text();
    let digits = n.span.of(text.as_str());
    digits.bytes().any(|b| b.is_ascii_digit()) && text.as_str()[text.title_span().end..].contains(digits)
}

/// Whether some of the sizes, one behind the other, add up to it.
fn sums_to(sizes: &[(usize, Number)], whole: u64) -> bool {
    let sizes: Vec<u64> = sizes.iter().take(32).filter_map(|(_, n)| n.decimal.as_whole()).collect();
    (0..sizes.len()).any(|from| {
        let mut sum = 0u64;
        sizes[from..].iter().any(|n| {
            sum = sum.saturating_add(*n);
            sum == whole
        })
    })
}
