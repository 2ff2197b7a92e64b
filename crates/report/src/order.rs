//! How two entries of a timeline stand to each other.

use model::Seq;
use serde_json::{Value, json};
use timeline::{Moment, Statement, Why};

use crate::json::list_names;

/// How one exhibit stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderReport {
    /// The exhibit asked for, and its record.
    pub a: (String, Seq),
    /// The other one.
    pub b: (String, Seq),
    /// Of both moments; none where a record is not there any more.
    pub statements: Vec<(Moment, Option<Statement>)>,
    /// The last record considered; later evidence may withdraw a statement.
    pub cut: Seq,
}

/// The answer as JSON: for `stamped` and for `happened` the precedence of `a` towards `b`, the reason, the proof from
/// the earlier record to the later one, and the assumptions.
#[must_use]
pub fn render_order(order: &OrderReport) -> Value {
    let mut answer = json!({
        "a": {"exhibit": order.a.0, "seq": order.a.1},
        "b": {"exhibit": order.b.0, "seq": order.b.1},
        "through_seq": order.cut,
    });
    for (moment, statement) in &order.statements {
        let name = match moment {
            Moment::Stamped => "stamped",
            Moment::Happened => "happened",
        };
        if let Some(answer) = answer.as_object_mut() {
            answer.insert(name.to_owned(), render_statement(statement.as_ref()));
        }
    }
    answer
}

fn render_statement(statement: Option<&Statement>) -> Value {
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
            "to_seq": step.to.seq,
            "why": step.why.name(),
        })).collect::<Vec<_>>(),
        "assumptions": list_names(of.assumptions),
    })
}
