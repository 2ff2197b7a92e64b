//! The index at its own door, on real tantivy in temporary folders.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod digests;
#[cfg(test)]
mod events;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod nearest;
#[cfg(test)]
mod standing;
