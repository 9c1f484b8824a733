//! Who the groups are: from "randomly assigned … to receive either X or Y", the title, "the X group".

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Arm, ArmId, ShortForm};
use crate::lex::Sort;

mod alias;
mod alone;
mod assignment;
mod before_value;
mod beside;
mod called;
mod candidate;
mod comparison;
mod contrary;
mod counted;
mod entry;
mod estimated;
mod factors;
mod gotten;
mod groups;
mod having;
mod held;
mod listed;
mod measured;
mod mentions;
mod neighbours;
mod once;
mod order;
mod phrase;
mod pointed;
mod recipients;
mod short_form;
mod side;
mod sized;
mod speaks;
mod spoken;
mod stands;
mod strengths;
mod subject;
mod table;
mod tested;
mod together;
mod topic;
mod trial;
mod with_both;

use super::words::{Word, Words};
use candidate::Candidate;
use candidate::lists::{
    BESIDE, CONTRARY, COUNTED, FACTORS, HELD, LISTED_TWICE, LISTS, PEOPLE, SUBJECTS, TESTED,
};
use once::Once;
use short_form::ShortForms;
use speaks::{introduces_arms, speaks_of_arms};
use spoken::{Spoken, Trial};
use stands::{count, counted, happened, placed};
use table::Table;

/// More arms than any trial reports in an abstract.
const MOST: usize = 8;

/// Where an arm is named in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) arm: ArmId,
    /// First and last item of the phrase (with "group" behind it).
    pub(super) first: usize,
    pub(super) last: usize,
}

/// What a sentence is about, no arm of the trial: an exposure, a group of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    pub(super) arm: ArmId,
    pub(super) against: Option<ArmId>,
    /// The items of its first word and of its verb.
    pub(super) first: usize,
    pub(super) verb: usize,
    /// Where what it is said of ends.
    pub(super) end: usize,
}

/// The arms of an article and where each sentence names them.
#[derive(Default)]
pub(crate) struct Arms {
    pub(super) arms: Vec<Arm>,
    /// The short forms that its sentences define.
    pub(super) short_forms: Vec<ShortForm>,
    /// Per sentence, in order.
    pub(super) mentions: Vec<Vec<Mention>>,
    /// The same with the groups that only results name; none where there are no such groups.
    pub(super) further: Vec<Vec<Mention>>,
    /// Per sentence, what its estimates are of because it is about it; none where there is nothing of the sort.
    pub(super) subjects: Vec<Vec<Subject>>,
    /// How many of the arms more than results name: the first.
    known: u16,
    /// The two that the trial compares, the arm under test first, where it has two and no more.
    pair: Option<(ArmId, ArmId)>,
    /// The name of one of them says that it is the control.
    told: bool,
    /// The one arm that is a control, where there is one.
    control: Option<ArmId>,
    /// Of each arm of more than two the others that it is the control of.
    below: Vec<order::Below>,
    /// Of each arm the one that it is mostly named beside, where the trial has more than two.
    partners: Vec<Option<ArmId>>,
}

impl Arms {
    /// Of an article that has none.
    fn none(sentences: usize, short_forms: Vec<ShortForm>) -> Self {
        Self { short_forms, mentions: vec![Vec::new(); sentences], ..Self::default() }
    }
}

