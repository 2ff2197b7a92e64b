//! What is wrong with a query's text.

/// A text that is no query: where, what stands there, what was expected instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: found {found}, expected {expected}")]
pub struct QueryError {
    /// The character at which it went wrong, counted from 1.
    pub column: usize,
    /// What stands there, in words or in backticks.
    pub found: String,
    /// What could have stood there.
    pub expected: String,
}
