//! The demo's clock: it shows the recording's time, and is moved on as the recording is played.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use model::{Clock, ClockDiscipline};
use stamp::UtcNanos;

use crate::clock::SystemClock;

/// Runs as the machine's clocks do, and leaps over the pauses of the recording. Wall and monotonic clock leap together:
/// nobody sets it.
#[derive(Debug)]
pub(super) struct StoryClock {
    machine: SystemClock,
    /// The recording's beginning less the machine's wall clock then, in nanoseconds.
    apart: i64,
    /// By how much it leapt so far, in nanoseconds.
    leapt: AtomicI64,
    /// How far the collector's clock stood from UTC at most.
    error_max: Duration,
}

impl StoryClock {
    pub(super) fn starting_at(begin: UtcNanos, error_max: Duration) -> Self {
        let machine = SystemClock::new();
        let apart = begin.0.saturating_sub(machine.now().0);
        Self { machine, apart, leapt: AtomicI64::new(0), error_max }
    }

    /// Leaps to a moment that has not come yet; what has come stays.
    pub(super) fn leap_to(&self, at: UtcNanos) {
        let by = at.0.saturating_sub(self.now().0);
        if by > 0 {
            self.leapt.fetch_add(by, Ordering::SeqCst);
        }
    }
}

impl Clock for StoryClock {
    fn now(&self) -> UtcNanos {
        let leapt = self.leapt.load(Ordering::SeqCst);
        self.machine.now().saturating_add(self.apart).saturating_add(leapt)
    }

    fn monotonic(&self) -> Duration {
        let leapt = u64::try_from(self.leapt.load(Ordering::SeqCst)).unwrap_or(0);
        self.machine.monotonic() + Duration::from_nanos(leapt)
    }

    fn discipline(&self) -> ClockDiscipline {
        ClockDiscipline::Synchronised { error_max: self.error_max }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_leap_and_never_back() {
        let begin = UtcNanos::parse_rfc3339("2026-11-17T06:00:00Z").unwrap();
        let clock = StoryClock::starting_at(begin, Duration::from_millis(4));
        let hour = UtcNanos(begin.0 + 3_600_000_000_000);
        clock.leap_to(hour);
        assert!(clock.now() >= hour && clock.monotonic() >= Duration::from_secs(3_599));
        clock.leap_to(begin);
        assert!(clock.now() >= hour);
    }
}
