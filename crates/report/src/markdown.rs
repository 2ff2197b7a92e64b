//! The timeline as Markdown.

use std::fmt::Write;

use crate::{
    ClockFinding, ReportEntry, TimelineReport,
    json::list_exhibits,
    moment::{name_basis, show_moment, show_time, show_true_time},
    phrase::{name_observer, name_retellings, summarize_event},
    table::show_amount,
    visible::make_visible,
};

/// The timeline as Markdown (CommonMark with GitHub's tables).
///
/// Every text that is not ours stands in a code span whose fence is longer than any run of backticks inside, so no
/// markup, link or picture of a log line comes to life. Pipes are escaped, control characters written out.
#[must_use]
pub fn render_markdown(report: &TimelineReport) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_document(&mut out, report);
    out
}

fn write_document(out: &mut String, report: &TimelineReport) -> std::fmt::Result {
    let incident = &report.incident;
    writeln!(out, "# Timeline of incident {}: {}\n", incident.id, quote(&incident.title))?;
    if !incident.summary.is_empty() {
        writeln!(out, "{}\n", quote(&incident.summary))?;
    }
    let columns = ["exhibit", "time as read (UTC)", "when it happened (UTC)", "zone and year", "observer"];
    writeln!(out, "| {} | what happened | towards next |", columns.join(" | "))?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for of in &report.entries {
        write_row(out, of)?;
    }
    if let Some(at) = report.known_at {
        writeln!(out, "\nAs it could be known at {}.", show_moment(at))?;
    }
    writeln!(out, "\nMade from the evidence up to record {}.", report.cut)?;
    if let Some(head) = &report.generated_from.checkpoint {
        writeln!(out, "Custody tree: {} entries, root {}.", head.size, quote(&head.root))?;
    }
    if !report.generated_from.engine.is_empty() {
        writeln!(out, "Made by {}.", quote(&report.generated_from.engine))?;
    }
    write_remarks(out, report)
}

fn write_row(out: &mut String, of: &ReportEntry) -> std::fmt::Result {
    let reasons = of.time.reasons;
    let mut phrase = quote_cell(&summarize_event(&of.event));
    if let Some(retraction) = &of.entry.retraction {
        phrase = format!("~~{phrase}~~ retracted: {}", quote_cell(&retraction.reason));
    }
    if !of.retellings.is_empty() {
        write!(phrase, " (the same happening as {})", name_retellings(&of.retellings))?;
    }
    if let Some(note) = &of.entry.note {
        write!(phrase, " – {}", quote_cell(note))?;
    }
    let link = of.towards_next.map_or_else(String::new, |link| match link.relation {
        timeline::Relation::Before if of.happened_before_next => format!("**before** ({})", link.why.name()),
        // Proven of the stamps alone: what they tell may have happened the other way round.
        timeline::Relation::Before => format!("stamped before ({})", link.why.name()),
        timeline::Relation::Undetermined => format!("undetermined ({})", link.why.name()),
    });
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {phrase} | {link} |",
        of.entry.exhibit(),
        show_time(&of.time),
        show_true_time(of).join(", "),
        name_basis(&|reason| reasons.contains(reason)),
        quote_cell(&name_observer(&of.event)),
    )
}

fn write_remarks(out: &mut String, report: &TimelineReport) -> std::fmt::Result {
    let mut whys: Vec<_> = report.entries.iter().filter_map(|of| of.towards_next).map(|link| link.why).collect();
    whys.sort_unstable();
    whys.dedup();
    if !whys.is_empty() {
        writeln!(out, "\n## Why an order is stated or not\n")?;
        whys.iter().try_for_each(|why| writeln!(out, "- {}: {}", why.name(), why.sentence()))?;
    }
    if !report.assumptions.is_empty() {
        writeln!(out, "\n## Assumptions\n")?;
        for of in &report.assumptions {
            writeln!(out, "- {} ({}): {}", of.name(), of.source().name(), of.sentence())?;
        }
    }
    if !report.findings.is_empty() || !report.clock_findings.is_empty() {
        writeln!(out, "\n## Findings\n")?;
        for of in &report.findings {
            writeln!(out, "- {}: {} {}", of.kind.name(), list_exhibits(of).join(", "), of.kind.sentence())?;
        }
        report.clock_findings.iter().try_for_each(|of| write_clock_finding(out, of))?;
    }
    writeln!(
        out,
        "\n## Exhibits\n\n| exhibit | record | feed | reader | SHA-256 of the event |\n|---|---|---|---|---|"
    )?;
    for of in &report.entries {
        let (entry, event) = (&of.entry, &of.entry.event);
        let (feed, reader, sha256) = (quote_cell(&of.feed), quote_cell(&event.reader), quote_cell(&event.sha256));
        writeln!(out, "| {} | {} | {feed} | {reader} | {sha256} |", entry.exhibit(), entry.seq)?;
    }
    Ok(())
}

/// One line: what, whose, how much, when.
fn write_clock_finding(out: &mut String, of: &ClockFinding) -> std::fmt::Result {
    let mut about = Vec::new();
    about.extend(of.observer.as_deref().map(quote));
    about.extend(of.exhibits.iter().map(|number| format!("EX-{number:04}")));
    about.extend(of.amount.map(|amount| show_amount(of.kind, amount)));
    about.extend(of.at.map(|at| format!("{} … {}", show_moment(at.earliest), show_moment(at.latest))));
    writeln!(out, "- {} ({}): {}", of.kind.name(), about.join(", "), of.kind.sentence())
}

/// The text in a code span that nothing in it can end (CommonMark §6.1).
fn quote(text: &str) -> String {
    if text.is_empty() {
        return "–".to_owned();
    }
    let text = make_visible(text);
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // One blank at each end is taken away again; without it a backtick would join the fence.
    let is_edge = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if is_edge && !text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The same for a cell of a table, where the pipe's escape holds inside of code spans too (GitHub's tables).
fn quote_cell(text: &str) -> String {
    quote(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inside_a_code_span_ends_it() {
        let cases = [
            ("plain", "`plain`"),
            ("", "–"),
            ("a `b` c", "``a `b` c``"),
            ("``` x", "```` ``` x ````"),
            ("a|b", "`a\\|b`"),
            ("![x](http://example.com/)", "`![x](http://example.com/)`"),
            ("<script>", "`<script>`"),
            ("a\nb", "`a\\u{a}b`"),
            (" a", "`  a `"),
        ];
        for (text, span) in cases {
            assert_eq!(quote_cell(text), span);
        }
    }
}
