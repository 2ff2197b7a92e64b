//! The names that a query may ask for.

use std::fmt;

use model::{Field, FieldKind};

/// A field of ours, under `ledgerline.` on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnField {
    /// `ledgerline.seq`
    Seq,
    /// `ledgerline.format`
    Format,
    /// `ledgerline.feed`: the feed's configured name.
    Feed,
    /// `ledgerline.stream`
    Stream,
    /// `ledgerline.position`
    Position,
    /// `ledgerline.received_at`
    ReceivedAt,
    /// `ledgerline.diagnostics.kind`
    DiagnosticKind,
    /// `ledgerline.time.reasons`
    TimeReason,
}

impl OwnField {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Seq,
        Self::Format,
        Self::Feed,
        Self::Stream,
        Self::Position,
        Self::ReceivedAt,
        Self::DiagnosticKind,
        Self::TimeReason,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seq => "ledgerline.seq",
            Self::Format => "ledgerline.format",
            Self::Feed => "ledgerline.feed",
            Self::Stream => "ledgerline.stream",
            Self::Position => "ledgerline.position",
            Self::ReceivedAt => "ledgerline.received_at",
            Self::DiagnosticKind => "ledgerline.diagnostics.kind",
            Self::TimeReason => "ledgerline.time.reasons",
        }
    }

    /// What it holds.
    #[must_use]
    pub const fn kind(self) -> FieldKind {
        match self {
            Self::Seq | Self::Stream | Self::Position => FieldKind::Number,
            Self::Format | Self::Feed | Self::DiagnosticKind | Self::TimeReason => FieldKind::Keyword,
            Self::ReceivedAt => FieldKind::Moment,
        }
    }
}

/// A name that a query may ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// `@timestamp`: the time as read.
    Timestamp,
    /// An ECS field.
    Ecs(Field),
    /// A field of ours.
    Ledgerline(OwnField),
    /// A device's own field that has no ECS place, as on the wire: the format's name, a point, its own name.
    Own(String),
}

impl FieldName {
    /// The field of this name; none for what cannot be one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "@timestamp" {
            return Some(Self::Timestamp);
        }
        if let Some(field) = Field::from_name(name) {
            return Some(Self::Ecs(field));
        }
        if name.starts_with("ledgerline.") {
            return OwnField::ALL.into_iter().find(|field| field.name() == name).map(Self::Ledgerline);
        }
        let own = name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.contains('.');
        (own && !name.ends_with('.')).then(|| Self::Own(name.to_owned()))
    }

    /// What it holds; a device's own field holds keywords, as far as anyone here knows.
    #[must_use]
    pub const fn kind(&self) -> FieldKind {
        match self {
            Self::Timestamp => FieldKind::Moment,
            Self::Ecs(field) => field.kind(),
            Self::Ledgerline(field) => field.kind(),
            Self::Own(_) => FieldKind::Keyword,
        }
    }

    /// Its name on the wire.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Timestamp => "@timestamp",
            Self::Ecs(field) => field.name(),
            Self::Ledgerline(field) => field.name(),
            Self::Own(name) => name,
        }
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
