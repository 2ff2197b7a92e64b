//! Tables for the terminal.

use std::collections::BTreeMap;

use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, Width,
    presets::UTF8_HORIZONTAL_ONLY,
};
use serde_json::Value;
use stamp::{Interval, UtcNanos};
use timeline::{FindingKind, Relation};

use crate::{
    ClockFinding, ReportEntry, TimelineReport,
    clock::show_nanos,
    json::list_exhibits,
    moment::{name_basis, name_basis_of_json, show_moment, show_time, show_true_time},
    phrase::{name_observer, name_retellings, summarize_event},
    visible::make_visible,
};

/// From this width on, how zone and year are known has a column of its own.
const WIDE_COLUMNS_MIN: u16 = 120;

/// Narrower tables are laid out for this width: nothing could be read in them.
const TABLE_COLUMNS_MIN: u16 = 60;

/// The timeline as a table of `width` terminal columns, with its head above, and below it what is stated and assumed.
///
/// Texts from logs have their control characters written out. With `colour` it has ANSI colours, else none.
#[must_use]
pub fn render_table(report: &TimelineReport, width: u16, colour: bool) -> String {
    let is_wide = width >= WIDE_COLUMNS_MIN;
    let mut table = lay_out(width, colour);
    let times = "time as read (UTC)\nwhen it happened";
    if is_wide {
        table.set_header(["exhibit", times, "zone, year", "observer", "what happened", "to the next"]);
    } else {
        table.set_header(["exhibit", times, "observer", "what happened", "to the next"]);
    }
    let mut gaps = list_gaps(report).into_iter().peekable();
    for of in &report.entries {
        while let Some((at, gap)) = gaps.next_if(|(at, _)| at.earliest <= of.best) {
            table.add_row(list_gap_cells(at, gap, is_wide));
        }
        table.add_row(list_cells(of, is_wide));
    }
    let last = if is_wide { 5 } else { 4 };
    bound_columns(&mut table, &[(0, Width::Fixed(9)), (last, Width::Fixed(18))]);

    let incident = &report.incident;
    let mut out = format!("Incident {}: {}\n", incident.id, make_visible(&incident.title));
    if !incident.summary.is_empty() {
        out.push_str(&make_visible(&incident.summary));
        out.push('\n');
    }
    out.push_str(&show_table(&table));
    out.push_str(&list_remarks(report));
    out
}

/// Events as a table of `width` terminal columns, in the order they are given.
///
/// Each is an event's JSON. Texts are treated as in [`render_table`].
#[must_use]
pub fn render_event_table(events: &[Value], width: u16, colour: bool) -> String {
    let mut table = lay_out(width, colour);
    table.set_header(["seq", "time as read (UTC)", "zone, year", "observer", "what happened"]);
    for event in events {
        let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let seq = event.pointer("/ledgerline/seq").map(ToString::to_string).unwrap_or_default();
        table.add_row([
            Cell::new(make_visible(&seq)),
            Cell::new(make_visible(text("/@timestamp")).replacen('T', " ", 1)),
            Cell::new(name_basis_of_json(event)),
            Cell::new(name_observer(event)),
            Cell::new(summarize_event(event)),
        ]);
    }
    bound_columns(&mut table, &[]);
    show_table(&table)
}

/// The clocks of `GET /api/v1/observers` as a table of `width` terminal columns.
#[must_use]
pub fn render_observer_table(answer: &Value, width: u16, colour: bool) -> String {
    let mut table = lay_out(width, colour);
    table.set_header(["observer", "records", "last received (UTC)", "offset from UTC", "noticed"]);
    for of in answer.get("observers").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default();
        let end = |key: &str| of.get(key).and_then(Value::as_i64);
        let findings = of.get("findings").and_then(Value::as_array).into_iter().flatten();
        let kinds: std::collections::BTreeSet<&str> =
            findings.filter_map(|finding| finding.get("kind")?.as_str()).collect();
        table.add_row([
            Cell::new(make_visible(text("name"))),
            Cell::new(of.get("records").map(ToString::to_string).unwrap_or_default()),
            Cell::new(text("last_received_at").replacen('T', " ", 1)),
            Cell::new(show_offset(end("offset_min_nanos"), end("offset_max_nanos"))),
            Cell::new(kinds.into_iter().collect::<Vec<_>>().join(", ")),
        ]);
    }
    show_table(&table) + &tell_left_out(answer)
}

