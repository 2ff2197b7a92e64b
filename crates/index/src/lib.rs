//! Events searched with tantivy.
