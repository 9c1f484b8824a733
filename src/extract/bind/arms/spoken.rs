//! What sentences speak of: exposures and groups that are no arms of the trial, and what they are set against.

use super::candidate::Candidate;
use super::held::Held;
use super::table::Table;
use super::{FACTORS, LISTS, Mention, SUBJECTS, Subject, estimated, factors, subject};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;

/// What is known of the trial.
pub(super) struct Trial {
    /// How many of the arms more than results name.
    pub(super) known: usize,
    /// It compares two.
    pub(super) paired: bool,
    pub(super) control: Option<ArmId>,
}

/// Two arms, and the items where a sentence says them in other words than their names.
type Said = [(ArmId, (usize, usize)); 2];

/// What an article's sentences speak of.
pub(super) struct Spoken {
    /// Per sentence; none where there is nothing of the sort.
    pub(super) subjects: Vec<Vec<Subject>>,
    /// By sentence.
    pub(super) said: Vec<(usize, Said)>,
}

impl Spoken {
    pub(super) fn of<'t>(
        table: &mut Table<'t, '_>,
        trial: &Trial,
        sentences: &[Sentence<'t>],
        words: &[Words<'t>],
        readings: &[Vec<Reading>],
        held: Vec<(usize, Held<'t>)>,
    ) -> Self {
        let mut own = Self { subjects: Vec::new(), said: Vec::new() };
        let words_of = words;
        let first = |name: &Candidate<'_>, verb: usize| name.words.first().map_or(verb, |w| w.item.min(verb));
        let mut add = |n: usize, subject: Subject| {
            own.subjects.resize_with(sentences.len(), Vec::new);
            own.subjects[n].push(subject);
        };
        let told = sentences.iter().zip(words).zip(readings).enumerate();
        for (n, ((sentence, words), readings)) in told.filter(|(_, (_, readings))| !readings.is_empty()) {
            let list = (n + 1) * LISTS + SUBJECTS;
            for found in subject::subjects(sentence, words, readings, trial.known == 0, list) {
                // Of two arms without a control, what acts is one by another name.
                if found.acts && trial.paired && trial.control.is_none() {
                    continue;
                }
                let Some(arm) = table.add_new(&found.name, trial.known) else { continue };
                let against = found.against.as_ref().and_then(|other| table.add_any(other));
                let against = against.or(trial.control.filter(|_| found.acts));
                let against = against.filter(|other| *other != arm);
                let first = first(&found.name, found.verb);
                add(n, Subject { arm, against, first, verb: found.verb, end: usize::MAX });
            }
            let list = (n + 1) * LISTS + FACTORS;
            let found = factors::factors(sentence, words, readings, list);
            if found.is_empty() && trial.known >= 2 {
                let title: &[Word<'_>] = if sentences[0].title { &words_of[0] } else { &[] };
                for part in estimated::parts(sentence, words, readings, title, list) {
                    table.add_new(&part, trial.known);
                }
            }
            for found in found {
                let Some(arm) = table.add_new(&found.name, trial.known) else { continue };
                add(n, Subject { arm, against: None, first: found.first, verb: found.last, end: found.end });
            }
        }
        for (n, found) in held {
            let Some((arm, against)) = table.add_any(&found.one).zip(table.add_any(&found.other)) else {
                continue;
            };
            // The arms of the trial are bound by what the sentence says of them.
            let both_known = [arm, against].iter().all(|arm| usize::from(arm.0) < trial.known);
            if arm == against || both_known {
                continue;
            }
            if let Some([one, other]) = found.places {
                own.said.push((n, [(arm, one), (against, other)]));
            }
            let first = first(&found.one, found.verb);
            add(n, Subject { arm, against: Some(against), first, verb: found.verb, end: usize::MAX });
        }
        own
    }
}

/// Puts what is said in other words among the mentions: "those without" is said of people without gout.
pub(super) fn stand_in(mentions: &mut [Vec<Mention>], said: Vec<(usize, Said)>) {
    for (n, places) in said {
        let Some(own) = mentions.get_mut(n) else { continue };
        for (arm, (first, last)) in places {
            own.retain(|m| m.last < first || m.first > last);
            let at = own.partition_point(|m| m.first < first);
            own.insert(at, Mention { arm, first, last });
        }
    }
}
