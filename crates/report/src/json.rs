//! JSON.
use crate::TimelineReport;
use serde_json::{Value, json};
/// The timeline as JSON.
#[must_use]
pub fn render_json(report: &TimelineReport) -> Value {
    json!({"cut": report.cut})
}
