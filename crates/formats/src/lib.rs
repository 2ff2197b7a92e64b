//! Frames to records: vendors' dialects.
