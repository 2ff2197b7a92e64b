//! Events made by hand, and a folder to index them in.

use index::{Hit, Index, IndexOptions, IndexReader, IndexWriter, Order, SearchRequest, Standing};
use model::{
    Event, EventTime, Fact, FeedId, Field, Format, FrameFlags, Name, Position, Reasons, Receipt, Seq, Span, StreamId,
    Value,
};
use query::{MatchContext, Query};
use stamp::{Interval, UtcNanos};
use tempfile::TempDir;

/// An event with its bytes and its feed.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) event: Event,
    pub(crate) raw: Vec<u8>,
    pub(crate) feed: &'static str,
}

impl Told {
    pub(crate) fn new(seq: u64, at: i64) -> Self {
        let read = Interval { earliest: UtcNanos(at), latest: UtcNanos(at) };
        let event = Event {
            receipt: Receipt {
                seq: Seq(seq),
                feed: FeedId(1),
                stream: StreamId(1),
                position: Position(seq),
                received_at: UtcNanos(0),
                flags: FrameFlags::default(),
            },
            format: Format { name: "test.pairs", version: 1 },
            header: None,
            time: EventTime {
                at: UtcNanos(at),
                read,
                stamped: read,
                happened: read,
                reasons: Reasons::default(),
                text: None,
            },
            facts: Vec::new(),
            diagnostics: Vec::new(),
        };
        Self { event, raw: Vec::new(), feed: "tcp" }
    }

    /// A value as it stands in the raw text, after a blank.
    pub(crate) fn with(mut self, field: Option<Field>, name: &'static str, value: &str) -> Self {
        self.raw.extend_from_slice(format!(" {name}=").as_bytes());
        let start = self.raw.len();
        self.raw.extend_from_slice(value.as_bytes());
        self.push(field, name, Value::Span(Span::new(start, self.raw.len())));
        self
    }

    pub(crate) fn push(&mut self, field: Option<Field>, name: &'static str, value: Value) {
        self.event.facts.push(Fact { name: Name::Known(name), field, value });
    }

    pub(crate) fn with_word(mut self, field: Field, word: &'static str) -> Self {
        self.push(Some(field), "", Value::Word { word, span: Span::NONE });
        self
    }

    pub(crate) fn with_text(mut self, text: &str) -> Self {
        self.raw.extend_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn meets(&self, query: &Query) -> bool {
        query.matches(&self.event, &self.raw, &MatchContext { feed: self.feed })
    }

    pub(crate) fn hit(&self) -> Hit {
        Hit { at: self.event.time.at, seq: self.event.receipt.seq }
    }
}

/// Small enough for tests: one thread, generations of ten events.
pub(crate) fn options() -> IndexOptions {
    IndexOptions {
        writer_memory_bytes: 15_000_000,
        writer_threads: 1,
        queue_documents_max: 64,
        generation_documents_max: 10,
        generation_documents_min: 4,
    }
}

pub(crate) fn open(root: &TempDir, vault_through: u64) -> (IndexWriter, IndexReader, Standing) {
    Index::open(root.path(), "reader-1", Seq(vault_through), &options()).unwrap()
}

/// Adds events, with a commit after each of the given numbers of them, and waits.
pub(crate) fn feed(writer: &mut IndexWriter, told: &[Told], commit_every: usize) {
    for part in told.chunks(commit_every) {
        for told in part {
            writer.add(&told.event, &told.raw, told.feed).unwrap();
        }
        if let Some(last) = part.last() {
            writer.commit(last.event.receipt.seq, "state").unwrap();
        }
    }
    writer.wait().unwrap();
}

/// A fresh index of these events.
pub(crate) fn indexed(told: &[Told], commit_every: usize) -> (TempDir, IndexWriter, IndexReader) {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, reader, _) = open(&root, 0);
    feed(&mut writer, told, commit_every);
    (root, writer, reader)
}

pub(crate) fn request(query: &Query) -> SearchRequest<'_> {
    SearchRequest {
        query,
        from: None,
        to: None,
        after: None,
        through: Seq(u64::MAX),
        limit: usize::MAX,
        order: Order::Ascending,
    }
}
