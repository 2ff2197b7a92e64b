//! How large a query may be.

/// How large a query may be. A foreign text decides its size; these decide its cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryBounds {
    /// Levels of parentheses and negations inside one another.
    pub nesting_max: usize,
    /// Tests in the whole query.
    pub clauses_max: usize,
    /// Bytes of its text.
    pub query_bytes_max: usize,
}

impl Default for QueryBounds {
    /// 32 levels, 1024 tests, 64 KiB.
    fn default() -> Self {
        Self { nesting_max: 32, clauses_max: 1024, query_bytes_max: 64 * 1024 }
    }
}
