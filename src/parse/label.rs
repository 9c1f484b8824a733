//! Labels inside a running text: `BACKGROUND: … METHODS: …` cut into sections.

/// Labels journals use, in lower case. One of these is a label wherever it stands; other words in capitals only where
/// the text has two or more of them.
const KNOWN: [&str; 61] = [
    "abstract",
    "aim",
    "aims",
    "background",
    "background and aims",
    "background and objective",
    "background and objectives",
    "background and purpose",
    "background/aims",
    "conclusion",
    "conclusions",
    "conclusion and relevance",
    "conclusions and relevance",
    "context",
    "design",
    "design and setting",
    "design, setting, and participants",
    "discussion",
    "findings",
    "funding",
    "hypothesis",
    "importance",
    "interpretation",
    "intervention",
    "interventions",
    "introduction",
    "limitations",
    "main outcome measure",
    "main outcome measures",
    "main outcomes and measures",
    "main results",
    "materials and methods",
    "measurements",
    "measurements and main results",
    "method",
    "methodology",
    "methods",
    "methods and findings",
    "methods and results",
    "objective",
    "objectives",
    "outcome measures",
    "participants",
    "patients",
    "patients and methods",
    "primary outcome measure",
    "purpose",
    "rationale",
    "registration",
    "result",
    "results",
    "selection criteria",
    "setting",
    "setting and participants",
    "significance",
    "study design",
    "subjects",
    "subjects and methods",
    "summary",
    "trial registration",
    "trial registration number",
];

/// The longest label that is looked for, in bytes.
const LONGEST: usize = 80;

/// A label and the text behind it.
pub(super) type Section<'t> = (Option<&'t str>, &'t str);

/// A place where a label may stand.
struct Candidate {
    start: usize,
    label_end: usize,
    text_start: usize,
    known: bool,
    /// In small letters within a line: a label only in a text that begins with one.
    small: bool,
}

/// Cuts a text at its labels: `LABEL: ` at the start of a sentence, `Label: ` at the start of a line (and of sentences,
/// where the text begins so), and a label on a line of its own. The texts are without white space around them; a text without labels is one section.
pub(super) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut found = candidates(text);
    if found.iter().filter(|candidate| !candidate.known).count() < 2 {
        found.retain(|candidate| candidate.known);
    }
    if found.first().is_none_or(|first| !text[..first.start].trim().is_empty()) {
        found.retain(|candidate| !candidate.small);
    }
    let mut out = Vec::new();
    let head = text[..found.first().map_or(text.len(), |first| first.start)].trim();
    if !head.is_empty() {
        out.push((None, head));
    }
    for (i, candidate) in found.iter().enumerate() {
        let end = found.get(i + 1).map_or(text.len(), |next| next.start);
        let label = &text[candidate.start..candidate.label_end];
        out.push((Some(label.trim()), text[candidate.text_start..end].trim()));
    }
    out
}

fn candidates(text: &str) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut line = 0;
    while line < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[line..]).map_or(text.len(), |at| line + at);
        if let Some(candidate) = at_line_start(text, line, end).or_else(|| alone(text, line, end)) {
            out.push(candidate);
        }
        let from = out.last().map_or(line, |last| last.text_start.max(line));
        in_sentences(text, from, end, &mut out);
        line = end + 1;
    }
    out
}

fn at_line_start(text: &str, start: usize, end: usize) -> Option<Candidate> {
    let line = &text[start..end];
    let start = start + (line.len() - line.trim_start().len());
    let line = line.trim();
    let colon = line.find(':').filter(|colon| *colon <= LONGEST)?;
    let label = line[..colon].trim_end();
    let known = is_known(label);
    let sound = known || in_capitals(label);
    sound.then_some(Candidate {
        start,
        label_end: start + label.len(),
        text_start: start + colon + 1,
        known,
        small: false,
    })
}

/// `LABEL` alone on its line; what follows may begin with the colon that was left over.
fn alone(text: &str, start: usize, end: usize) -> Option<Candidate> {
    let line = &text[start..end];
    let start = start + (line.len() - line.trim_start().len());
    let label = line.trim().trim_end_matches(':').trim_end();
    if label.is_empty() {
        return None;
    }
    let known = is_known(label);
    let rest = text.get(end..)?.trim_start();
    let colon = rest.starts_with(':');
    if !(known || (in_capitals(label) && colon)) {
        return None;
    }
    let text_start = if colon { text.len() - rest.len() + 1 } else { end };
    Some(Candidate { start, label_end: start + label.len(), text_start, known, small: false })
}

/// `… ended. LABEL: text` within one line.
fn in_sentences(text: &str, from: usize, end: usize, out: &mut Vec<Candidate>) {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memchr(b':', bytes.get(at..end).unwrap_or_default()) {
        let colon = at + found;
        at = colon + 1;
        if !bytes.get(colon + 1).is_none_or(u8::is_ascii_whitespace) {
            continue;
        }
        let capitals = label_before(text, from, colon);
        let small = !in_capitals(capitals);
        let label = if small { words_before(text, from, colon) } else { capitals };
        if label.is_empty() || (small && !is_known(label)) {
            continue;
        }
        let start = colon - label.len();
        let before = text[from..start].trim_end();
        let sentence = before.ends_with(ENDS) || before.is_empty();
        if before.len() < start - from && sentence {
            let known = is_known(label);
            out.push(Candidate { start, label_end: colon, text_start: colon + 1, known, small });
        }
    }
}

/// What a sentence before a label may end with.
const ENDS: [char; 9] = ['.', '?', '!', ')', ']', ';', '"', '\u{201d}', '%'];

/// The words between the end of a sentence and a colon, where they are few and begin with a capital.
fn words_before(text: &str, from: usize, colon: usize) -> &str {
    let mut start = from.max(colon.saturating_sub(LONGEST));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = &text[start..colon];
    let words = near.rfind(ENDS).map_or(near, |at| near[at..].trim_start_matches(ENDS)).trim_start();
    if words.starts_with(|c: char| c.is_ascii_uppercase()) { words } else { "" }
}

/// The run of capitals right before a colon.
fn label_before(text: &str, from: usize, colon: usize) -> &str {
    let bytes = text.as_bytes();
    let mut start = colon;
    while start > from && colon - start < LONGEST && is_of_label(bytes[start - 1]) {
        start -= 1;
    }
    // Only ASCII was stepped over.
    text.get(start..colon).unwrap_or("").trim_start_matches([' ', ',', '/', '&', '-'])
}

fn is_of_label(byte: u8) -> bool {
    byte.is_ascii_uppercase() || matches!(byte, b' ' | b'/' | b',' | b'&' | b'-')
}

fn in_capitals(label: &str) -> bool {
    label.len() <= LONGEST
        && label.bytes().filter(u8::is_ascii_uppercase).count() >= 4
        && label.bytes().all(|b| is_of_label(b) || matches!(b, b'(' | b')'))
}

fn is_known(label: &str) -> bool {
    if label.len() > LONGEST {
        return false;
    }
    let lower = label.to_ascii_lowercase();
    KNOWN.contains(&lower.as_str())
}
