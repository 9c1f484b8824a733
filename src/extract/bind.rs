//! Pass 2: what belongs to what. First the arms of the article and where each sentence names them; then, sentence by
//! sentence, the frames that bind values to arms, and the words and times that values are of.

mod arms;
mod compared;
mod direction;
mod frames;
mod outcome;
mod roles;
mod sizes;
mod subgroups;
mod time_point;
mod totals;
mod wholes;
mod words;

use crate::finding::{Extraction, Finding, Phrase, Reported};
use crate::text::Span;

use super::read::{Reading, finding};
use super::sentence::Sentence;
pub(crate) use outcome::{Choice, Choosable, FACTS};
pub use outcome::{KINDS, weight_name};

use arms::Arms;
use compared::compared;
use frames::{Scene, of_one_arm};
use subgroups::Subgroups;

/// The arms of an article.
pub(crate) fn arms(sentences: &[Sentence<'_>], readings: &[Vec<Reading>]) -> Arms {
    arms::find(sentences, readings)
}

/// Binds the readings of every sentence; the choices of outcomes are kept where they are asked for.
pub(crate) fn bind(
    sentences: &mut [Sentence<'_>],
    mut readings: Vec<Vec<Reading>>,
    mut arms: Arms,
    mut choices: Option<&mut Vec<Choice>>,
) -> Extraction {
    let mut sized = Vec::with_capacity(sentences.len());
    let mut wholes = Vec::new();
    for ((s, mentions), readings) in sentences.iter_mut().zip(&arms.mentions).zip(&mut readings) {
        sized.push(sizes::read(s, mentions, readings, &mut wholes));
    }
    let sentences = &*sentences;
    // Most articles of the literature give no result, and behind the last one nothing is left to bind.
    let last = readings.iter().rposition(|own| !own.is_empty());
    let mut findings = Vec::with_capacity(readings.iter().map(Vec::len).sum());
    let (mut order, mut printed, mut before) = (arms.pair(), arms.pair(), None);
    let mut time = None;
    let mut led = None;
    let mut dealt = Vec::new();
    let mut subgroups = Subgroups::behind(arms.arms.len());
    let mut roles = roles::Roles::of(sentences, &readings, arms.count());
    let mut carried = outcome::Carried::of(sentences, &readings, &arms.mentions, choices.is_some());
    for (n, (((s, readings), mentions), sized)) in
        sentences.iter().zip(&readings).zip(&arms.mentions).zip(&sized).enumerate()
    {
        if last.is_none_or(|last| n > last) {
            break;
        }
        let own = |reading: &Reading| sized.iter().find(|(i, _)| *i == reading.main).map(|(_, arm)| *arm);
        let bound = readings.iter().map(own).collect();
        let further = arms.further.get(n).map_or(&mentions[..], |further| &further[..]);
        let subjects = arms.subjects.get(n).map_or(&[][..], |subjects| &subjects[..]);
        let values = frames::values(readings);
        let rows = frames::rows(s, readings, &values);
        let mut scene = Scene {
            s,
            readings,
            values: &values,
            rows: &rows,
            mentions,
            further,
            subjects,
            arms: &arms,
            order,
            printed,
            dealt: &dealt,
            led: led.filter(|_| n.checked_sub(1).is_some_and(|before| s.follows(&sentences[before]))),
            before,
            bound,
        };
        frames::bind(&mut scene);
        led = scene.leads_on();
        let mut times = time_point::find(s);
        time_point::without_names(&scene, &mut times);
        time = time_point::carried(&scene, &times, time.take());
        if readings.is_empty() {
            (order, printed, before) = (scene.order_behind(), scene.printed_behind(), scene.before_next());
            continue;
        }
        let mut chosen = outcome::choices(&scene, &carried);
        let mut outcomes = outcome::pick(&scene, &mut chosen, &mut carried);
        outcome::mirrored(&scene, &mut outcomes);
        outcome::dealt(&scene, &mut outcomes);
        outcome::whole(scene.s, &mut outcomes);
        if let Some(choices) = choices.as_deref_mut() {
            choices.extend(chosen);
        }
        let apart = Subgroups::apart(&scene, roles.counted());
        for (i, reading) in readings.iter().enumerate() {
            let mut found = finding(reading, s);
            if of_one_arm(reading) {
                found.arm = scene.bound[i];
            } else {
                (found.arm, found.comparator) = compared(&scene, reading);
            }
            if !matches!(reading.result, Reported::Participants(_) | Reported::FollowUp(_)) {
                let quoted = |span: Span| Phrase { text: span.of(s.text).to_owned(), span };
                found.outcome = outcome::named(&scene, reading).or(outcomes[i]).map(quoted);
                if !matches!(reading.result, Reported::PValue(_)) {
                    found.time_point =
                        time_point::of(&scene, &times, time.as_ref().map(|time| &time.point), reading);
                }
            }
            if let Some(time) = &found.time_point
                && !found.span.contains(time.value.span)
            {
                found.support.push(time.span);
            }
            // "304 in each group" is said of every arm.
            match frames::each_arm(&scene, reading) {
                Some(each) => {
                    for arm in each {
                        let mut found = Finding { arm: Some(arm), ..found.clone() };
                        roles.settle(&mut found, s, readings, reading);
                        findings.push(found);
                    }
                }
                None => {
                    roles.settle(&mut found, s, readings, reading);
                    if roles.part(&found, reading) {
                        subgroups.give(s, readings, reading, &arms.arms, &mut found);
                    }
                    subgroups.give_assigned(s, readings, reading, &arms.arms, &mut found);
                    subgroups.give_lettered(s, reading, &arms.arms, &mut found);
                    subgroups.give_listed(&scene, reading, &arms.arms, &mut found);
                    subgroups.give_apart(s, &apart, reading, &arms.arms, &mut found);
                    findings.push(found);
                }
            }
        }
        (order, printed, before) = (scene.order_behind(), scene.printed_behind(), scene.before_next());
        if let Some(arms) = scene.dealt_behind() {
            dealt = arms;
        }
    }
    wholes::of_everybody(&mut findings);
    totals::of_their_size(&mut findings);
    arms.arms.append(&mut subgroups.arms);
    Extraction { arms: arms.arms, findings, unread: Vec::new(), short_forms: arms.short_forms }
}
