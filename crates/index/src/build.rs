//! A build: a folder of generations, fed by one reader.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    IndexError,
    error::During,
    generation::Generation,
    payload::Payload,
    snapshot::{Snapshot, View},
};

const POINTER: &str = "current";

/// A build, read from its folder.
pub(crate) struct Build {
    pub(crate) path: PathBuf,
    /// Oldest first.
    pub(crate) generations: Vec<Generation>,
    /// What its last commit says; none where there is none yet.
    pub(crate) payload: Option<Payload>,
}

impl Build {
    /// Reads a build. What was never committed is removed where `clear` says so, and left out in any case.
    pub(crate) fn load(path: &Path, clear: bool) -> Result<Self, IndexError> {
        let mut build = Self { path: path.to_owned(), generations: Vec::new(), payload: None };
        let numbers = list_numbers(path, "gen-").during("read", path)?;
        let mut documents = 0;
        for (at, number) in numbers.iter().enumerate() {
            let folder = generation_path(path, *number);
            match Generation::load(&folder, *number)? {
                Some((generation, payload)) => {
                    documents += payload.generation.documents;
                    if payload.fed_len() != documents {
                        let what = format!("{documents} events lie where its commit says {}", payload.fed_len());
                        return Err(IndexError::damaged(format!("open {}", folder.display()), what));
                    }
                    build.generations.push(generation);
                    build.payload = Some(payload);
                }
                None if at + 1 < numbers.len() => {
                    return Err(IndexError::damaged(format!("open {}", folder.display()), "it was never committed"));
                }
                None if clear => fs::remove_dir_all(&folder).during("remove", &folder)?,
                None => {}
            }
        }
        Ok(build)
    }

    /// What searches see of it.
    pub(crate) fn snapshot(&self, fingerprint: &str) -> Result<Snapshot, IndexError> {
        let generations = self.generations.iter().map(Generation::view).collect::<Result<Vec<View>, _>>()?;
        Ok(Snapshot { generations, payload: self.payload.clone().unwrap_or_else(|| Payload::new(fingerprint)) })
    }
}

/// The folder of a generation.
pub(crate) fn generation_path(build: &Path, number: u32) -> PathBuf {
    build.join(format!("gen-{number:06}"))
}

/// The folders of all builds, oldest first.
pub(crate) fn list_builds(root: &Path) -> Result<Vec<PathBuf>, IndexError> {
    let numbers = list_numbers(root, "build-").during("read", root)?;
    Ok(numbers.into_iter().map(|number| build_path(root, number)).collect())
}

/// Makes the folder of a new build.
pub(crate) fn create_build(root: &Path) -> Result<PathBuf, IndexError> {
    let last = list_numbers(root, "build-").during("read", root)?.pop().unwrap_or(0);
    let path = build_path(root, last.saturating_add(1));
    fs::create_dir_all(&path).during("create", &path)?;
    Ok(path)
}

/// The build that serves; none where none is named, or what is named is gone.
pub(crate) fn read_pointer(root: &Path) -> Result<Option<PathBuf>, IndexError> {
    let path = root.join(POINTER);
    match fs::read_to_string(&path) {
        Ok(name) => {
            let builds = list_builds(root)?;
            Ok(builds.into_iter().find(|build| build.file_name().is_some_and(|it| it.to_str() == Some(name.trim()))))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(None),
        Err(error) => Err(IndexError::new(format!("read {}", path.display()), error)),
    }
}

/// Lets a build serve, from now on or not at all.
pub(crate) fn write_pointer(root: &Path, build: &Path) -> Result<(), IndexError> {
    let (path, beside) = (root.join(POINTER), root.join("current.new"));
    let name = build.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let write = || -> io::Result<()> {
        let mut file = File::create(&beside)?;
        writeln!(file, "{name}")?;
        file.sync_all()?;
        fs::rename(&beside, &path)?;
        File::open(root)?.sync_all()
    };
    write().during("write", &path)
}

/// Removes every build but one.
pub(crate) fn remove_others(root: &Path, keep: &[&Path]) -> Result<(), IndexError> {
    for build in list_builds(root)?.iter().filter(|build| !keep.contains(&build.as_path())) {
        fs::remove_dir_all(build).during("remove", build)?;
    }
    Ok(())
}

fn build_path(root: &Path, number: u32) -> PathBuf {
    root.join(format!("build-{number:06}"))
}

/// The numbers of the folders of this prefix, ascending; other names are none of ours.
fn list_numbers(path: &Path, prefix: &str) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(prefix)).and_then(|rest| rest.parse::<u32>().ok());
        numbers.extend(number);
    }
    numbers.sort_unstable();
    Ok(numbers)
}
