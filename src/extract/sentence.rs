//! A sentence with its items, which of them are read already, and small questions asked of places in it.

mod unit;

use std::ops::Range;

use crate::finding::{Comparison, Direction, Number};
use crate::text::Span;

use super::item::{Among, Item, Items, Shape, may_be, small};
use crate::lex::{Classes, Cue, Sort, Token, same};

/// One sentence as the rules see it.
pub(crate) struct Sentence<'t> {
    /// The whole text.
    pub(crate) text: &'t str,
    /// It is the title.
    pub(crate) title: bool,
    /// Its items.
    pub(crate) items: &'t [Item],
    /// Items whose numbers a rule has read.
    pub(crate) spent: &'t mut [bool],
    /// Which of its items are numbers, in any shape.
    pub(crate) numbers: &'t [usize],
    /// The classes of each item.
    classes: &'t [Classes],
    /// What is among them.
    among: Among,
}

/// An article cut into sentences.
pub(crate) struct Cut<'t> {
    text: &'t str,
    items: Items,
    spent: Vec<bool>,
    sentences: Vec<Extent>,
}

/// How much of an article's items is one sentence.
struct Extent {
    title: bool,
    items: usize,
    numbers: usize,
    among: Among,
}

impl<'t> Cut<'t> {
    /// Room for a text of so many tokens; its items are put where those of another were.
    pub(crate) fn of(text: &'t str, tokens: usize, mut items: Items) -> Self {
        items.reserve(tokens);
        Self { text, items, spent: Vec::new(), sentences: Vec::with_capacity(32) }
    }

    pub(crate) fn into_items(self) -> Items {
        self.items
    }

    /// Reads the items of the next sentence.
    pub(crate) fn push(&mut self, tokens: &[Token], title: bool) {
        let (items, numbers) = (self.items.items.len(), self.items.numbers.len());
        let among = self.items.read(tokens, self.text);
        let (items, numbers) = (self.items.items.len() - items, self.items.numbers.len() - numbers);
        self.sentences.push(Extent { title, items, numbers, among });
    }

    /// Every sentence, in text order.
    pub(crate) fn sentences(&mut self) -> Vec<Sentence<'_>> {
        self.spent = vec![false; self.items.items.len()];
        let Items { items, classes, numbers, .. } = &self.items;
        let (mut items, mut classes, mut numbers) = (&items[..], &classes[..], &numbers[..]);
        let mut spent = &mut self.spent[..];
        let mut sentences = Vec::with_capacity(self.sentences.len());
        for extent in &self.sentences {
            let own = items.split_at(extent.items);
            let own_classes = classes.split_at(extent.items);
            let own_numbers = numbers.split_at(extent.numbers);
            let own_spent = spent.split_at_mut(extent.items);
            sentences.push(Sentence {
                text: self.text,
                title: extent.title,
                items: own.0,
                spent: own_spent.0,
                numbers: own_numbers.0,
                classes: own_classes.0,
                among: extent.among,
            });
            (items, classes, numbers, spent) = (own.1, own_classes.1, own_numbers.1, own_spent.1);
        }
        sentences
    }
}

impl<'t> Sentence<'t> {
    /// Whether it is the next of the same section.
    pub(crate) fn follows(&self, before: &Sentence<'_>) -> bool {
        let ends = before.items.last().zip(self.items.first());
        let between = ends.and_then(|(last, first)| self.text.get(last.span.end..first.span.start));
        !before.title && between.is_some_and(|between| !between.contains('\n'))
    }

    /// The cue at a place; none behind the end.
    pub(crate) fn cue(&self, i: usize) -> Cue {
        self.items.get(i).map_or(Cue::None, |item| item.cue)
    }

    /// Whether the item at a place is of one of these classes.
    pub(crate) fn is(&self, i: usize, classes: Classes) -> bool {
        self.classes.get(i).is_some_and(|own| own.meet(classes))
    }

    /// Whether the sentence has an item of one of these classes.
    pub(crate) fn has(&self, classes: Classes) -> bool {
        self.among.classes.meet(classes)
    }

    /// Whether the item at a place is of this sort.
    pub(crate) fn is_of(&self, i: usize, sort: Sort) -> bool {
        self.items.get(i).is_some_and(|item| item.sorts.has(sort))
    }

    /// Whether the sentence has an item of this sort.
    pub(crate) fn holds(&self, sort: Sort) -> bool {
        self.among.sorts.has(sort)
    }

