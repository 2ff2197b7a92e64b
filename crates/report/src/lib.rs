//! Timeline to table, Markdown, CSV and JSON.
//!
//! Takes a finished timeline with the frozen events of its entries and writes it down for a reader: for a program as
//! JSON and CSV, for a person as Markdown and as a table in the terminal. It is the last pure step of the way back.
//!
//! It never runs a query, opens a file or decides an order. Every text from a log is hostile here: each writer escapes
//! it for its own medium and nothing else does. Begin at [`TimelineReport`]; [`summarize_event`] says what happened in
//! one phrase.

mod clock;
mod csv;
mod document;
mod durations;
mod json;
mod markdown;
mod moment;
mod order;
mod phrase;
mod table;
mod visible;

pub use clock::{ClockDot, render_clock};
pub use csv::render_csv;
pub use document::{CheckpointHead, ClockFinding, GeneratedFrom, ReportEntry, Retelling, TimelineReport};
pub use durations::{
    DurationsReport, Milestone, MilestoneDuration, MilestoneExhibit, describe_durations, render_durations,
};
pub use json::render_json;
pub use markdown::render_markdown;
pub use order::{OrderReport, OrderedExhibit, describe_order, render_order};
pub use phrase::summarize_event;
pub use table::{render_coverage_table, render_event_table, render_observer_table, render_table};