/// The bounds of an offset. That a file was read after it was written bounds its clock from below, and says nothing.
fn show_offset(least: Option<i64>, greatest: Option<i64>) -> String {
    const HOUR_NANOS: i64 = 3_600_000_000_000;
    match (least, greatest) {
        (None, None) => "not known".to_owned(),
        (Some(least), None) if least < -HOUR_NANOS => "not known".to_owned(),
        (least, greatest) => {
            let end = |end: Option<i64>| end.map_or_else(|| "?".to_owned(), show_nanos);
            format!("{} … {}", end(least), end(greatest))
        }
    }
}

/// The answer of `GET /api/v1/coverage` as a table of `width` terminal columns.
#[must_use]
pub fn render_coverage_table(answer: &Value, width: u16, colour: bool) -> String {
    let mut table = lay_out(width, colour);
    table.set_header(["observer", "from (UTC)", "to (UTC)", "records", "what could be seen"]);
    for of in answer.get("observers").and_then(Value::as_array).into_iter().flatten() {
        let name = make_visible(of.get("observer").and_then(Value::as_str).unwrap_or_default());
        let list = |key: &str| of.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let moment = |of: &Value, key: &str| {
            let text = of.get(key).and_then(Value::as_str).unwrap_or_default();
            UtcNanos::parse_rfc3339(text).map(show_moment).unwrap_or_default()
        };
        for span in list("spans") {
            let kind = span.get("kind").and_then(Value::as_str).unwrap_or_default();
            let records = span.get("records").and_then(Value::as_u64).unwrap_or_default();
            // Between records it was quiet, too; where there are some, that is not what one wants to read.
            let seen = if kind == "observed_quiet" && records > 0 { "observed" } else { kind };
            let cells = [&moment(&span, "from"), &moment(&span, "to"), &records.to_string(), &seen.replace('_', " ")];
            table.add_row(std::iter::once(&name).chain(cells));
        }
        for hole in list("missing") {
            let records = hole.get("records").map(ToString::to_string).unwrap_or_default();
            let missing = format!("{records} records that it counted are missing");
            table.add_row([&name, &moment(&hole, "from"), &moment(&hole, "to"), &String::new(), &missing]);
        }
    }
    show_table(&table) + &tell_left_out(answer)
}

/// A line below a table of clocks, where not all records were looked at.
fn tell_left_out(answer: &Value) -> String {
    match answer.get("records_left_out").and_then(Value::as_u64) {
        None | Some(0) => String::new(),
        Some(records) => format!(
            "{records} records were not looked at (casework.clock_records_max): what only they tell of is not listed.\n"
        ),
    }
}

fn lay_out(width: u16, colour: bool) -> Table {
    let mut table = Table::new();
    let style = UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width.max(TABLE_COLUMNS_MIN)).force_no_tty();
    if colour {
        table.enforce_styling();
    }
    table
}

fn bound_columns(table: &mut Table, bounds: &[(usize, Width)]) {
    for (index, width) in bounds {
        if let Some(column) = table.column_mut(*index) {
            column.set_constraint(ColumnConstraint::UpperBoundary(*width));
        }
    }
}

