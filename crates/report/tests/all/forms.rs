//! One case in every form. The snapshots prove sameness; what must hold whatever they say is asserted beside them.

use report::{TimelineReport, render_csv, render_event_table, render_json, render_markdown, render_table};
use serde_json::Value;

use super::sample::{HOSTILE, make_report};

/// No form lets through what steers a terminal or turns text round.
fn assert_harmless(text: &str) {
    let bad = text.chars().find(|char| (char.is_control() && *char != '\n' && *char != '\r') || *char == '\u{202e}');
    assert_eq!(bad, None, "{text}");
}

#[test]
fn json_has_every_key_and_the_event_as_frozen() {
    let report = make_report();
    let json = render_json(&report);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let entries = json["entries"].as_array().unwrap();
    assert!(entries.iter().all(|entry| keys(entry) == keys(&entries[0])), "keys depend on the entry");
    for (entry, of) in entries.iter().zip(&report.entries) {
        assert_eq!(entry["event"].to_string(), of.entry.event.json);
        assert_eq!(entry["event_sha256"], of.entry.event.sha256.as_str());
    }
    insta::assert_json_snapshot!(json);
}

#[test]
fn csv_has_as_many_cells_in_every_row() {
    let csv = render_csv(&make_report());
    assert_harmless(&csv);
    let rows: Vec<Vec<String>> = csv.split_terminator("\r\n").map(read_row).collect();
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [23; 5]);
    for cell in rows.iter().flatten() {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
    }
    insta::assert_snapshot!(csv);
}

/// The cells of a row in which every cell is quoted (RFC 4180 §2, rules 5 to 7) and none holds a line end.
fn read_row(row: &str) -> Vec<String> {
    let (mut cells, mut rest) = (Vec::new(), row);
    loop {
        rest = rest.strip_prefix('"').expect("a cell begins with a quote");
        let mut cell = String::new();
        loop {
            let end = rest.find('"').expect("a cell ends");
            cell.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('"') {
                Some(after) => rest = after,
                None => break,
            }
            cell.push('"');
        }
        cells.push(cell);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None => break,
        }
    }
    assert_eq!(rest, "");
    cells
}

#[test]
fn markdown_keeps_hostile_text_in_code_spans() {
    let markdown = render_markdown(&make_report());
    assert_harmless(&markdown);
    for line in markdown.lines() {
        let outside = strip_code_spans(line);
        assert!(!outside.contains(['<', '[', '!']), "{outside:?} of {line:?}");
        let pipes = line.replace("\\|", "").matches('|').count();
        let is_row = line.starts_with('|');
        assert!(!is_row || [6, 8].contains(&pipes), "{pipes} borders of cells in {line:?}");
    }
    insta::assert_snapshot!(markdown);
}

/// What of a line stands outside of code spans, by CommonMark §6.1: a span ends at the next run of as many backticks.
fn strip_code_spans(line: &str) -> String {
    let (mut outside, mut rest) = (String::new(), line);
    while let Some(start) = rest.find('`') {
        let fence = rest[start..].chars().take_while(|char| *char == '`').count();
        let (before, after) = (&rest[..start], &rest[start + fence..]);
        outside.push_str(before);
        let mut at = 0;
        let end = loop {
            let Some(next) = after[at..].find('`').map(|next| next + at) else { break None };
            let run = after[next..].chars().take_while(|char| *char == '`').count();
            if run == fence {
                break Some(next + run);
            }
            at = next + run;
        };
        match end {
            Some(end) => rest = &after[end..],
            None => panic!("an open code span in {line:?}"),
        }
    }
    outside + rest
}

#[test]
fn the_table_fits_its_width_and_is_harmless() {
    let report = make_report();
    for width in [60, 80, 119, 120, 160, 250] {
        let table = render_table(&report, width, false);
        assert_harmless(&table);
        for line in table.lines().filter(|line| line.starts_with([' ', '─', '═'])) {
            assert!(line.chars().count() <= usize::from(width), "{width}: {line}");
        }
    }
    insta::assert_snapshot!("wide_table", render_table(&report, 160, false));
    insta::assert_snapshot!("narrow_table", render_table(&report, 80, false));
}

#[test]
fn colour_adds_nothing_but_colour() {
    let report = make_report();
    let (plain, coloured) = (render_table(&report, 160, false), render_table(&report, 160, true));
    assert!(coloured.contains("\u{1b}[") && !plain.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some(at) = rest.find("\u{1b}[") {
        stripped.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('m').unwrap() + 1..];
    }
    stripped.push_str(rest);
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&stripped), lines(&plain));
}

#[test]
fn an_empty_case_has_every_form() {
    let report = TimelineReport { entries: Vec::new(), ..make_report() };
    assert_eq!(render_csv(&report).lines().count(), 1);
    assert!(render_markdown(&report).contains("# Timeline of incident 1"));
    assert!(render_table(&report, 100, false).contains("0 entries"));
    assert_eq!(render_json(&report)["entries"], serde_json::json!([]));
}

#[test]
fn events_have_a_table_of_their_own() {
    let events: Vec<Value> = make_report().entries.into_iter().map(|of| of.event).collect();
    let table = render_event_table(&events, 120, false);
    assert_harmless(&table);
    assert!(!table.contains(HOSTILE));
    insta::assert_snapshot!(table);
}
