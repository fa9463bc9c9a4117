//! The few things the record asks of a disk, so that a test can stand in for one that fails.
//!
//! [`RealDisk`] is the file system; [`FaultyDisk`] keeps files in memory and fails, fills up or
//! loses what was not synced, on command. Nothing here knows what the bytes mean.
//!
//! *Invariant:* no other module of this crate opens, writes or renames a file.

use std::fmt::Debug;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

mod faulty;

pub use faulty::FaultyDisk;

/// Where the record keeps its files.
pub trait Disk: Debug + Send + Sync {
    /// Creates `dir` and its parents where they are missing.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn create_dir_all(&self, dir: &Path) -> io::Result<()>;

    /// Makes the names in `dir` durable.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;

    /// Returns the names of the files in `dir`, sorted; none if `dir` is missing.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn list_files(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// Opens `path` for reading.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] if it is missing.
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Opens `path` for reading and appending, and creates it if it is missing.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Creates `path` empty for appending, readable by the owner alone.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::AlreadyExists`] if it is there.
    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Gives the file at `from` the name `to`, replacing what had it.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes the file at `path`.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] if it is missing.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Takes the lock file at `path` for this process; dropping the result gives it back.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::WouldBlock`] if another process holds it.
    fn lock(&self, path: &Path) -> io::Result<Box<dyn Debug + Send + Sync>>;
}

/// An open file.
pub trait DiskFile: Debug + Send + Sync {
    /// Returns the file's length in bytes.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn length_bytes(&self) -> io::Result<u64>;

    /// Fills `buffer` from byte `offset` on and returns how many bytes were there.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes all of `bytes` at the end.
    ///
    /// # Errors
    ///
    /// Whatever the disk says; a part of `bytes` may then have been written.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Makes everything written so far durable.
    ///
    /// # Errors
    ///
    /// Whatever the disk says; what was written since the last success may then be lost.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file to `length_bytes`.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    fn truncate(&mut self, length_bytes: u64) -> io::Result<()>;
}

/// Whether a file must survive a power cut from the moment it has been written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The file and its name are synced before the call returns.
    Synced,
    /// The file can be made again from the log, and is not worth waiting for.
    Rebuildable,
}

/// Writes `bytes` to `path` so that a reader sees either the old file or the whole new one.
///
/// # Errors
///
/// Whatever the disk says; `path` then holds what it held before.
pub fn write_whole(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    durability: Durability,
) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".new");
    let temporary = PathBuf::from(temporary);
    let mut file = disk.open_append(&temporary)?;
    file.truncate(0)?;
    file.append(bytes)?;
    if durability == Durability::Synced {
        file.sync()?;
    }
    drop(file);
    disk.rename(&temporary, path)?;
    if durability == Durability::Synced
        && let Some(dir) = path.parent()
    {
        disk.sync_dir(dir)?;
    }
    Ok(())
}

/// Returns the whole file at `path`, or `None` if it is missing.
///
/// # Errors
///
/// [`io::ErrorKind::InvalidData`] if it is longer than `bytes_max`; else whatever the disk says.
pub fn read_whole(disk: &dyn Disk, path: &Path, bytes_max: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match disk.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = file.length_bytes()?;
    if length > bytes_max {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{length} bytes where at most {bytes_max} are allowed"),
        ));
    }
    let length = usize::try_from(length).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    let read = file.read_at(0, &mut bytes)?;
    bytes.truncate(read);
    Ok(Some(bytes))
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create_dir_all(&self, dir: &Path) -> io::Result<()> {
        std::fs::create_dir_all(dir)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }

    fn list_files(&self, dir: &Path) -> io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_file()
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(RealFile(File::open(path)?)))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Box<dyn Debug + Send + Sync>> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Box::new(file)),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[derive(Debug)]
struct RealFile(File);

impl DiskFile for RealFile {
    fn length_bytes(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.0.read_at(rest, offset.saturating_add(filled as u64)) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn truncate(&mut self, length_bytes: u64) -> io::Result<()> {
        self.0.set_len(length_bytes)
    }
}
