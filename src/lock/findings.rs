//! Findings read back from their JSON, as `litx.findings/1` has them.
//!
//! The document says where a finding stands, not where each of its numbers does: they take the place of their finding, and
//! words the place of nothing.

use serde_json::{Map, Value};

use crate::export::findings::document;
use crate::extract::rule_names;
use crate::finding::{
    Arm, ArmId, Comparison, Decimal, Direction, Dispersion, DispersionKind, Estimate, Extraction, Finding,
    FollowUp, FollowUpStatistic, Interval, IntervalKind, Measure, Number, PValue, Participants, Phrase,
    Proportion, Purpose, Quantity, RelativeChange, Reported, Role, Statistic, TimePoint, TimeUnit,
};
use crate::record::Abstract;
use crate::text::Span;
use crate::text::places;

/// The rule of a finding that this litx has no rule for.
const OTHER_RULE: &str = "other";

/// The findings document of a text, without a name for it.
pub(super) fn write(text: &Abstract, extraction: &Extraction) -> Value {
    document("", text, extraction)
}

/// Arms and findings of a document, with their places in a text; nothing where a field is not as the contract has it.
pub(super) fn read(document: &Map<String, Value>, text: &Abstract) -> Option<Extraction> {
    let mut sections = vec![(text.title_span(), places(text.title()))];
    sections.extend(text.sections().iter().map(|s| (s.span(), places(text.section_text(s)))));
    let arms = document.get("arms")?.as_array()?.iter().map(arm).collect::<Option<Vec<Arm>>>()?;
    let read = |value: &Value| finding(value, &sections, arms.len());
    let findings =
        document.get("findings")?.as_array()?.iter().map(read).collect::<Option<Vec<Finding>>>()?;
    Some(Extraction { arms, findings, ..Extraction::default() })
}

fn arm(value: &Value) -> Option<Arm> {
    let mentions = value.get("mentions")?.as_array()?.iter().map(phrase).collect::<Option<_>>()?;
    Some(Arm { name: value.get("name")?.as_str()?.to_owned(), mentions })
}

fn phrase(value: &Value) -> Option<Phrase> {
    Some(Phrase { text: value.as_str()?.to_owned(), span: Span::default() })
}

/// Where a section lies, and the byte of each of its code points.
type Section = (Span, Vec<usize>);

fn place(value: &Value, sections: &[Section]) -> Option<Span> {
    let (span, bytes) =
        sections.get(usize::try_from(value.get("section")?.as_i64()?.checked_add(1)?).ok()?)?;
    let at = |name: &str| bytes.get(usize::try_from(value.get(name)?.as_u64()?).ok()?).copied();
    let (start, end) = (at("start")?, at("end")?);
    (start <= end).then(|| Span::new(span.start + start, span.start + end))
}

fn finding(value: &Value, sections: &[Section], arms: usize) -> Option<Finding> {
    let span = place(value.get("span")?, sections)?;
    let fields = Fields { fields: value.as_object()?, span };
    let rule = fields.words("rule")??;
    let support = match value.get("support") {
        Some(places) => places.as_array()?.iter().map(|at| place(at, sections)).collect::<Option<_>>()?,
        None => Vec::new(),
    };
    Some(Finding {
        result: fields.result()?,
        arm: fields.arm("arm", arms)?,
        comparator: fields.arm("comparator", arms)?,
        outcome: fields.each("outcome", |outcome| phrase(outcome.value))?,
        time_point: fields.each("time_point", |time| time.time_point())?,
        subgroup: fields.each("subgroup", |subgroup| phrase(subgroup.value))?,
        span,
        support,
        rule: rule_names().find(|name| *name == rule).unwrap_or(OTHER_RULE),
    })
}

/// The fields of an object, and the place their numbers take.
struct Fields<'a> {
    fields: &'a Map<String, Value>,
    span: Span,
}

/// A value that is there.
struct Given<'a> {
    value: &'a Value,
    span: Span,
}

impl<'a> Fields<'a> {
    /// A field: nothing where it is missing or null; the whole is nothing where it cannot be read.
    fn each<T>(&self, name: &str, read: impl FnOnce(Given<'a>) -> Option<T>) -> Option<Option<T>> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(value) => read(Given { value, span: self.span }).map(Some),
        }
    }