    /// Whether any of its words, be it one of a phrase, may be of one of these sorts.
    pub(crate) fn may_say(&self, sorts: &[Sort]) -> bool {
        self.among.words.meet(sorts)
    }

    /// Whether an item of one of these classes stands in a stretch of the sentence.
    pub(crate) fn any(&self, stretch: Range<usize>, classes: Classes) -> bool {
        self.first(stretch, classes).is_some()
    }

    /// The first item of one of these classes in a stretch of the sentence.
    pub(crate) fn first(&self, stretch: Range<usize>, classes: Classes) -> Option<usize> {
        let items = self.stretch(&stretch, classes)?;
        items.iter().position(|own| own.meet(classes)).map(|at| stretch.start + at)
    }

    /// The last item of one of these classes in a stretch of the sentence.
    pub(crate) fn last(&self, stretch: Range<usize>, classes: Classes) -> Option<usize> {
        let items = self.stretch(&stretch, classes)?;
        items.iter().rposition(|own| own.meet(classes)).map(|at| stretch.start + at)
    }

    /// The classes of a stretch, as far as the sentence goes, unless it has none of these.
    fn stretch(&self, stretch: &Range<usize>, classes: Classes) -> Option<&[Classes]> {
        let end = stretch.end.min(self.classes.len());
        self.classes.get(stretch.start..end).filter(|_| self.has(classes))
    }

    /// The sign at a place.
    pub(crate) fn mark(&self, i: usize) -> Option<char> {
        self.items.get(i).and_then(Item::mark)
    }

    /// Whether the sign or the name of a currency stands at a place.
    pub(crate) fn is_currency(&self, i: usize) -> bool {
        self.cue(i) == Cue::Currency || matches!(self.mark(i), Some('$' | '£' | '€'))
    }

