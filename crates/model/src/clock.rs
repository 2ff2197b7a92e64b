//! The door to the present moment.

use std::time::Duration;

use stamp::UtcNanos;

/// Tells the present moment. Passed in everywhere; only the binary has a real one.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock. It can step, in both directions.
    fn now(&self) -> UtcNanos;

    /// Time since some fixed moment of this process. It never goes back.
    fn monotonic(&self) -> Duration;

    /// Who vouches for the wall clock at present. A clock that nobody can be asked about says so.
    fn discipline(&self) -> ClockDiscipline {
        ClockDiscipline::Unknown
    }
}

/// Who vouches for a machine's wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockDiscipline {
    /// It is kept at UTC by a time source, and stands no further off than this (adjtimex(2), `maxerror`).
    Synchronised {
        /// The greatest error.
        error_max: Duration,
    },
    /// The kernel says that nothing keeps it at UTC (adjtimex(2), `STA_UNSYNC`).
    Unsynchronised,
    /// Nobody could be asked.
    Unknown,
}
