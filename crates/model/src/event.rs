//! What happened, in ECS field names.

use stamp::{Interval, UtcNanos};

use crate::{Diagnostic, Fact, Field, Format, Receipt, Span, Value};

/// A rule that an interval rests on (DESIGN §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// The last written digit bounds the reading.
    Precision,
    /// The text states its zone.
    ZoneWritten,
    /// The feed's configuration states the zone.
    ZoneConfigured,
    /// As above, in an hour that the clock told twice.
    ZoneAmbiguous,
    /// Nobody states the zone: every one is possible.
    ZoneUnknown,
    /// The text states its year.
    YearWritten,
    /// The feed's configuration or the import states the year.
    YearConfigured,
    /// The year nearest to receipt was taken.
    YearFromReceipt,
    /// It cannot have been written after it was received.
    ReceiptBound,
    /// No readable time: anything up to receipt.
    TimeMissing,
    /// The text says that its clock was not synchronised.
    ClockUnsynchronised,
    /// Nothing was known to keep our own clock synchronised when it was received.
    OwnClockUnsynchronised,
    /// The text says that its clock was synchronised.
    ClockSynchronised,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::Precision,
        Self::ZoneWritten,
        Self::ZoneConfigured,
        Self::ZoneAmbiguous,
        Self::ZoneUnknown,
        Self::YearWritten,
        Self::YearConfigured,
        Self::YearFromReceipt,
        Self::ReceiptBound,
        Self::TimeMissing,
        Self::ClockUnsynchronised,
        Self::OwnClockUnsynchronised,
        Self::ClockSynchronised,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Precision => "precision",
            Self::ZoneWritten => "zone_written",
            Self::ZoneConfigured => "zone_configured",
            Self::ZoneAmbiguous => "zone_ambiguous",
            Self::ZoneUnknown => "zone_unknown",
            Self::YearWritten => "year_written",
            Self::YearConfigured => "year_configured",
            Self::YearFromReceipt => "year_from_receipt",
            Self::ReceiptBound => "receipt_bound",
            Self::TimeMissing => "time_missing",
            Self::ClockUnsynchronised => "clock_unsynchronised",
            Self::OwnClockUnsynchronised => "own_clock_unsynchronised",
            Self::ClockSynchronised => "clock_synchronised",
        }
    }
}

/// A set of reasons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reasons(u32);

impl Reasons {
    /// Adds one.
    pub const fn insert(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u8;
    }

    /// Takes one out.
    pub const fn remove(&mut self, reason: Reason) {
        self.0 &= !(1 << reason as u8);
    }

    /// True where it is in.
    #[must_use]
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & (1 << reason as u8) != 0
    }

    /// Those inside, in the order of [`Reason::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |reason| self.contains(*reason))
    }
}

/// When it happened, as far as one event alone can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTime {
    /// `@timestamp`: the time as read; the receipt where no time could be read.
    pub at: UtcNanos,
    /// What the text can mean by the clock of who wrote it: precision, zone. Says nothing of that clock.
    pub read: Interval,
    /// When the stamp was written, in true time. Nothing but the receipt bounds it until the clock is modelled.
    pub stamped: Interval,
    /// When it happened, in true time.
    pub happened: Interval,
    /// The rules that these rest on.
    pub reasons: Reasons,
    /// Where the text of `at` stands; none where no time could be read.
    pub text: Option<Span>,
}

/// The time in a syslog header whose message states a time of its own: a second clock, that of the relay or of the
/// device's system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderTime {
    /// The time as read.
    pub at: UtcNanos,
    /// How long one step of its last written digit is, in nanoseconds.
    pub precision_nanos: u64,
}

/// What happened, as one record tells it. The spans are places in the evidence's raw bytes, which it does not hold.
///
/// Every fact with a field fits the field's kind: an address parses, a number is a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// How the record came.
    pub receipt: Receipt,
    /// Which format read it, in which version.
    pub format: Format,
    /// When.
    pub time: EventTime,
    /// What the header's clock said, where the message has a time of its own.
    pub header: Option<HeaderTime>,
    /// What; in the order of the evidence, then what was derived.
    pub facts: Vec<Fact>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Event {
    /// The first value of a field.
    #[must_use]
    pub fn first(&self, field: Field) -> Option<&Value> {
        self.all(field).next()
    }

    /// Every value of a field.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.facts.iter().filter(move |fact| fact.field == Some(field)).map(|fact| &fact.value)
    }
}
