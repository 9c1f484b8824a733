//! How arms are printed: their names, and where the text has them.

use super::Table;
use crate::extract::bind::arms::Mention;
use crate::extract::bind::arms::entry::Entry;
use crate::extract::bind::words::{Word, stem};
use crate::extract::sentence::Sentence;
use crate::finding::{Arm, Phrase};
use crate::text::Span;

impl Table<'_, '_> {
    /// The arms as findings name them.
    pub(in crate::extract::bind::arms) fn arms(
        &self,
        sentences: &[Sentence<'_>],
        mentions: &[Vec<Mention>],
    ) -> Vec<Arm> {
        let names: Vec<String> = self.arms.iter().map(Entry::name).collect();
        let named = |(entry, name): (&Entry<'_>, &String)| {
            // "VFL + BSC" and "BSC" are not both called BSC.
            let shared = names.iter().filter(|other| *other == name).count() > 1;
            // Nor is one of "high-dose tolvarin" and "low-dose tolvarin" called tolvarin.
            let within = |other: &&Entry<'_>| {
                !std::ptr::eq(*other, entry)
                    && !other.combined
                    && other.strength.is_none()
                    && other.keys.len() > 1
                    && name.split(' ').all(|word| other.keys.contains(&stem(word)))
            };
            let apart = self.arms.iter().find(within).and_then(|other| entry.name_beside(&other.keys));
            let name = if shared { entry.full_name() } else { apart.unwrap_or_else(|| name.clone()) };
            Arm { name, mentions: Vec::new() }
        };
        let mut arms: Vec<Arm> = self.arms.iter().zip(&names).map(named).collect();
        for (s, mentions) in sentences.iter().zip(mentions) {
            for mention in mentions {
                let (mut first, mut last) = (mention.first, mention.last);
                // "tolvarin (5 mg)" with its bracket, of "tolvarin (5 and 10 mg)" what stands in it.
                let open =
                    (first..last).rfind(|i| s.opens(*i)).filter(|open| (*open..=last).all(|i| !s.closes(i)));
                match open {
                    Some(_) if s.closes(last + 1) => last += 1,
                    Some(open) => first = open + 1,
                    None => {}
                }
                let span = behind_or(s.text, s.items[first].span.to(s.items[last].span));
                push_mention(&mut arms[usize::from(mention.arm.0)], s.text, span);
            }
        }
        for (arm, entry) in arms.iter_mut().zip(&self.arms) {
            for phrase in &entry.phrases {
                let ends = phrase.first().zip(phrase.last());
                // "without" and what "those without" are without stand apart, as do words on both sides of "or".
                let span = ends.filter(|(a, b)| a.item <= b.item).map(|(a, b)| a.span().to(b.span()));
                // "tolvarin (5" is cut out of a bracket, and "tolvarin 5 mg (n = 30), 10 mg" jumps over one.
                let cut = |span: &Span| !whole(span.of(sentences[0].text), phrase);
                let or = |span: &Span| span.of(sentences[0].text).contains(" or ");
                let apart = |span: &Span| or(span) && phrase.iter().all(|w| !w.is(&["or"]));
                // One word is whole.
                let one = arm.mentions.is_empty() || matches!(phrase[..], [only] if only.word);
                if let Some(span) = span.filter(|span| one || !cut(span) && !apart(span)) {
                    push_mention(arm, sentences[0].text, span);
                }
            }
        }
        arms
    }
}

/// A place without the "or" of "with or without", whose last two words are one item.
fn behind_or(text: &str, span: Span) -> Span {
    let or = span.of(text).get(..3).is_some_and(|start| start.eq_ignore_ascii_case("or "));
    if or { Span::new(span.start + 3, span.end) } else { span }
}

/// Whether a name stands in the text as one: its brackets closed, no size and no number of another name in it.
fn whole(text: &str, name: &[Word<'_>]) -> bool {
    let signs = |sign: u8| text.bytes().filter(|byte| *byte == sign).count();
    let size = |pair: &[u8]| matches!(pair, [b'(' | b'[', b'n' | b'N']);
    let numbers =
        |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    let own: usize = name.iter().map(|w| numbers(w.text)).sum();
    signs(b'(') == signs(b')')
        && signs(b'[') == signs(b']')
        && !text.as_bytes().windows(2).any(size)
        && (own == 0 || numbers(text) == own)
}

fn push_mention(arm: &mut Arm, text: &str, span: Span) {
    let words = span.of(text);
    if arm.mentions.len() < 16 && !arm.mentions.iter().any(|m| m.text == words) {
        arm.mentions.push(Phrase { text: words.to_owned(), span });
    }
}
