//! Records and receipts to events.
