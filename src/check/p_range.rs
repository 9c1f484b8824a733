use crate::finding::Number;

use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let findings = article.extraction.findings.iter().enumerate();
    let mut last = None;
    findings
        .filter_map(|(i, finding)| Some((i, finding.p()?.value?)))
        // One P value may be of several findings.
        .filter(|(_, p)| last.replace(p.span) != Some(p.span))
        .filter_map(|(i, p)| judge(article, i, p))
        .collect()
}

/// Whether the letter before the number surely means probability: "(P=1.54)", not "(P: 1.75, 1.21 to 2.54)".
fn plain(article: &Article<'_>, p: Number) -> bool {
    let text = article.text().as_str();
    let operator = text[..p.span.start].trim_end().ends_with(['=', '<', '>', '≤', '≥']);
    operator && text[p.span.end..].starts_with([')', ']', ',', ';', '.'])
}

fn judge(article: &Article<'_>, i: usize, p: Number) -> Option<Verdict> {
    let x = p.to_f64();
    let (ruling, message, suspect) = if x > 1.0 {
        let grade = if plain(article, p) { Grade::Warn } else { Grade::Info };
        (grade, format!("{p} is no probability: it is above 1"), Some("decimal mark"))
    } else if p.decimal.is_negative() && x != 0.0 {
        (Grade::Warn, format!("{p} is no probability: it is below 0"), Some("sign"))
    } else if x == 0.0 {
        let half = p.decimal.half_unit();
        (Grade::Info, format!("no P value is 0; {p} stands for one below {half}"), Some("print artefact"))
    } else {
        return article.wants(Ruling::Agrees).then(|| {
            Verdict::new("p_range", Ruling::Agrees, format!("{p} is between 0 and 1"), vec![i]).saw("p", p)
        });
    };
    let ruling = Ruling::Disagrees(ruling);
    article.wants(ruling).then(|| {
        Verdict::new("p_range", ruling, message, vec![i])
            .suspecting(suspect)
            .saw("p", p)
            .computing("possible", "0 to 1".to_owned())
    })
}