/// Finds the arms and their mentions.
pub(super) fn find(sentences: &[Sentence<'_>], readings: &[Vec<Reading>]) -> Arms {
    let mut words: Vec<Words<'_>> =
        sentences.iter().map(|s| if introduces_arms(s) { Words::of(s) } else { Words::default() }).collect();
    let mut forms = ShortForms::default();
    let (mut assigned, mut grouped, mut compared) = (Vec::new(), Vec::new(), Vec::new());
    let mut given = Vec::new();
    // Names before the only size of their sentence, by their place in `grouped`.
    let mut alone = Vec::new();
    let mut once = Once::default();
    // A control stands besides two treatments.
    let mut third = false;
    for (n, (sentence, words)) in sentences.iter().zip(&words).enumerate() {
        short_form::note(sentence, words, &mut forms);
        // Lists are numbered so that no two sentences share a number.
        let list = (n + 1) * LISTS;
        if !sentence.title {
            assigned.extend(assignment::assignment(sentence, words, list));
            if assigned.is_empty() && given.is_empty() {
                given = assignment::passive(sentence, words, list);
            }
        }
        let before = grouped.len();
        groups::groups(sentence, words, list + 1, &mut grouped);
        compared.extend(comparison::comparison(sentence, words, list + 2));
        neighbours::compared(sentence, words, &mut grouped);
        let from = grouped.len();
        let sizes = sized::sized(sentence, words, &mut grouped);
        if sizes == 1 && grouped.len() == from + 1 {
            alone.push(from);
        }
        once.note(sentence, words, sizes, &grouped[from..]);
        recipients::recipients(sentence, words, list + LISTS - 1, &mut grouped);
        third = third || side::third_beside(&grouped[before..]);
    }
    candidate::concentration::settle([&mut assigned, &mut grouped, &mut compared]);
    // In most articles of the literature nobody is treated, and nothing comes of the rest.
    let named = !assigned.is_empty() || !grouped.is_empty() || !compared.is_empty();
    if !named && readings.iter().all(Vec::is_empty) && !sentences.iter().any(|s| s.may_say(&[Sort::Side])) {
        return Arms::none(sentences.len(), forms.places());
    }
    for (words, s) in words.iter_mut().zip(sentences) {
        if words.is_empty() && speaks_of_arms(s) {
            *words = Words::of(s);
        }
    }
    // A size alone is as often of everybody: the words before it must be said again.
    for at in alone {
        let name: &mut Candidate<'_> = &mut grouped[at];
        name.sure = count(&words, &name.words) >= 2;
    }
    // "the prevalence of X" says that X is what was measured.
    let happens = happened(&words);
    grouped.retain(|c| !counted(&happens, &c.words));
    let measured = measured::comparisons(&compared, &forms, &happens);
    compared.retain(|c| !measured.contains(&c.list));
    let mut table = Table::new(&forms);
    table.third = third
        || grouped.chunk_by(|a, b| a.list == b.list).any(|row| row[0].list > 0 && side::third_control(row))
        || words.iter().any(side::apart);
    table.single = words.iter().any(side::single);
    assigned.iter().take(MOST).for_each(|candidate| table.add(candidate));
    let mut randomised: Vec<u64> = table.arms.iter().map(|arm| arm.id()).collect();
    // A comparison in the title names the arms, if the abstract speaks of both.
    if table.arms.len() < 2 {
        comparison::pairs(&mut table, compared.iter().filter(|c| c.sure), |c| {
            c.words.len() <= 5 && placed(&words, &c.words) >= 1
        });
    }
    for candidate in grouped.iter().filter(|c| c.sure) {
        table.add(candidate);
    }
    // What is said often enough on both sides of a comparison names arms, where nothing surer does.
    if table.arms.len() < 2 {
        comparison::pairs(&mut table, compared.iter(), |c| {
            c.words.len() <= 4 && count(&words, &c.words) >= 2 && placed(&words, &c.words) >= 1
        });
    }
    // "Tolvarin or placebo was given" assigns nobody.
    if table.arms.len() < 2 && given.iter().all(|c| tested::returned(c, &words)) {
        given.iter().for_each(|candidate| table.add(candidate));
    }
    if table.arms.len() < 2 {
        for candidate in grouped.iter().filter(|c| !c.sure && count(&words, &c.words) >= 2) {
            table.add_lone(&candidate.words, true);
        }
    }
    // A study without treatments compares people: "women" and "men", "cases" and "controls".
    if table.arms.len() < 2 {
        for candidate in counted::sides(&words, PEOPLE) {
            table.add(&candidate);
        }
    }
    // Or people of two sorts who are counted side by side.
    if table.arms.len() < 2 {
        for (n, ((sentence, own), readings)) in sentences.iter().zip(&words).zip(readings).enumerate() {
            let again = |name: &[Word<'_>]| count(&words, name) >= 2;
            let found = counted::counted(sentence, own, readings, (n + 1) * LISTS + COUNTED, again);
            for candidate in &found {
                table.add(candidate);
            }
            if !found.is_empty() {
                break;
            }
        }
    }
    // A control without what it is the control of.
    if table.arms.len() == 1
        && table.is_control(0)
        && let Some(candidate) = tested::tested(sentences, &words, &forms, false)
    {
        table.add(&candidate);
    }
    // A treatment without its control: "a placebo-controlled trial".
    if table.arms.len() == 1
        && !table.is_control(0)
        && let Some(candidate) = tested::placebo(sentences, &words)
    {
        table.add(&candidate);
    }
    if table.arms.len() < 2 {
        let known = table.arms.len();
        let given = tested::treatments(sentences, &words, readings, TESTED);
        // One treatment and nothing beside it is no arm.
        for candidate in given.iter().filter(|_| given.len() + known >= 2) {
            table.add(candidate);
        }
    }
    if table.arms.len() == 1
        && table.is_control(0)
        && let Some(candidate) = tested::tested(sentences, &words, &forms, true)
    {
        table.add(&candidate);
    }
    for candidate in grouped.iter().chain(&compared).filter(|c| !c.sure || c.list > 0) {
        table.add_lone(&candidate.words, false);
    }
    topic::call(&mut table, sentences, &words, readings, &happens, &compared);
    together::call(&mut table, &words);
    table.short_names(&words);
    alone::call(&mut table, &words);
    strengths::strengths(&mut table, sentences, &words, readings);
    let mentioned = |table: &Table<'_, '_>| -> Vec<Vec<Mention>> {
        let (index, unions) = (table.index(), together::unions(table));
        let named = |s, words| together::joined(s, mentions::mentions(&index, s, words), &unions);
        sentences.iter().zip(&words).map(|(s, words)| named(s, words)).collect()
    };
    let mut mentions = mentioned(&table);
    let aliases = alias::aliases(&table, sentences, &words, &mentions);
    if !aliases.is_empty() {
        let ids = |(into, from): &(usize, usize)| (table.arms[*into].id(), table.arms[*from].id());
        let ids: Vec<(u64, u64)> = aliases.iter().map(ids).collect();
        let assigned = |id: u64| ids.iter().filter(|(_, from)| *from == id).map(|(into, _)| *into).next();
        let more: Vec<u64> = randomised.iter().filter_map(|id| assigned(*id)).collect();
        randomised.extend(more);
        table.unite(&aliases);
        mentions = mentioned(&table);
    }
    // What a list names beside an arm is one, and so may be what another list names beside that.
    let assigned = table.arms.iter().filter(|arm| randomised.contains(&arm.id())).count();
    for _ in 0..if assigned < 2 { LISTED_TWICE } else { 0 } {
        if !neighbours::grow(&mut table, sentences, &words, &mentions, &happens, &compared) {
            break;
        }
        mentions = mentioned(&table);
    }
    if together::jointly::call(&mut table, sentences, &words, readings, &mentions) {
        mentions = mentioned(&table);
    }
    let gotten = gotten::gotten(&table, sentences, &words, &mentions);
    if !gotten.is_empty() {
        for (label, name) in gotten {
            table.arms[label].push(&name);
        }
        mentions = mentioned(&table);
    }
    once.note_values(sentences, readings, &mentions);
    if table.prune(&mentions, &once) {
        // What was a name of two is of the one that is left.
        let telling = |c: &&Candidate<'_>| c.sure && !c.words.iter().all(|w| w.is_of(Sort::Experimental));
        for candidate in grouped.iter().filter(telling) {
            table.add_lone(&candidate.words, false);
        }
        mentions = mentioned(&table);
    }
    let doubled = alias::double::doubles(&table, &words, &mentions, |_, _| true);
    if !doubled.is_empty() {
        table.unite(&doubled);
        mentions = mentioned(&table);
    }
    mentions = sentences.iter().zip(mentions).map(|(s, own)| mentions::gotten(s, own)).collect();
    let known = table.arms.len();
    // Arms that were let go of are not counted.
    let assigned = table.arms.iter().take_while(|arm| randomised.contains(&arm.id())).count();
    let two = if assigned == 2 { 2 } else { known };
    let ordered = (two == 2 && known >= 2).then(|| order::pair(&table, sentences, &mentions));
    let (pair, names_tell) = (ordered.map(|(pair, _)| pair), ordered.is_some_and(|(_, told)| told));
    let several = if pair.is_none() || known > 2 { known } else { 0 };
    let below = order::below(&table, sentences, &mentions, several);
    let mut controls = (0..known).filter(|i| table.is_control(*i));
    let control = controls.next().filter(|_| controls.next().is_none()).map(|i| ArmId(i as u16));
    if let Some((tested, _)) = pair {
        mentions = sentences.iter().zip(mentions).map(|(s, m)| mentions::join(s, m, tested)).collect();
    }
    let (mut beside, mut held) = (Vec::new(), Vec::new());
    let told = sentences.iter().zip(&words).zip(readings).enumerate();
    let all = &words;
    for (n, ((sentence, words), readings)) in told.filter(|(_, (_, readings))| !readings.is_empty()) {
        let around = measured::Around { known: &mentions[n], paired: known >= 2, forms: &forms, words: all };
        beside::beside(sentence, words, readings, &around, (n + 1) * LISTS + LISTS / 2, &mut beside);
        let list = (n + 1) * LISTS + LISTS / 2 + BESIDE;
        beside.extend(before_value::before_value(sentence, words, readings, &mentions[n], list));
        let list = (n + 1) * LISTS + HELD;
        held.extend(held::held(sentence, words, readings, list).into_iter().map(|found| (n, found)));
    }
    beside.extend(contrary::contrary(sentences, &words, readings, |n| (n + 1) * LISTS + CONTRARY));
    let measured: Vec<usize> =
        beside.iter().filter(|c| counted(&happens, &c.words)).map(|c| c.list).collect();
    let sides = held.iter_mut().flat_map(|(_, found)| [&mut found.one, &mut found.other]);
    with_both::left_out(&table, beside.iter_mut().chain(sides).collect());
    for candidate in beside.iter().filter(|c| !measured.contains(&c.list)) {
        table.add(candidate);
    }
    held.retain(|(_, found)| ![&found.one, &found.other].iter().any(|c| counted(&happens, &c.words)));
    for candidate in held.iter().flat_map(|(_, found)| [&found.one, &found.other]) {
        table.add(candidate);
    }
    let told = |found: Vec<Vec<Mention>>| -> Vec<Vec<Mention>> {
        sentences.iter().zip(found).map(|(s, own)| mentions::gotten(s, own)).collect()
    };
    let mut further = if table.arms.len() > known { told(mentioned(&table)) } else { Vec::new() };
    if known == 2 {
        let doubled = alias::double::doubles(&table, &words, &further, |a, b| a < known && b >= known);
        table.unite(&doubled);
        // A name that goes on as the one of another group is not said of the known arm.
        if !further.is_empty() {
            further = told(mentioned(&table));
            mentions = further.clone();
            mentions.iter_mut().for_each(|own| own.retain(|m| usize::from(m.arm.0) < known));
            if let Some((tested, _)) = pair {
                mentions =
                    sentences.iter().zip(mentions).map(|(s, m)| mentions::join(s, m, tested)).collect();
            }
            if table.arms.len() == known {
                further.clear();
            }
        }
    }
    let trial = Trial { known, paired: pair.is_some(), control };
    let Spoken { subjects, said } = Spoken::of(&mut table, &trial, sentences, &words, readings, held);
    let all = if further.is_empty() { &mentions } else { &further };
    let arms = table.arms(sentences, all);
    // "Those without" is no name, and yet is said of an arm.
    spoken::stand_in(&mut further, said);
    if known == 0 && !further.is_empty() {
        mentions = further.clone();
    }
    let two = pair.or((arms.len() == 2).then_some((ArmId(0), ArmId(1))));
    pointed::points(sentences, &mut mentions, two);
    pointed::points(sentences, &mut further, two);
    let paired = pair.is_some() || arms.len() < 2;
    let named = if further.is_empty() { &mentions } else { &further };
    let partners = if paired { Vec::new() } else { trial::partner::partners(named, arms.len()) };
    let short_forms = forms.places();
    Arms {
        arms,
        short_forms,
        mentions,
        further,
        subjects,
        known: known as u16,
        pair,
        told: names_tell,
        control,
        below,
        partners,
    }
}
