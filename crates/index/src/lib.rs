//! Events searched with tantivy.
//!
//! A cache over the vault: an event goes in as the words and terms that it is found by, a query tree comes out as
//! ordered (time, `seq`) pairs. No event is stored; a hit is answered from the vault by reading its bytes again. What
//! the index cannot answer alone it answers with too many hits and says so ([`SearchAnswer::exact`]), and
//! [`query::Query::matches`] decides. It holds no fact that the vault and the ledger lack, so it can be deleted and
//! fed again to the same answers and the same [`Digests`].
//!
//! One directory of tantivy per generation, in `seq` order, under one build:
//! ```text
//! root/current                    the name of the build that serves
//! root/build-000001/gen-000001/   tantivy's files
//! root/build-000001/gen-000002/
//! root/build-000002/gen-000001/   another reader's build, being fed beside
//! ```
//! It knows no HTTP, no SQL, no vault and no format; it never reads the clock.
//!
//! Begin at [`Index::open`], then [`IndexWriter::add`] and [`IndexReader::search`].

mod build;
mod compile;
mod counts;
mod digest;
mod document;
mod entry;
mod error;
mod feeder;
mod generation;
mod leaf;
mod nearest;
mod open;
mod options;
mod payload;
mod reader;
mod schema;
mod search;
mod snapshot;
mod terms;
mod writer;

pub use counts::{Outcome, Outcomes};
pub use digest::Digests;
pub use error::{IndexError, IndexErrorKind};
pub use nearest::NearestRequest;
pub use open::{Index, Restart, Standing};
pub use options::IndexOptions;
pub use reader::IndexReader;
pub use search::{Cursor, Hit, Order, SearchAnswer, SearchRequest};
pub use writer::IndexWriter;
