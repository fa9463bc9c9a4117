//! A disk in memory that fails on command: the record's tests of everything kill -9 cannot show.
//!
//! Every file has what was written and what was synced; every name has whether its directory was
//! synced since. [`FaultyDisk::crash`] is the power cut: it drops what was not synced, or keeps a
//! chosen part of it, as a torn write would.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Disk, DiskFile};

/// A disk in memory whose faults are planned by a test. Clones share the same files.
#[derive(Clone, Debug, Default)]
pub struct FaultyDisk {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    files: BTreeMap<PathBuf, Arc<Mutex<Contents>>>,
    durable_names: BTreeMap<PathBuf, Arc<Mutex<Contents>>>,
    locks: BTreeSet<PathBuf>,
    plan: Plan,
}

#[derive(Debug, Default)]
struct Contents {
    written: Vec<u8>,
    synced: Vec<u8>,
}

#[derive(Debug, Default)]
struct Plan {
    /// Writes until one fails; it leaves this many of its bytes behind.
    failing_write: Option<(u64, usize)>,
    /// Syncs until one fails.
    failing_sync: Option<u64>,
    /// Bytes that can still be written.
    free_bytes: Option<u64>,
}

impl FaultyDisk {
    /// Returns an empty disk without faults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fails the write after the next `writes` ones, leaving `bytes_kept` of it behind.
    pub fn fail_write_after(&self, writes: u64, bytes_kept: usize) {
        self.lock_inner().plan.failing_write = Some((writes, bytes_kept));
    }

    /// Fails the sync after the next `syncs` ones.
    pub fn fail_sync_after(&self, syncs: u64) {
        self.lock_inner().plan.failing_sync = Some(syncs);
    }

    /// Leaves room for `free_bytes` more; a write that does not fit writes what fits and fails.
    pub fn fill_up_to(&self, free_bytes: u64) {
        self.lock_inner().plan.free_bytes = Some(free_bytes);
    }

    /// Cuts the power and repairs every planned fault. Of what a file got after its last sync,
    /// `keep` says how many bytes reached the disk all the same.
    pub fn crash(&self, mut keep: impl FnMut(&Path, usize) -> usize) {
        let mut inner = self.lock_inner();
        inner.plan = Plan::default();
        inner.locks.clear();
        inner.files = inner.durable_names.clone();
        for (path, contents) in &inner.files {
            let mut contents = lock(contents);
            let synced = contents.synced.len();
            let unsynced = contents.written.len().saturating_sub(synced);
            let kept = synced + keep(path, unsynced).min(unsynced);
            if contents.written.starts_with(&contents.synced) {
                contents.written.truncate(kept);
            } else {
                contents.written = contents.synced.clone();
            }
            contents.synced = contents.written.clone();
        }
    }

    /// Returns the bytes of the file at `path`.
    #[must_use]
    pub fn bytes_of(&self, path: &Path) -> Option<Vec<u8>> {
        self.lock_inner()
            .files
            .get(path)
            .map(|contents| lock(contents).written.clone())
    }

