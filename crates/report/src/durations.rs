//! How long it took from one milestone of a case to the next.

use model::Seq;
use serde_json::{Value, json};
use timeline::DurationBounds;

use crate::{clock::show_nanos, json::list_names};

/// A moment that post-mortems measure from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Milestone {
    /// The first sign of it.
    FirstSign,
    /// The first alert.
    FirstAlert,
    /// Somebody took it up.
    Acknowledged,
    /// It could spread no more.
    Contained,
}

impl Milestone {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstSign => "first_sign",
            Self::FirstAlert => "first_alert",
            Self::Acknowledged => "acknowledged",
            Self::Contained => "contained",
        }
    }
}

/// The exhibit that is a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneExhibit {
    /// Which milestone.
    pub milestone: Milestone,
    /// The exhibit, `EX-0001`.
    pub exhibit: String,
    /// Its record.
    pub seq: Seq,
    /// True where it was named, false where it is the first of its kind on the line.
    pub is_named: bool,
}

/// How long it took from one to another; none where a record's time is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneDuration {
    /// From where.
    pub from: MilestoneExhibit,
    /// To where.
    pub to: MilestoneExhibit,
    /// Between the moments of stamping.
    pub stamped: Option<DurationBounds>,
    /// Between what they tell.
    pub happened: Option<DurationBounds>,
}

/// The durations of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationsReport {
    /// The milestones that there are, in their order.
    pub milestones: Vec<MilestoneExhibit>,
    /// From each to the next, and from the first to the last.
    pub durations: Vec<MilestoneDuration>,
    /// The evidence it was made from.
    pub cut: Seq,
}

/// The durations as JSON. Lengths are in nanoseconds, null where unknown; a negative least length says that the order
/// is not proven.
#[must_use]
pub fn render_durations(report: &DurationsReport) -> Value {
    json!({
        "milestones": report.milestones.iter().map(render_milestone).collect::<Vec<_>>(),
        "durations": report.durations.iter().map(|of| json!({
            "from": render_milestone(&of.from),
            "to": render_milestone(&of.to),
            "stamped": of.stamped.as_ref().map(render_bounds),
            "happened": of.happened.as_ref().map(render_bounds),
        })).collect::<Vec<_>>(),
        "through_seq": report.cut,
    })
}

fn render_milestone(of: &MilestoneExhibit) -> Value {
    json!({"milestone": of.milestone.name(), "exhibit": of.exhibit, "seq": of.seq, "named": of.is_named})
}

fn render_bounds(of: &DurationBounds) -> Value {
    json!({
        "shortest_nanos": of.shortest,
        "longest_nanos": of.longest,
        "assumptions": list_names(of.assumptions),
    })
}

/// The answer of `GET …/timeline/durations` in lines: what was measured, from at least to at most.
#[must_use]
pub fn describe_durations(answer: &Value) -> String {
    let list = |of: &Value, key: &str| of.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |of: &Value, pointer: &str| of.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut out = String::new();
    for of in list(answer, "milestones") {
        let chosen = if of.get("named") == Some(&Value::Bool(true)) { "" } else { ", the first on the line" };
        out += &format!("{}: {}{chosen}\n", text(&of, "/milestone"), text(&of, "/exhibit"));
    }
    for of in list(answer, "durations") {
        let end = |pointer: &str| of.pointer(pointer).and_then(Value::as_i64);
        let length = describe_length(end("/happened/shortest_nanos"), end("/happened/longest_nanos"));
        out += &format!("{} → {}: {length}", text(&of, "/from/milestone"), text(&of, "/to/milestone"));
        let names: Vec<String> = of
            .pointer("/happened/assumptions")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|name| Some(name.as_str()?.to_owned()))
            .collect();
        out += &if names.is_empty() { "\n".to_owned() } else { format!(" (assuming {})\n", names.join(", ")) };
    }
    out
}

/// From at least to at most, and what that says of the order.
fn describe_length(shortest: Option<i64>, longest: Option<i64>) -> String {
    let show = |nanos: Option<i64>| {
        nanos.map_or_else(|| "?".to_owned(), |nanos| show_nanos(nanos).trim_start_matches('+').to_owned())
    };
    let ends = format!("{} … {}", show(shortest), show(longest));
    match (shortest, longest) {
        (None, None) => "not known: of at least one of them the time is not bounded".to_owned(),
        (_, Some(longest)) if longest < 0 => format!("{ends}, the order is proven the other way round"),
        (Some(shortest), _) if shortest >= 0 => ends,
        _ => format!("{ends}, the order is not proven"),
    }
}
