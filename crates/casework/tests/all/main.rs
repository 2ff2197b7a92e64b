//! The way back at its own door: real vault, real SQLite, real tantivy; the clock is passed in.

#[cfg(test)]
mod damaged;
#[cfg(test)]
mod erased;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod true_time;
#[cfg(test)]
mod witnesses;
#[cfg(test)]
mod world;
