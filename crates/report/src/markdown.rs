//! Markdown.
use crate::TimelineReport;
/// The timeline as Markdown.
#[must_use]
pub fn render_markdown(report: &TimelineReport) -> String {
    report.incident.title.clone()
}
