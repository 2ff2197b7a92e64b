//! One generation: one directory of tantivy, open for writing.

use std::{
    path::{Path, PathBuf},
    thread::{self, JoinHandle},
};

use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy,
    indexer::{IndexWriterOptions, LogMergePolicy},
    store::Compressor,
    tokenizer::TextAnalyzer,
};

use crate::{
    IndexError, IndexErrorKind, IndexOptions,
    entry::Entry,
    error::During,
    payload::{GenerationRange, Payload},
    schema::{LAYOUT, WORDS_TOKENIZER},
    snapshot::View,
    terms::Words,
};

/// A segment of so many documents is left as it is: those of an import, with commits of 50 000, are never merged, and
/// time-ordered segments answer windows faster than few large ones. The small ones of live commits are merged up to it.
const MERGED_DOCUMENTS_MAX: usize = 20_000;

/// A generation's files, for reading.
pub(crate) struct Generation {
    pub(crate) number: u32,
    path: PathBuf,
    index: Index,
    reader: IndexReader,
}

/// A generation that takes documents.
pub(crate) struct OpenGeneration {
    pub(crate) generation: Generation,
    pub(crate) range: GenerationRange,
    writer: IndexWriter<Entry>,
}

impl Generation {
    /// Makes an empty one.
    pub(crate) fn create(path: &Path, number: u32) -> Result<Self, IndexError> {
        std::fs::create_dir_all(path).during("create", path)?;
        // Nothing is stored, so nothing need be compressed on a thread of its own.
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let index = Index::builder().schema(LAYOUT.schema.clone()).settings(settings).create_in_dir(path);
        let index = index.during("create the index", path)?;
        Self::new(path, number, index)
    }

    /// Opens one for reading, and reads what its last commit says; none where it was never committed.
    pub(crate) fn load(path: &Path, number: u32) -> Result<Option<(Self, Payload)>, IndexError> {
        if !path.join("meta.json").exists() {
            return Ok(None);
        }
        let index = Index::open_in_dir(path).during("open the index", path)?;
        let text = index.load_metas().during("open the index", path)?.payload;
        let Some(text) = text else { return Ok(None) };
        let payload =
            Payload::read(&text).map_err(|what| IndexError::damaged(format!("open {}", path.display()), what))?;
        let generation = Self::new(path, number, index)?;
        let documents = generation.reader.searcher().num_docs();
        if documents != payload.generation.documents {
            let what = format!("it holds {documents} events where its commit says {}", payload.generation.documents);
            return Err(IndexError::damaged(format!("open {}", path.display()), what));
        }
        Ok(Some((generation, payload)))
    }

    fn new(path: &Path, number: u32, index: Index) -> Result<Self, IndexError> {
        index.tokenizers().register(WORDS_TOKENIZER, TextAnalyzer::builder(Words::default()).build());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(0);
        let reader = reader.try_into().during("read the index", path)?;
        Ok(Self { number, path: path.to_owned(), index, reader })
    }

    /// What searches see of it now.
    pub(crate) fn view(&self) -> Result<View, IndexError> {
        self.reader.reload().during("read the index", &self.path)?;
        View::new(self.reader.searcher())
    }

    /// Opens it for writing; `range` is what its last commit says.
    pub(crate) fn open(self, range: GenerationRange, options: &IndexOptions) -> Result<OpenGeneration, IndexError> {
        const THREAD_MEMORY_BYTES_MIN: usize = 15_000_000;
        let threads = options.writer_threads.max(1);
        let each = (options.writer_memory_bytes / threads).max(THREAD_MEMORY_BYTES_MIN);
        let written = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(each)
            .num_merge_threads(1)
            .build();
        let writer = self.index.writer_with_options(written).during("write the index", &self.path)?;
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(MERGED_DOCUMENTS_MAX);
        writer.set_merge_policy(Box::new(policy));
        Ok(OpenGeneration { generation: self, range, writer })
    }
}

impl OpenGeneration {
    pub(crate) fn add(&mut self, entry: Entry) -> Result<(), IndexError> {
        if self.range.documents == 0 {
            self.range.day = entry.day;
        }
        self.range.documents += 1;
        self.writer.add_document(entry).during("add to the index", &self.generation.path)?;
        Ok(())
    }

    /// True where the next entry, of this day of receipt, belongs into another generation. Asked between commits.
    pub(crate) const fn is_full(&self, day: i64, options: &IndexOptions) -> bool {
        let documents = self.range.documents;
        documents >= options.generation_documents_max
            || (day != self.range.day && documents >= options.generation_documents_min)
    }

    /// Makes everything added durable, together with what the commit says of itself.
    pub(crate) fn commit(&mut self, payload: &Payload) -> Result<(), IndexError> {
        let path = &self.generation.path;
        let mut prepared = self.writer.prepare_commit().during("commit the index", path)?;
        prepared.set_payload(&payload.write());
        prepared.commit().during("commit the index", path)?;
        Ok(())
    }

    /// Closes it for writing. Merges under way go on in a thread of their own.
    pub(crate) fn close(self) -> Result<(Generation, JoinHandle<Result<(), IndexErrorKind>>), IndexError> {
        let Self { generation, writer, .. } = self;
        let merging = thread::Builder::new()
            .name("index-merge".to_owned())
            .spawn(move || writer.wait_merging_threads().map_err(IndexErrorKind::from))
            .during("close the index", &generation.path)?;
        Ok((generation, merging))
    }
}
