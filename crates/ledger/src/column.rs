//! Numbers in columns: SQLite knows signed 64-bit integers only.

use rusqlite::{Row, types::Type};

use crate::{ErrorKind, LedgerError};

/// The column's value of a number of ours.
pub(crate) fn to_column(number: u64) -> Result<i64, LedgerError> {
    i64::try_from(number)
        .map_err(|_| LedgerError::new(ErrorKind::Invalid, "store a number", format!("{number} is beyond 2^63")))
}

/// A number of ours in a column.
pub(crate) fn number_at(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, value))
}

/// A value in a text column that its type reads.
pub(crate) fn parsed_at<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unreadable(column, format!("{text:?} is no value of its kind")))
}

/// The error of a column that holds what it cannot hold.
pub(crate) fn unreadable(column: usize, said: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, said.into().into())
}
