//! The timeline as CSV.

use crate::{
    ReportEntry, TimelineReport,
    moment::{list_ends, list_reasons},
    phrase::{name_observer, name_retellings, summarize_event},
    visible::make_visible,
};

const HEADER: [&str; 23] = [
    "exhibit",
    "seq",
    "at",
    "read_earliest",
    "read_latest",
    "stamped_earliest",
    "stamped_latest",
    "happened_earliest",
    "happened_latest",
    "reasons",
    "written",
    "feed",
    "observer",
    "summary",
    "towards_next",
    "happened_before_next",
    "why",
    "same_happening_as",
    "note",
    "retracted",
    "event_sha256",
    "reader",
    "event",
];

/// The timeline as CSV: RFC 4180 with a header, CRLF line ends, every cell in quotes.
///
/// A cell that a spreadsheet could take for a formula begins with an apostrophe instead (OWASP, "CSV Injection");
/// control characters are written out. The exact event is what JSON gives.
#[must_use]
pub fn render_csv(report: &TimelineReport) -> String {
    let mut out = String::new();
    push_row(&mut out, HEADER);
    for of in &report.entries {
        push_row(&mut out, list_cells(of).iter().map(String::as_str));
    }
    out
}

fn list_cells(of: &ReportEntry) -> [String; HEADER.len()] {
    let (entry, time, link) = (&of.entry, &of.time, of.towards_next);
    let [read, stamped, happened] =
        [time.read, time.stamped, time.happened].map(|of| list_ends(of).map(Option::unwrap_or_default));
    let [read_earliest, read_latest] = read;
    let [stamped_earliest, stamped_latest] = stamped;
    let [happened_earliest, happened_latest] = happened;
    let written = of.event.pointer("/ledgerline/time/written").and_then(|text| text.as_str());
    [
        entry.exhibit(),
        entry.seq.to_string(),
        time.at.to_string(),
        read_earliest,
        read_latest,
        stamped_earliest,
        stamped_latest,
        happened_earliest,
        happened_latest,
        list_reasons(time.reasons).join(" "),
        written.unwrap_or_default().to_owned(),
        of.feed.clone(),
        name_observer(&of.event),
        summarize_event(&of.event),
        link.map(|link| link.relation.name().to_owned()).unwrap_or_default(),
        link.map(|_| of.happened_before_next.to_string()).unwrap_or_default(),
        link.map(|link| link.why.name().to_owned()).unwrap_or_default(),
        name_retellings(&of.retellings),
        entry.note.clone().unwrap_or_default(),
        entry.retraction.as_ref().map(|retraction| retraction.reason.clone()).unwrap_or_default(),
        entry.event.sha256.clone(),
        entry.event.reader.clone(),
        entry.event.json.clone(),
    ]
}

fn push_row<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, text: &str) {
    out.push('"');
    if is_formula(text) {
        out.push('\'');
    }
    out.push_str(&make_visible(text).replace('"', "\"\""));
    out.push('"');
}

/// True where a spreadsheet may see a formula: also behind blanks, and in the full width that some locales take.
fn is_formula(text: &str) -> bool {
    let begins = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_lose_their_power_and_quotes_are_doubled() {
        let cases = [
            ("=1+1", "\"'=1+1\""),
            ("+49", "\"'+49\""),
            ("-2", "\"'-2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("  =1", "\"'  =1\""),
            ("\t=1", "\"'\\u{9}=1\""),
            ("＝1", "\"'＝1\""),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("", "\"\""),
            ("a\r\nb", "\"a\\u{d}\\u{a}b\""),
        ];
        for (text, cell) in cases {
            let mut out = String::new();
            push_cell(&mut out, text);
            assert_eq!(out, cell);
        }
    }
}
