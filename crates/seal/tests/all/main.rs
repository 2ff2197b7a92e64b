//! The door of `seal`, against other implementations (`ct-merkle`, `signed_note`) and published vectors.

#[cfg(test)]
mod checkpoint;
#[cfg(test)]
mod tree;
