//! What could not be read, and where.

use crate::Span;

/// What could not be read. Foreign bytes are never an error: they give a record and these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiagnosticKind {
    /// The frame holds no byte.
    Empty,
    /// Bytes that are not UTF-8, shown as U+FFFD.
    NotUtf8,
    /// NUL bytes.
    Nul,
    /// A syslog priority that is no number from 0 to 191.
    Priority,
    /// The header of the format is damaged, what follows was read.
    Header,
    /// The text ends inside a field or a quote.
    CutOff,
    /// A value that is not of its field's kind; it is kept under the device's own name.
    Value,
    /// A field that stands more than once; all are kept.
    Repeated,
    /// A time that does not follow its grammar, or names no moment.
    Time,
    /// A time in an hour that the configured zone skips.
    SkippedHour,
    /// A year-less time, and nothing gives the year.
    NoYear,
    /// The frame was longer than the bound and is kept in parts.
    InParts,
    /// More fields, or deeper ones, than the bound; the rest stays in the evidence.
    TooMany,
    /// TLS or another binary protocol on a port for plain text.
    NotText,
}

impl DiagnosticKind {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotUtf8 => "not_utf8",
            Self::Nul => "nul",
            Self::Priority => "priority",
            Self::Header => "header",
            Self::CutOff => "cut_off",
            Self::Value => "value",
            Self::Repeated => "repeated",
            Self::Time => "time",
            Self::SkippedHour => "skipped_hour",
            Self::NoYear => "no_year",
            Self::InParts => "in_parts",
            Self::TooMany => "too_many",
            Self::NotText => "not_text",
        }
    }
}

/// One thing that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What.
    pub kind: DiagnosticKind,
    /// Where in the evidence.
    pub span: Span,
}
