//! The present moment: the only place that knows it.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use model::{Clock, ClockDiscipline};
use rtime_clock::adjtime::{Timex, adjtimex};
use stamp::UtcNanos;

/// The kernel's states and flags (linux/timex.h).
const TIME_ERROR: i32 = 5;
const STA_UNSYNC: i32 = 0x40;

/// The machine's clocks.
#[derive(Debug)]
pub(crate) struct SystemClock {
    started: Instant,
}

impl SystemClock {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UtcNanos {
        // Before 1970 the clock is unset; 0 says so as well as anything.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UtcNanos(i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    /// adjtimex(2), asked without changing anything.
    fn discipline(&self) -> ClockDiscipline {
        let mut kernel = Timex::new();
        match adjtimex(&mut kernel) {
            Ok(state) => discipline_of(state, kernel.0.status, kernel.0.maxerror),
            Err(error) => {
                tracing::debug!(%error, "the kernel does not say how good its clock is");
                ClockDiscipline::Unknown
            }
        }
    }
}

/// What adjtimex(2) returned, its `status`, and its `maxerror` in microseconds.
fn discipline_of(state: i32, status: i32, error_micros: i64) -> ClockDiscipline {
    match u64::try_from(error_micros) {
        Ok(micros) if state != TIME_ERROR && status & STA_UNSYNC == 0 => {
            ClockDiscipline::Synchronised { error_max: Duration::from_micros(micros) }
        }
        _ => ClockDiscipline::Unsynchronised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_vouches_or_not() {
        let kept = |micros| ClockDiscipline::Synchronised { error_max: Duration::from_micros(micros) };
        let table = [
            ("in good order", 0, 0x2001, 4_500, kept(4_500)),
            ("a leap second is coming", 1, 0x2011, 4_500, kept(4_500)),
            ("never set", 5, 0x40, 16_000_000, ClockDiscipline::Unsynchronised),
            ("set, and not kept", 0, 0x2041, 16_000_000, ClockDiscipline::Unsynchronised),
        ];
        for (case, state, status, micros, discipline) in table {
            assert_eq!(discipline_of(state, status, micros), discipline, "{case}");
        }
    }

    #[test]
    fn this_kernel_answers() {
        // Whether it is synchronised is the machine's business; that it was asked is ours.
        assert_ne!(SystemClock::new().discipline(), ClockDiscipline::Unknown);
    }
}