/// Without the blanks at the ends of lines.
fn show_table(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

fn list_cells(of: &ReportEntry, is_wide: bool) -> Vec<Cell> {
    let reasons = of.time.reasons;
    let basis = name_basis(&|reason| reasons.contains(reason));
    let exhibit = Cell::new(of.entry.exhibit()).add_attribute(Attribute::Bold);
    let observer = Cell::new(name_observer(&of.event));
    let mut phrase = summarize_event(&of.event);
    if !of.copies.is_empty() {
        phrase = format!("{phrase}\n+ {} told again by another way", of.copies.len());
    }
    if !of.retellings.is_empty() {
        phrase = format!("{phrase}\n= the same happening as {}", name_retellings(&of.retellings));
    }
    if let Some(note) = &of.entry.note {
        phrase = format!("{phrase}\nnote: {}", make_visible(note));
    }
    let mut what = Cell::new(&phrase);
    if let Some(retraction) = &of.entry.retraction {
        what = Cell::new(format!("retracted: {}\n{phrase}", make_visible(&retraction.reason)));
        what = what.add_attribute(Attribute::Dim);
    }
    let (time, next) = (show_time(&of.time), mark_link(of));
    if is_wide {
        let lines: Vec<String> = std::iter::once(time).chain(show_true_time(of)).collect();
        vec![exhibit, Cell::new(lines.join("\n")), Cell::new(basis), observer, what, next]
    } else {
        let lines: Vec<String> = [time, basis].into_iter().chain(show_true_time(of)).collect();
        vec![exhibit, Cell::new(lines.join("\n")), observer, what, next]
    }
}

fn mark_link(of: &ReportEntry) -> Cell {
    match of.towards_next.map(|link| link.relation) {
        Some(Relation::Before) if of.happened_before_next => Cell::new("↓ before").fg(Color::Green),
        // Proven of the stamps alone: what they tell may have happened the other way round.
        Some(Relation::Before) => Cell::new("↓ stamped before").fg(Color::Green),
        Some(Relation::Undetermined) => Cell::new("undetermined").fg(Color::Yellow),
        None => Cell::new(""),
    }
}

/// Where an observer told of nothing, or of less than it counted, in the order of time.
fn list_gaps(report: &TimelineReport) -> Vec<(Interval, &ClockFinding)> {
    let is_gap =
        |kind| matches!(kind, FindingKind::StreamSilent | FindingKind::NotListening | FindingKind::CountsMissing);
    let gaps = report.clock_findings.iter().filter(|of| is_gap(of.kind));
    let mut gaps: Vec<_> = gaps.filter_map(|of| Some((of.at?, of))).collect();
    gaps.sort_by_key(|(at, _)| (at.earliest, at.latest));
    gaps
}

fn list_gap_cells(at: Interval, gap: &ClockFinding, is_wide: bool) -> Vec<Cell> {
    let width = show_nanos(at.latest.0.saturating_sub(at.earliest.0));
    let time =
        format!("{}\n… {}\n({})", show_moment(at.earliest), show_moment(at.latest), width.trim_start_matches('+'));
    let amount = gap.amount.map(|amount| format!("{}. ", show_amount(gap.kind, amount))).unwrap_or_default();
    let mut cells = vec![Cell::new(""), Cell::new(time)];
    cells.extend(is_wide.then(|| Cell::new("")));
    cells.push(Cell::new(gap.observer.as_deref().map(make_visible).unwrap_or_default()));
    cells.push(Cell::new(format!("gap: {amount}{}", gap.kind.sentence())).fg(Color::Yellow));
    cells.push(Cell::new(""));
    cells
}

/// One line: what, whose, how much, when.
fn describe_finding(of: &ClockFinding) -> String {
    let mut about = Vec::new();
    about.extend(of.observer.as_deref().map(make_visible));
    about.extend(of.exhibits.iter().map(|number| format!("EX-{number:04}")));
    about.extend(of.amount.map(|amount| show_amount(of.kind, amount)));
    about.extend(of.at.map(|at| format!("{} … {}", show_moment(at.earliest), show_moment(at.latest))));
    format!("finding, {} ({}): {}\n", of.kind.name(), about.join(", "), of.kind.sentence())
}

pub(crate) fn show_amount(kind: FindingKind, amount: i64) -> String {
    match kind {
        FindingKind::ClockDrifts => format!("{amount} ppm"),
        FindingKind::CountsMissing => format!("{amount} records"),
        _ => show_nanos(amount),
    }
}

fn list_remarks(report: &TimelineReport) -> String {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for link in report.entries.iter().filter_map(|of| of.towards_next) {
        *counts.entry((link.relation, link.why)).or_default() += 1;
    }
    let known_at = report.known_at.map(|at| format!("As it could be known at {}.\n", show_moment(at)));
    let mut out = known_at.unwrap_or_default();
    out += &format!(
        "{} entries, from the evidence up to record {}; clocks modelled from {} records.\n",
        report.entries.len(),
        report.cut,
        report.records
    );
    for ((relation, why), count) in counts {
        out.push_str(&format!("{} {count}×, {}: {}\n", relation.name(), why.name(), why.sentence()));
    }
    for of in &report.assumptions {
        out.push_str(&format!("assumed ({}), {}: {}\n", of.source().name(), of.name(), of.sentence()));
    }
    for of in &report.findings {
        let exhibits = list_exhibits(of).join(", ");
        out.push_str(&format!("finding, {} ({exhibits}): {}\n", of.kind.name(), of.kind.sentence()));
    }
    for of in &report.clock_findings {
        out.push_str(&describe_finding(of));
    }
    out
}
