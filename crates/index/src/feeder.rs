//! The thread that feeds tantivy.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, SyncSender},
    thread::JoinHandle,
};

use model::Seq;
use seal::Frontier;

use crate::{
    IndexError, IndexErrorKind, IndexOptions, Outcome,
    build::{Build, generation_path, remove_others, write_pointer},
    entry::Entry,
    generation::{Generation, OpenGeneration},
    payload::Payload,
    snapshot::{Shelf, Snapshot, View},
};

/// One record's outcome.
pub(crate) enum Item {
    Indexed(Entry),
    Other(String, Outcome),
}

/// What the feeding thread is told, in this order.
pub(crate) enum Message {
    Items(Vec<Item>),
    Commit {
        through: Seq,
        state: String,
    },
    /// Answered once all before it is done.
    Wait(SyncSender<()>),
    Swap,
}

/// The state of the feeding thread.
pub(crate) struct Feeder {
    root: PathBuf,
    build: PathBuf,
    options: IndexOptions,
    shelf: Shelf,
    /// True where this build serves.
    serves: bool,
    payload: Payload,
    fed: Frontier,
    closed: Vec<Closed>,
    open: Option<OpenGeneration>,
    /// True where something was added since the last commit.
    dirty: bool,
}

/// A generation that takes no more documents.
struct Closed {
    generation: Generation,
    view: View,
    merging: Option<JoinHandle<Result<(), IndexErrorKind>>>,
}

impl Feeder {
    pub(crate) fn new(
        root: &Path,
        build: Build,
        payload: Payload,
        shelf: Shelf,
        serves: bool,
        options: IndexOptions,
    ) -> Result<Self, IndexError> {
        let Build { path, mut generations, .. } = build;
        let last = generations.pop();
        let closed = generations.into_iter().map(|generation| {
            let view = generation.view()?;
            Ok(Closed { generation, view, merging: None })
        });
        let closed = closed.collect::<Result<Vec<_>, IndexError>>()?;
        let open = last.map(|generation| generation.open(payload.generation, &options)).transpose()?;
        let fed = payload.fed().unwrap_or_default();
        Ok(Self {
            root: root.to_owned(),
            build: path,
            options,
            shelf,
            serves,
            payload,
            fed,
            closed,
            open,
            dirty: false,
        })
    }

    /// Does what it is told until nobody is left to tell. What was not committed then is gone.
    pub(crate) fn run(mut self, messages: &Receiver<Message>) -> Result<(), IndexError> {
        for message in messages {
            match message {
                Message::Items(items) => items.into_iter().try_for_each(|item| self.take(item))?,
                Message::Commit { through, state } => self.commit(through, state)?,
                // Who asked may be gone: that is no failure of ours.
                Message::Wait(done) => drop(done.send(())),
                Message::Swap => self.swap()?,
            }
        }
        // Merges that are under way are let finish, so that they need not be begun again.
        if let Some(open) = self.open.take() {
            let (_, merging) = open.close()?;
            join_merging(merging)?;
        }
        self.closed.into_iter().filter_map(|closed| closed.merging).try_for_each(join_merging)
    }

    fn take(&mut self, item: Item) -> Result<(), IndexError> {
        match item {
            Item::Indexed(entry) => {
                self.payload.counts.entry(entry.feed.clone()).or_default().indexed += 1;
                self.fed.push(entry.leaf());
                if !self.dirty {
                    self.roll_over(entry.day)?;
                }
                self.dirty = true;
                self.open_generation()?.add(entry)
            }
            Item::Other(feed, outcome) => {
                let counts = self.payload.counts.entry(feed).or_default();
                match outcome {
                    Outcome::Duplicate => counts.duplicate += 1,
                    Outcome::Quarantined => counts.quarantined += 1,
                }
                Ok(())
            }
        }
    }

    /// Closes a full generation. Only between commits, so that each commit is whole.
    fn roll_over(&mut self, day: i64) -> Result<(), IndexError> {
        let Some(open) = self.open.take_if(|open| open.is_full(day, &self.options)) else { return Ok(()) };
        let (generation, merging) = open.close()?;
        let view = generation.view()?;
        self.closed.push(Closed { generation, view, merging: Some(merging) });
        Ok(())
    }

    fn open_generation(&mut self) -> Result<&mut OpenGeneration, IndexError> {
        let open = match self.open.take() {
            Some(open) => open,
            None => {
                let number = self.closed.last().map_or(1, |closed| closed.generation.number.saturating_add(1));
                let generation = Generation::create(&generation_path(&self.build, number), number)?;
                generation.open(crate::payload::GenerationRange::default(), &self.options)?
            }
        };
        Ok(self.open.insert(open))
    }

    fn commit(&mut self, through: Seq, state: String) -> Result<(), IndexError> {
        self.payload.through = through;
        self.payload.state = state;
        self.payload.set_fed(&self.fed);
        let range = self.open_generation()?.range;
        self.payload.generation = range;
        let payload = self.payload.clone();
        self.open_generation()?.commit(&payload)?;
        self.dirty = false;
        if self.serves { self.publish() } else { Ok(()) }
    }

    fn swap(&mut self) -> Result<(), IndexError> {
        write_pointer(&self.root, &self.build)?;
        self.serves = true;
        self.publish()?;
        remove_others(&self.root, &[&self.build])
    }

    /// Lets searches see the last commit.
    fn publish(&mut self) -> Result<(), IndexError> {
        let mut generations = Vec::with_capacity(self.closed.len() + 1);
        for closed in &mut self.closed {
            if let Some(merging) = closed.merging.take_if(|merging| merging.is_finished()) {
                join_merging(merging)?;
                closed.view = closed.generation.view()?;
            }
            generations.push(closed.view.clone());
        }
        if let Some(open) = &self.open {
            generations.push(open.generation.view()?);
        }
        self.shelf.publish(Snapshot { generations, payload: self.payload.clone() });
        Ok(())
    }
}

fn join_merging(merging: JoinHandle<Result<(), IndexErrorKind>>) -> Result<(), IndexError> {
    let result = merging.join().unwrap_or(Err(IndexErrorKind::Ended));
    result.map_err(|kind| IndexError::new("merge the index", kind))
}
