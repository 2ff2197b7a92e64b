//! The door for events.

use std::{
    fmt, mem,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use model::{Event, Seq};

use crate::{
    IndexError, IndexErrorKind, IndexOptions, Outcome,
    entry::Entry,
    feeder::{Feeder, Item, Message},
};

/// So many outcomes are handed to the feeding thread together.
const BATCH_ITEMS: usize = 64;

/// Feeds the index. tantivy runs on threads of its own, behind a bounded queue: [`IndexWriter::add`] waits only where
/// the queue is full, and [`IndexWriter::commit`] does not wait. A failure of the thread comes back from the next call.
///
/// Dropping it loses what was not committed, as a crash would.
pub struct IndexWriter {
    messages: Option<SyncSender<Message>>,
    thread: Option<JoinHandle<Result<(), IndexError>>>,
    batch: Vec<Item>,
    /// The last record that was added or committed.
    last: Seq,
}

impl IndexWriter {
    pub(crate) fn start(feeder: Feeder, through: Seq, options: &IndexOptions) -> Result<Self, IndexError> {
        let queue = (options.queue_documents_max / BATCH_ITEMS).max(1);
        let (messages, inbox): (_, Receiver<Message>) = sync_channel(queue);
        let thread = thread::Builder::new()
            .name("index-feed".to_owned())
            .spawn(move || feeder.run(&inbox))
            .map_err(|error| IndexError::new("start the feeding thread", error))?;
        Ok(Self {
            messages: Some(messages),
            thread: Some(thread),
            batch: Vec::with_capacity(BATCH_ITEMS),
            last: through,
        })
    }

    /// Adds an event, and counts it as indexed. Events come in the order of their `seq`; `raw` are the bytes in which
    /// its spans lie, `feed` is the configured name of its feed.
    ///
    /// # Errors
    /// [`IndexError`], where the feeding thread has failed, or the event is not after the last one.
    pub fn add(&mut self, event: &Event, raw: &[u8], feed: &str) -> Result<(), IndexError> {
        let seq = event.receipt.seq;
        if seq <= self.last {
            let what = format!("record {seq} came after record {}", self.last);
            return Err(IndexError::damaged("add to the index", what));
        }
        self.last = seq;
        self.push(Item::Indexed(Entry::build(event, raw, feed)))
    }

    /// Counts a record that is not indexed.
    ///
    /// # Errors
    /// [`IndexError`], where the feeding thread has failed.
    pub fn count_outcome(&mut self, feed: &str, outcome: Outcome) -> Result<(), IndexError> {
        self.push(Item::Other(feed.to_owned(), outcome))
    }

    /// Makes everything so far durable and then visible, as soon as the feeding thread comes to it. `through` is the
    /// last record that has its outcome; `state` is the caller's own, given back by [`crate::Standing::state`].
    ///
    /// Many commits of few events cost more than few of many: below 50 000 the rate of feeding halves.
    ///
    /// # Errors
    /// [`IndexError`], where the feeding thread has failed, or `through` lies before what was added.
    pub fn commit(&mut self, through: Seq, state: &str) -> Result<(), IndexError> {
        if through < self.last {
            let what = format!("record {through} lies before record {}, which was added", self.last);
            return Err(IndexError::damaged("commit the index", what));
        }
        self.last = through;
        self.flush()?;
        self.send(Message::Commit { through, state: state.to_owned() })
    }

    /// Waits until everything so far is done, commits included.
    ///
    /// # Errors
    /// [`IndexError`], where the feeding thread has failed.
    pub fn wait(&mut self) -> Result<(), IndexError> {
        self.flush()?;
        let (done, answer) = sync_channel(1);
        self.send(Message::Wait(done))?;
        answer.recv().map_err(|_| self.failure())
    }

    /// Lets this build serve in place of an older one, which is removed; see [`crate::Standing::swap_due`]. Waits.
    ///
    /// # Errors
    /// [`IndexError`], where the feeding thread has failed.
    pub fn swap(&mut self) -> Result<(), IndexError> {
        self.flush()?;
        self.send(Message::Swap)?;
        self.wait()
    }

    /// Waits until everything so far is done, and ends. What was not committed is lost.
    ///
    /// # Errors
    /// [`IndexError`], where the feeding thread has failed.
    pub fn close(mut self) -> Result<(), IndexError> {
        self.flush()?;
        self.messages = None;
        self.join()
    }

    fn push(&mut self, item: Item) -> Result<(), IndexError> {
        self.batch.push(item);
        if self.batch.len() < BATCH_ITEMS { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = mem::replace(&mut self.batch, Vec::with_capacity(BATCH_ITEMS));
        self.send(Message::Items(batch))
    }

    fn send(&mut self, message: Message) -> Result<(), IndexError> {
        let sent = self.messages.as_ref().is_some_and(|messages| messages.send(message).is_ok());
        if sent { Ok(()) } else { Err(self.failure()) }
    }

    /// Why the feeding thread is gone; told once.
    fn failure(&mut self) -> IndexError {
        self.messages = None;
        let ended = || IndexError::new("feed the index", IndexErrorKind::Ended);
        self.join().err().unwrap_or_else(ended)
    }

    fn join(&mut self) -> Result<(), IndexError> {
        let Some(thread) = self.thread.take() else { return Ok(()) };
        thread.join().unwrap_or_else(|_| Err(IndexError::new("feed the index", IndexErrorKind::Ended)))
    }
}

impl Drop for IndexWriter {
    fn drop(&mut self) {
        self.messages = None;
        if let Err(error) = self.join() {
            tracing::error!(%error, "failed to feed the index");
        }
    }
}

impl fmt::Debug for IndexWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexWriter").field("last", &self.last).finish_non_exhaustive()
    }
}
