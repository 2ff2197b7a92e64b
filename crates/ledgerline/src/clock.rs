//! The present moment: the only place that knows it.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use model::Clock;
use stamp::UtcNanos;

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
}