    fn words(&self, name: &str) -> Option<Option<&'a str>> {
        self.each(name, |given| given.value.as_str())
    }

    fn owned(&self, name: &str) -> Option<Option<String>> {
        Some(self.words(name)?.map(str::to_owned))
    }

    fn named<T>(&self, name: &str, called: fn(&str) -> Option<T>) -> Option<Option<T>> {
        self.each(name, |given| called(given.value.as_str()?))
    }

    fn number(&self, name: &str) -> Option<Option<Number>> {
        self.each(name, |given| given.number())
    }

    fn arm(&self, name: &str, arms: usize) -> Option<Option<ArmId>> {
        self.each(name, |given| {
            let n: u16 = given.value.as_str()?.strip_prefix('a')?.parse().ok()?;
            let index = n.checked_sub(1)?;
            (usize::from(index) < arms).then_some(ArmId(index))
        })
    }

    fn interval(&self) -> Option<Option<Interval>> {
        self.each("interval", |given| {
            let fields = given.object()?;
            Some(Interval {
                low: fields.number("low")?,
                high: fields.number("high")?,
                level: fields.number("level")?,
                kind: fields.named("type", IntervalKind::named)??,
            })
        })
    }

    fn p(&self) -> Option<Option<PValue>> {
        self.each("p", |given| {
            let fields = given.object()?;
            Some(PValue {
                op: fields.named("op", Comparison::named)?,
                value: fields.number("value")?,
                text: fields.named("text", |text| (text == "NS").then_some("NS"))?,
                purpose: fields.named("for", Purpose::named)?,
                sided: fields.each("sided", |sided| u8::try_from(sided.value.as_u64()?).ok())?,
                span: self.span,
            })
        })
    }

    fn dispersion(&self) -> Option<Option<Dispersion>> {
        self.each("dispersion", |given| {
            let fields = given.object()?;
            Some(Dispersion {
                kind: fields.named("type", DispersionKind::named)??,
                value: fields.number("value")?,
                low: fields.number("low")?,
                high: fields.number("high")?,
            })
        })
    }

    /// The result's own fields, by its kind.
    fn result(&self) -> Option<Reported> {
        let direction = || self.named("direction", Direction::named);
        let value_op = || self.named("value_op", Comparison::named);
        Some(match self.words("kind")?? {
            "participants" => Reported::Participants(Participants {
                n: self.number("n")??,
                role: self.named("role", Role::named)??,
            }),
            "estimate" => Reported::Estimate(Estimate {
                measure: self.named("measure", Measure::named)??,
                variant: self.named("variant", |v| (v == "subdistribution").then_some("subdistribution"))?,
                value: self.number("value")?,
                value_op: value_op()?,
                unit: self.owned("unit")?,
                direction: direction()?,
                interval: self.interval()?,
                p: self.p()?,
                adjusted: self.fields.get("adjusted")?.as_bool()?,
            }),
            "proportion" => Reported::Proportion(Proportion {
                percent: self.number("percent")?,
                percent_op: self.named("percent_op", Comparison::named)?,
                count: self.number("count")?,
                total: self.number("total")?,
                interval: self.interval()?,
            }),
            "quantity" => Reported::Quantity(Quantity {
                statistic: self.named("statistic", Statistic::named)??,
                value: self.number("value")?,
                value_op: value_op()?,
                unit: self.owned("unit")?,
                direction: direction()?,
                dispersion: self.dispersion()?,
                cv: self.number("cv")?,
                interval: self.interval()?,
            }),
            "relative_change" => Reported::RelativeChange(RelativeChange {
                percent: self.number("percent")??,
                direction: direction()??,
                interval: self.interval()?,
                p: self.p()?,
            }),
            "follow_up" => Reported::FollowUp(FollowUp {
                statistic: self.named("statistic", FollowUpStatistic::named)??,
                value: self.number("value")??,
                value_op: value_op()?,
                unit: self.owned("unit")?,
                dispersion: self.dispersion()?,
            }),
            "p_value" => Reported::PValue(self.p()??),
            _ => return None,
        })
    }
}

impl<'a> Given<'a> {
    fn object(&self) -> Option<Fields<'a>> {
        Some(Fields { fields: self.value.as_object()?, span: self.span })
    }

    /// A number in its own digits.
    fn number(&self) -> Option<Number> {
        let decimal = Decimal::parse(self.value.as_number()?.as_str())?;
        Some(Number { decimal, span: self.span })
    }

    fn time_point(&self) -> Option<TimePoint> {
        let fields = self.object()?;
        Some(TimePoint {
            value: fields.number("value")??,
            unit: fields.named("unit", TimeUnit::named)??,
            span: self.span,
        })
    }
}
