//! The query language: what parses to what, what is refused and how, and what matches.

#[cfg(test)]
mod event;
#[cfg(test)]
mod language;
#[cfg(test)]
mod matching;
#[cfg(test)]
mod roundtrip;
#[cfg(test)]
mod trouble;
