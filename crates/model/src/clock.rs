//! The door to the present moment.

use std::time::Duration;

use stamp::UtcNanos;

/// Tells the present moment. Passed in everywhere; only the binary has a real one.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock. It can step, in both directions.
    fn now(&self) -> UtcNanos;

    /// Time since some fixed moment of this process. It never goes back.
    fn monotonic(&self) -> Duration;
}
