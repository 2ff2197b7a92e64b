//! Opening an index: what lies there is used, or fed again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use model::Seq;

use crate::{
    IndexError, IndexOptions, IndexReader, IndexWriter,
    build::{Build, create_build, list_builds, read_pointer, remove_others, write_pointer},
    error::During,
    feeder::Feeder,
    payload::Payload,
    schema::INDEX_VERSION,
    snapshot::{Shelf, Snapshot},
};

/// The door to an index in a folder.
#[derive(Clone, Copy, Debug)]
pub struct Index;

/// Where an index stands when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Every record up to here has its outcome; feeding goes on with the next. 0 where nothing was fed.
    pub through: Seq,
    /// What the caller said of itself at the commit of `through`; empty where nothing was fed.
    pub state: String,
    /// Why what lay there is not gone on with; none where it is, or where there was nothing.
    pub restart: Option<Restart>,
    /// True where an older build serves until [`IndexWriter::swap`]: to be called once the feeding has caught up.
    pub swap_due: bool,
}

/// Why an index is fed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restart {
    /// Another reader fed it. It serves until the new build has caught up.
    OtherReader,
    /// Another version of this crate wrote it.
    OtherVersion,
    /// It holds records that the vault does not have, up to this one.
    AheadOfVault(Seq),
    /// It cannot be read; the text says why.
    Damaged(String),
}

/// How a build is opened.
struct Opening<'a> {
    root: &'a Path,
    fingerprint: &'a str,
    options: &'a IndexOptions,
}

impl Index {
    /// Opens the index of a folder for feeding and for questions; makes the folder where there is none. One process
    /// at a time.
    ///
    /// `fingerprint` names the reader of records: an index of another one is fed again, beside. `vault_through` is the
    /// last record that the vault has: an index ahead of it is discarded, and so is one that cannot be read.
    ///
    /// # Errors
    /// [`IndexError`], where the folder cannot be read or written, or another process feeds it.
    pub fn open(
        root: &Path,
        fingerprint: &str,
        vault_through: Seq,
        options: &IndexOptions,
    ) -> Result<(IndexWriter, IndexReader, Standing), IndexError> {
        fs::create_dir_all(root).during("create", root)?;
        let opening = Opening { root, fingerprint, options };
        let Some(path) = read_pointer(root)? else { return opening.start_anew(None) };
        let build = match Build::load(&path, true) {
            Ok(build) => build,
            Err(error) => return opening.start_anew(Some(Restart::Damaged(error.to_string()))),
        };
        match build.payload.as_ref() {
            Some(payload) if payload.version != INDEX_VERSION => opening.start_anew(Some(Restart::OtherVersion)),
            Some(payload) if payload.through > vault_through => {
                opening.start_anew(Some(Restart::AheadOfVault(payload.through)))
            }
            Some(payload) if payload.fingerprint != fingerprint => opening.go_on_beside(&build, vault_through),
            _ => {
                remove_others(root, &[&path])?;
                opening.run(build, None, None)
            }
        }
    }

    /// Opens a new build beside what lies there, to be fed from the first record. The reader sees the new build; other
    /// readers see the old one until [`IndexWriter::swap`], and beyond it what they have open.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn rebuild(
        root: &Path,
        fingerprint: &str,
        options: &IndexOptions,
    ) -> Result<(IndexWriter, IndexReader, Standing), IndexError> {
        fs::create_dir_all(root).during("create", root)?;
        let serving = read_pointer(root)?;
        remove_others(root, &serving.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        let build = Build::load(&create_build(root)?, true)?;
        let opening = Opening { root, fingerprint, options };
        let (writer, reader, standing) = opening.run(build, None, None)?;
        Ok((writer, reader, Standing { swap_due: true, ..standing }))
    }

    /// Opens the build that serves for questions alone, as of its last commit. None where nothing serves.
    ///
    /// # Errors
    /// [`IndexError`], also where the index cannot be read as such.
    pub fn read(root: &Path) -> Result<Option<IndexReader>, IndexError> {
        if !root.exists() {
            return Ok(None);
        }
        let Some(path) = read_pointer(root)? else { return Ok(None) };
        let build = Build::load(&path, false)?;
        if build.payload.as_ref().is_some_and(|payload| payload.version != INDEX_VERSION) {
            return Err(IndexError::damaged(format!("open {}", path.display()), "another version wrote it"));
        }
        Ok(Some(IndexReader::new(Shelf::new(build.snapshot("")?))))
    }
}

impl Opening<'_> {
    /// Discards what lies there: it cannot serve.
    fn start_anew(&self, restart: Option<Restart>) -> Result<(IndexWriter, IndexReader, Standing), IndexError> {
        let path = create_build(self.root)?;
        write_pointer(self.root, &path)?;
        remove_others(self.root, &[&path])?;
        self.run(Build::load(&path, true)?, restart, None)
    }

    /// Lets what lies there serve while another build is fed; goes on with that where one was begun.
    fn go_on_beside(
        &self,
        serving: &Build,
        vault_through: Seq,
    ) -> Result<(IndexWriter, IndexReader, Standing), IndexError> {
        let begun = list_builds(self.root)?.pop().filter(|path| *path > serving.path);
        let fits = |build: &Build| {
            build.payload.as_ref().is_some_and(|payload| {
                payload.version == INDEX_VERSION
                    && payload.fingerprint == self.fingerprint
                    && payload.through <= vault_through
            })
        };
        let begun = begun.and_then(|path| Build::load(&path, true).ok()).filter(fits);
        let build = match begun {
            Some(build) => build,
            None => {
                remove_others(self.root, &[&serving.path])?;
                Build::load(&create_build(self.root)?, true)?
            }
        };
        self.run(build, Some(Restart::OtherReader), Some(serving.snapshot(self.fingerprint)?))
    }

    /// Starts feeding a build; `serving` is what searches see meanwhile, where it is another one.
    fn run(
        &self,
        build: Build,
        restart: Option<Restart>,
        serving: Option<Snapshot>,
    ) -> Result<(IndexWriter, IndexReader, Standing), IndexError> {
        let payload = build.payload.clone().unwrap_or_else(|| Payload::new(self.fingerprint));
        let swap_due = serving.is_some();
        let shelf = Shelf::new(match serving {
            Some(serving) => serving,
            None => build.snapshot(self.fingerprint)?,
        });
        let standing = Standing { through: payload.through, state: payload.state.clone(), restart, swap_due };
        let through = payload.through;
        let feeder = Feeder::new(self.root, build, payload, shelf.clone(), !swap_due, *self.options)?;
        let writer = IndexWriter::start(feeder, through, self.options)?;
        Ok((writer, IndexReader::new(shelf), standing))
    }
}
