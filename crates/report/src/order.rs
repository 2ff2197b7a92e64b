//! How two entries of a timeline stand to each other.

use std::{collections::BTreeMap, fmt::Write};

use model::Seq;
use serde_json::{Value, json};
use stamp::{Interval, UtcNanos};
use timeline::{Moment, Statement, Why};

use crate::{
    json::list_names,
    moment::{render_interval, show_interval},
};

/// How one exhibit stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderReport {
    /// The exhibit asked for.
    pub a: OrderedExhibit,
    /// The other one.
    pub b: OrderedExhibit,
    /// The exhibits of the case by their records: a proof may lead over them, and over records that none cites.
    pub exhibits: BTreeMap<Seq, String>,
    /// Of both moments; none where a record is not there any more.
    pub statements: Vec<(Moment, Option<Statement>)>,
    /// The last record considered; later evidence may withdraw a statement.
    pub cut: Seq,
}

/// An exhibit, and when it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedExhibit {
    /// The exhibit, `EX-0001`.
    pub exhibit: String,
    /// Its record.
    pub seq: Seq,
    /// When it was stamped in true time; [`Interval::UNKNOWN`] where nothing is known.
    pub stamped: Interval,
    /// When it happened.
    pub happened: Interval,
}

const MOMENTS: [&str; 2] = ["stamped", "happened"];

/// The answer as JSON: both intervals of each, and for `stamped` and for `happened` the precedence of `a` towards `b`,
/// the reason, the proof from the earlier record to the later one, and the assumptions.
#[must_use]
pub fn render_order(order: &OrderReport) -> Value {
    let mut answer = json!({
        "a": render_exhibit(&order.a),
        "b": render_exhibit(&order.b),
        "through_seq": order.cut,
    });
    for (moment, statement) in &order.statements {
        let name = match moment {
            Moment::Stamped => "stamped",
            Moment::Happened => "happened",
        };
        if let Some(answer) = answer.as_object_mut() {
            answer.insert(name.to_owned(), render_statement(statement.as_ref(), &order.exhibits));
        }
    }
    answer
}

fn render_exhibit(of: &OrderedExhibit) -> Value {
    json!({
        "exhibit": of.exhibit,
        "seq": of.seq,
        "stamped": render_interval(of.stamped),
        "happened": render_interval(of.happened),
    })
}

/// The same in words, from the JSON.
#[must_use]
pub fn describe_order(answer: &Value) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_order(&mut out, answer);
    out
}

fn write_order(out: &mut String, answer: &Value) -> std::fmt::Result {
    let text = |of: &Value, pointer: &str| of.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (a, b) = (text(answer, "/a/exhibit"), text(answer, "/b/exhibit"));
    for moment in MOMENTS {
        let Some(of) = answer.get(moment) else { continue };
        match text(of, "/precedence").as_str() {
            "undetermined" => writeln!(out, "{moment}: undetermined, {}", text(of, "/sentence"))?,
            word => {
                let word = if text(of, "/why") == Why::Quoted.name() { name_quoted(word) } else { word };
                writeln!(out, "{moment}: {a} is {word} {b}. {}", text(of, "/sentence"))?;
            }
        }
        for (exhibit, key) in [(&a, "a"), (&b, "b")] {
            let end =
                |end: &str| UtcNanos::parse_rfc3339(answer.pointer(&format!("/{key}/{moment}/{end}"))?.as_str()?).ok();
            writeln!(out, "  {exhibit}: {}", show_interval([end("earliest"), end("latest")]))?;
        }
        for step in of.get("steps").and_then(Value::as_array).into_iter().flatten() {
            let name = |exhibit: &str, seq: &str| match step.get(exhibit).and_then(Value::as_str) {
                Some(exhibit) => exhibit.to_owned(),
                None => format!("record {}", step.get(seq).map(ToString::to_string).unwrap_or_default()),
            };
            let (from, to) = (name("from_exhibit", "from_seq"), name("to_exhibit", "to_seq"));
            let word = if text(step, "/why") == Why::Quoted.name() { name_quoted("before") } else { "before" };
            writeln!(out, "  {from} {word} {to}: {}", text(step, "/sentence"))?;
        }
        let names: Vec<&str> =
            of.get("assumptions").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        if !names.is_empty() {
            writeln!(out, "  assuming {}", names.join(", "))?;
        }
    }
    let cut = answer.get("through_seq").map(ToString::to_string).unwrap_or_default();
    writeln!(out, "From the evidence up to record {cut}.")
}

/// What a quote proves: both may have the same moment.
fn name_quoted(precedence: &str) -> &'static str {
    if precedence == "after" { "not before" } else { "not after" }
}

fn render_statement(statement: Option<&Statement>, exhibits: &BTreeMap<Seq, String>) -> Value {
    let Some(of) = statement else {
        let why = Why::TimeUnknown;
        return json!({
            "precedence": "undetermined", "why": why.name(), "sentence": why.sentence(), "steps": [], "assumptions": [],
        });
    };
    json!({
        "precedence": of.precedence,
        "why": of.why.name(),
        "sentence": of.why.sentence(),
        "steps": of.steps.iter().map(|step| json!({
            "from_seq": step.from.seq,
            "from_exhibit": exhibits.get(&step.from.seq),
            "to_seq": step.to.seq,
            "to_exhibit": exhibits.get(&step.to.seq),
            "why": step.why.name(),
            "sentence": step.why.sentence(),
        })).collect::<Vec<_>>(),
        "assumptions": list_names(of.assumptions),
    })
}

#[cfg(test)]
mod tests {
    use timeline::Precedence;

    use super::*;

    #[test]
    fn a_proof_names_exhibits_and_shows_both_intervals() {
        let at = |seconds: i64| UtcNanos(1_794_901_923_000_000_000 + seconds * 1_000_000_000);
        let exhibit = |number: u32, seq: u64, from: i64| OrderedExhibit {
            exhibit: format!("EX-{number:04}"),
            seq: Seq(seq),
            stamped: Interval { earliest: at(from), latest: at(from + 1) },
            happened: Interval { earliest: UtcNanos::MIN, latest: at(from + 1) },
        };
        let order = OrderReport {
            a: exhibit(1, 90, 0),
            b: exhibit(2, 95, 60),
            exhibits: BTreeMap::from([(Seq(90), "EX-0001".to_owned())]),
            statements: vec![
                (
                    Moment::Stamped,
                    Some(Statement {
                        precedence: Precedence::Before,
                        why: Why::IntervalsDisjoint,
                        steps: vec![timeline::ProofStep {
                            from: timeline::EventId::of(Seq(90)),
                            to: timeline::EventId::of(Seq(95)),
                            why: Why::IntervalsDisjoint,
                        }],
                        assumptions: timeline::AssumptionSet::NONE,
                        cut: Seq(99),
                    }),
                ),
                (Moment::Happened, None),
            ],
            cut: Seq(99),
        };
        let text = describe_order(&render_order(&order));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("stamped: EX-0001 is before EX-0002. "), "{text}");
        assert_eq!(lines[1], "  EX-0001: 2026-11-17 07:52:03.0 … 2026-11-17 07:52:04.0");
        assert!(lines[3].starts_with("  EX-0001 before record 95: "), "{text}");
        assert!(lines[4].starts_with("happened: undetermined, "), "{text}");
        assert_eq!(lines[5], "  EX-0001: ? … 2026-11-17 07:52:04.0");
    }
}