    /// The words at a place.
    pub(crate) fn words(&self, i: usize) -> &'t str {
        self.items.get(i).map_or("", |item| item.span.of(self.text))
    }

    /// How long the words at a place are, in bytes.
    pub(crate) fn length(&self, i: usize) -> usize {
        self.items.get(i).map_or(0, |item| item.span.len())
    }

    /// Whether the word at a place is one of these.
    ///
    /// Inlined, so that lengths and first letters of a rule's words are constants: see [`may_be`].
    #[inline(always)]
    pub(crate) fn is_word(&self, i: usize, words: &[&str]) -> bool {
        let Some(item) = self.items.get(i) else { return false };
        may_be(words, item.head, item.span.len())
            && words.iter().any(|word| {
                word.len() == item.span.len()
                    && word.as_bytes().first().is_some_and(|first| small(*first) == item.head)
                    && self.reads(item.span, word)
            })
    }

    /// Whether a word stands there, no number and no mark.
    pub(crate) fn is_plain_word(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| item.mark().is_none() && !item.numeric())
    }

    /// Whether a month stands there; the verb "may" is none.
    pub(crate) fn month(&self, i: usize) -> bool {
        let named =
            |item: &Item| item.cue == Cue::Month || item.head == b'm' && item.span.of(self.text) == "May";
        self.items.get(i).is_some_and(named)
    }

    /// Whether these characters stand there, in capitals or not. Not inlined: few words come so far.
    #[inline(never)]
    fn reads(&self, span: Span, word: &str) -> bool {
        same(&self.text.as_bytes()[span.range()], word.as_bytes())
    }

    /// The unread number at a place, per-cent sign or not.
    pub(crate) fn number(&self, i: usize) -> Option<Number> {
        self.items.get(i).filter(|_| !self.spent[i]).and_then(Item::number)
    }

    /// The unread plain number at a place.
    pub(crate) fn plain(&self, i: usize) -> Option<Number> {
        match self.items.get(i)?.shape {
            Shape::Number(n) if !self.spent[i] && !self.items[i].named => Some(n),
            _ => None,
        }
    }

    /// The unread count of people (a whole number) at a place.
    pub(crate) fn count(&self, i: usize) -> Option<Number> {
        self.plain(i).filter(|n| n.decimal.as_whole().is_some())
    }

    /// `10.1/4.5 mm Hg`: the second value of the pair that starts at a place.
    pub(crate) fn second_of_pair(&self, i: usize) -> Option<usize> {
        let slash = self.mark(i + 1) == Some('/') && !self.items[i + 1].spaced;
        let unit = || self.unit_end(i + 3).is_some() || self.percent(i + 2).is_some();
        (slash && self.plain(i).is_some() && self.number(i + 2).is_some() && unit()).then_some(i + 2)
    }

    /// The unread percentage at a place.
    pub(crate) fn percent(&self, i: usize) -> Option<Number> {
        match self.items.get(i)?.shape {
            Shape::Percent(n) if !self.spent[i] => Some(n),
            _ => None,
        }
    }

    /// Whether an opening bracket stands here.
    pub(crate) fn opens(&self, i: usize) -> bool {
        matches!(self.mark(i), Some('(' | '['))
    }

    /// Whether a closing bracket stands here.
    pub(crate) fn closes(&self, i: usize) -> bool {
        matches!(self.mark(i), Some(')' | ']'))
    }

    /// The place behind the bracket that opens at `i`, within a bound.
    pub(crate) fn behind_bracket(&self, i: usize) -> Option<usize> {
        let mut open = 0usize;
        let mut from = i;
        while let Some(at) = self.first(from..i + 24, Classes::BRACKET) {
            if self.opens(at) {
                open += 1;
            } else {
                open = open.saturating_sub(1);
                if open == 0 {
                    return Some(at + 1);
                }
            }
            from = at + 1;
        }
        None
    }

    /// The place behind marks of this sort, at most three.
    pub(crate) fn skip(&self, mut i: usize, marks: &[char]) -> usize {
        for _ in 0..3 {
            if self.mark(i).is_some_and(|c| marks.contains(&c)) {
                i += 1;
            }
        }
        i
    }

    /// How the number at `i` is bounded by what stands before it: `<1%`, "more than 24 months", "up to 41%".
    pub(crate) fn bound(&self, i: usize) -> Option<Comparison> {
        let before = i.checked_sub(1)?;
        // "> or = 50%", ">/= 50%"
        if self.mark(before) == Some('=')
            && before > 1
            && (self.cue(before - 1) == Cue::Or || self.mark(before - 1) == Some('/'))
        {
            return match self.mark(before - 2)? {
                '<' => Some(Comparison::AtMost),
                '>' => Some(Comparison::AtLeast),
                _ => None,
            };
        }
        match (self.mark(before), self.cue(before)) {
            (Some('<'), _) | (_, Cue::LessThan) => Some(Comparison::Less),
            (Some('>'), _) | (_, Cue::MoreThan) => Some(Comparison::Greater),
            (Some('≤'), _) | (_, Cue::AtMost) => Some(Comparison::AtMost),
            (Some('≥'), _) | (_, Cue::AtLeast) => Some(Comparison::AtLeast),
            _ => None,
        }
    }

    /// The nearest cue before `i` of these classes that `wanted` takes, no farther than `reach` items.
    pub(crate) fn before<T>(
        &self,
        i: usize,
        reach: usize,
        classes: Classes,
        wanted: impl Fn(Cue) -> Option<T>,
    ) -> Option<(usize, T)> {
        let farthest = i.saturating_sub(reach);
        let mut end = i;
        loop {
            end = self.last(farthest..end, classes)?;
            if let Some(found) = wanted(self.cue(end)) {
                return Some((end, found));
            }
        }
    }

    /// The interval at `i` says itself that it is of a difference or ratio: "95% CI for the difference, 2 to 22".
    pub(crate) fn of_comparison(&self, i: usize) -> bool {
        let words = self.words(i).as_bytes();
        let said = |stem: &[u8]| words.windows(stem.len()).any(|w| w.eq_ignore_ascii_case(stem));
        said(b"differ") || said(b"ratio")
    }

    /// The direction a word here gives.
    pub(crate) fn direction(&self, i: usize) -> Option<Direction> {
        match self.cue(i) {
            Cue::Lower => Some(Direction::Lower),
            Cue::Higher => Some(Direction::Higher),
            _ => None,
        }
    }

    /// Where the clause of place `i` starts: behind the last semicolon, or comma outside of brackets with a verb
    /// before it, or the sentence's start.
    pub(crate) fn clause_start(&self, i: usize) -> usize {
        let farthest = i.saturating_sub(80);
        let mut end = i;
        while let Some(at) = self.last(farthest..end, Classes::SEMICOLON) {
            if self.items[at].depth == 0 {
                return at + 1;
            }
            end = at;
        }
        farthest
    }
}
