//! The crate at its own door: one small case, with hostile texts in it, in every form; and phrases.

#[cfg(test)]
mod forms;
#[cfg(test)]
mod phrases;
#[cfg(test)]
mod sample;
