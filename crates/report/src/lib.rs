//! Timeline to table, Markdown, CSV and JSON.
