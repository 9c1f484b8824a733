use crate::finding::{Number, Reported, Role};

use super::cues::Cue;
use super::sizes::Sizes;
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let sizes = Sizes::of(article);
    // The whole: the largest size that is stated for everybody.
    let wholes = sizes.of_arm(None);
    let Some((of_whole, _, whole)) = wholes
        .iter()
        .filter(|(_, role, _)| *role != Role::Other)
        .max_by_key(|(_, _, n)| n.decimal.as_whole())
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        let part = match &finding.result {
            Reported::Participants(p) if finding.arm.is_some() => Some((p.n, "size")),
            Reported::Proportion(p) => p.total.map(|total| (total, "total")),
            _ => None,
        };
        if let Some((n, name)) = part {
            out.extend(judge(article, i, n, name, (*of_whole, *whole)));
        }
    }
    out
}

fn judge(
    article: &Article<'_>,
    i: usize,
    n: Number,
    name: &'static str,
    (k, whole): (usize, Number),
) -> Option<Verdict> {
    let (part, all) = (n.decimal.as_whole()?, whole.decimal.as_whole()?);
    let exempt = [Cue::Units, Cue::Shared, Cue::Adjusted];
    let ruling = if part <= all {
        Ruling::Agrees
    } else if article.says(article.extraction.findings[i].span, &exempt) || article.says_anywhere(&exempt) {
        Ruling::CannotTell
    } else {
        // Treatments, visits and events have totals of their own.
        Ruling::Disagrees(Grade::Info)
    };
    article.wants(ruling).then(|| {
        let message = match ruling {
            Ruling::Agrees => format!("{n} is no more than the {whole} of the whole study"),
            Ruling::CannotTell => {
                format!("{n} is more than {whole}, and the text speaks of other things than people once each")
            }
            Ruling::Disagrees(_) => format!("{n} is more than the {whole} of the whole study"),
        };
        Verdict::new("subgroup_size", ruling, message, vec![i, k])
            .saw(name, n)
            .saw("whole", whole)
            .computing("most", all.to_string())
    })
}
