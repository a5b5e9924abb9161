//! The one door to the disk.
//!
//! Everything that keeps a session goes through [`Disk`], so that tests can put a disk behind it that fails at the n-th
//! call, tears writes, forgets what was not flushed, or loses its power. [`RealDisk`] is the file system.
//!
//! What the trait promises is as little as file systems promise: a write may be torn, a rename is atomic only for those
//! who look while the power is on, and nothing survives a power cut but what was flushed, folder entries included.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// Its length in bytes.
    pub len: u64,
    /// Whether it is a folder.
    pub folder: bool,
    /// Its permission bits; 0 where the platform has none.
    pub mode: u32,
    /// Tells this file from another that took its name; 0 where the platform has no such number.
    pub inode: u64,
    /// When it was changed last, in nanoseconds since 1970; 0 where that is not known.
    pub changed: u64,
}

/// A disk, or what stands for one in tests.
pub trait Disk: Send + Sync + Debug {
    /// Looks a file or folder up.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The paths in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Reads a file whole.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Opens a file to read parts of it.
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskRead>> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }
    /// What stands in this lock file while somebody holds the lock; none where nobody does. The lock is not taken.
    fn holder(&self, path: &Path) -> Option<String> {
        let _: &Path = path;
        None
    }
    /// The file at which a path ends, links followed.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes a folder and those above it, private to the user; one that is there already is fine.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes a file that must not be there yet, with exactly these permission bits.
    fn create(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>>;
    /// Opens a file that must be there, to append to it.
    fn append_to(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Gives a file another name, replacing what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Takes the lock in this file and writes its owner into it; none where somebody else has it. A file left over by an
    /// owner who is gone is no lock.
    fn lock(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn Lock>>>;
}

/// A file that is only ever appended to.
pub trait DiskFile: Send + Debug {
    /// Appends all of the bytes, in one call to the system unless it takes only a part.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was appended durable. After an error nothing in this file may be relied upon, and a second call proves
    /// nothing: the system may have dropped what it could not write.
    fn sync(&mut self) -> io::Result<()>;
    /// Looks the open file up, whatever became of its name.
    fn stat(&mut self) -> io::Result<Stat>;
}

/// A file of which parts are read.
pub trait DiskRead: io::Read + io::Seek + Send {}

impl DiskRead for io::Cursor<Vec<u8>> {}
impl DiskRead for File {}

/// A lock that is held until it is dropped.
pub trait Lock: Send + Debug {}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        fs::metadata(path).map(|data| stat_of(&data))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskRead>> {
        Ok(Box::new(File::open(path)?))
    }

    fn holder(&self, path: &Path) -> Option<String> {
        let file = File::open(path).ok()?;
        match file.try_lock_shared() {
            Err(fs::TryLockError::WouldBlock) => {
                Some(fs::read_to_string(path).unwrap_or_default()).filter(|who| !who.is_empty())
            }
            Ok(()) | Err(fs::TryLockError::Error(_)) => None,
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn create(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode & 0o600);
        let file = options.open(path)?;
        // The mask of the process may have taken bits away that colleagues need.
        #[cfg(unix)]
        if mode != 0o600 {
            file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(mode))?;
        }
        #[cfg(not(unix))]
        let _: u32 = mode;
        Ok(Box::new(RealFile(file)))
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(RealFile(OpenOptions::new().append(true).open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // File systems that cannot flush a folder have nothing to flush there.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            other => other,
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn lock(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn Lock>>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(path) {
            // Somebody else's lock file that may only be read can be locked all the same.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                File::open(path).map_err(|_unreadable| error)?
            }
            other => other?,
        };
        match try_lock(&file) {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        // The lock holds whether or not its owner can be written into it: a full disk must not keep the clerk out.
        #[cfg(unix)]
        share_as_the_folder(&file, path);
        let named =
            file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(owner.as_bytes()));
        drop(named);
        Ok(Some(Box::new(RealLock { _file: file })))
    }
}

/// Takes the lock; a list that only looks who has it holds it for an instant, which must keep nobody out.
fn try_lock(file: &File) -> Result<(), fs::TryLockError> {
    for _ in 0..50 {
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => std::thread::yield_now(),
            other => return other,
        }
    }
    file.try_lock()
}

/// Colleagues who may write into the folder must be able to lock the file too, whatever the mask of the process.
#[cfg(unix)]
fn share_as_the_folder(file: &File, path: &Path) {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let shared = path.parent().is_some_and(|f| fs::metadata(f).is_ok_and(|f| f.mode() & 0o020 != 0));
    if shared {
        // Where the file is somebody else's, they have seen to it.
        drop(file.set_permissions(fs::Permissions::from_mode(0o660)));
    }
}

#[derive(Debug)]
struct RealFile(File);

impl DiskFile for RealFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn stat(&mut self) -> io::Result<Stat> {
        self.0.metadata().map(|data| stat_of(&data))
    }
}

/// Holds its file open; closing the file ends the lock.
#[derive(Debug)]
struct RealLock {
    _file: File,
}

impl Lock for RealLock {}

#[cfg(unix)]
fn stat_of(data: &fs::Metadata) -> Stat {
    use std::os::unix::fs::MetadataExt as _;
    let inode = data.ino() ^ data.dev().rotate_left(32);
    Stat { len: data.len(), folder: data.is_dir(), mode: data.mode() & 0o7777, inode, changed: changed(data) }
}

#[cfg(not(unix))]
fn stat_of(data: &fs::Metadata) -> Stat {
    Stat { len: data.len(), folder: data.is_dir(), mode: 0, inode: 0, changed: changed(data) }
}

fn changed(data: &fs::Metadata) -> u64 {
    let since = data.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
