//! Custody, incidents and tokens in SQLite.