    /// Puts `bytes` in the file at `path`, durably.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let contents = Arc::new(Mutex::new(Contents {
            written: bytes.to_vec(),
            synced: bytes.to_vec(),
        }));
        let mut inner = self.lock_inner();
        inner
            .files
            .insert(path.to_path_buf(), Arc::clone(&contents));
        inner.durable_names.insert(path.to_path_buf(), contents);
    }

    /// Returns the path of every file.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.lock_inner().files.keys().cloned().collect()
    }

    fn lock_inner(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }

    fn handle(&self, contents: Arc<Mutex<Contents>>) -> Box<dyn DiskFile> {
        Box::new(FaultyFile {
            disk: self.clone(),
            contents,
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fault(what: &str) -> io::Error {
    io::Error::other(format!("{what} (planned fault)"))
}

impl Disk for FaultyDisk {
    fn create_dir_all(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut inner = self.lock_inner();
        inner.plan.sync()?;
        inner
            .durable_names
            .retain(|path, _| path.parent() != Some(dir));
        let named: Vec<_> = inner
            .files
            .iter()
            .filter(|(path, _)| path.parent() == Some(dir))
            .map(|(path, contents)| (path.clone(), Arc::clone(contents)))
            .collect();
        inner.durable_names.extend(named);
        Ok(())
    }

    fn list_files(&self, dir: &Path) -> io::Result<Vec<String>> {
        let inner = self.lock_inner();
        let names = inner.files.keys().filter(|path| path.parent() == Some(dir));
        Ok(names
            .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
            .collect())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let found = self.lock_inner().files.get(path).cloned();
        found
            .map(|contents| self.handle(contents))
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let contents = Arc::clone(
            self.lock_inner()
                .files
                .entry(path.to_path_buf())
                .or_default(),
        );
        Ok(self.handle(contents))
    }

    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        if self.lock_inner().files.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.open_append(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inner = self.lock_inner();
        let contents = inner.files.remove(from).ok_or(io::ErrorKind::NotFound)?;
        inner.files.insert(to.to_path_buf(), contents);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let removed = self.lock_inner().files.remove(path);
        removed
            .map(|_| ())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn lock(&self, path: &Path) -> io::Result<Box<dyn Debug + Send + Sync>> {
        if !self.lock_inner().locks.insert(path.to_path_buf()) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(Box::new(HeldLock {
            disk: self.clone(),
            path: path.to_path_buf(),
        }))
    }
}

impl Plan {
    fn write(&mut self, length: usize) -> Result<(), (usize, io::Error)> {
        if let Some((writes, bytes_kept)) = &mut self.failing_write {
            if *writes == 0 {
                return Err((*bytes_kept, fault("write failed")));
            }
            *writes -= 1;
        }
        if let Some(free_bytes) = &mut self.free_bytes {
            if (length as u64) > *free_bytes {
                let fitting = usize::try_from(*free_bytes).unwrap_or(length);
                return Err((fitting, io::ErrorKind::StorageFull.into()));
            }
            *free_bytes -= length as u64;
        }
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        if let Some(syncs) = &mut self.failing_sync {
            if *syncs == 0 {
                return Err(fault("sync failed"));
            }
            *syncs -= 1;
        }
        Ok(())
    }
}

#[derive(Debug)]
struct HeldLock {
    disk: FaultyDisk,
    path: PathBuf,
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        self.disk.lock_inner().locks.remove(&self.path);
    }
}

#[derive(Debug)]
struct FaultyFile {
    disk: FaultyDisk,
    contents: Arc<Mutex<Contents>>,
}

impl DiskFile for FaultyFile {
    fn length_bytes(&self) -> io::Result<u64> {
        Ok(lock(&self.contents).written.len() as u64)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let contents = lock(&self.contents);
        let from = usize::try_from(offset).map_err(io::Error::other)?;
        let there = contents.written.get(from..).unwrap_or_default();
        let read = there.len().min(buffer.len());
        buffer[..read].copy_from_slice(&there[..read]);
        Ok(read)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let outcome = self.disk.lock_inner().plan.write(bytes.len());
        let mut contents = lock(&self.contents);
        match outcome {
            Ok(()) => {
                contents.written.extend_from_slice(bytes);
                Ok(())
            }
            Err((bytes_kept, error)) => {
                contents
                    .written
                    .extend_from_slice(&bytes[..bytes_kept.min(bytes.len())]);
                Err(error)
            }
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.lock_inner().plan.sync()?;
        let mut contents = lock(&self.contents);
        let Contents { written, synced } = &mut *contents;
        if written.starts_with(synced) {
            let from = synced.len();
            synced.extend_from_slice(&written[from..]);
        } else {
            synced.clone_from(written);
        }
        Ok(())
    }

    fn truncate(&mut self, length_bytes: u64) -> io::Result<()> {
        let length = usize::try_from(length_bytes).map_err(io::Error::other)?;
        lock(&self.contents).written.truncate(length);
        Ok(())
    }
}
