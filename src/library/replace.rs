//! Writing a file whole or not at all, and setting aside what must not be lost.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, DiskFile};

/// Puts `parts`, one behind the other, into the file at `path`: a new file beside it, flushed, takes its name, and the name is
/// flushed. At every instant the old or the new content is whole under that name. Gives the new file, open for more.
///
/// A flush that failed is never tried again on the same file; the half-made one is removed.
///
/// # Errors
/// Any error of the disk; what was at `path` is then untouched, unless it was the last flush, that of the folder, that
/// failed: then the new content stands there, but a power cut may still undo it.
pub(super) fn replace(disk: &dyn Disk, path: &Path, parts: &[&[u8]]) -> io::Result<Box<dyn DiskFile>> {
    let new = with_suffix(path, ".new");
    let file = write_new(disk, &new, mode_for(disk, path), parts)?;
    finish_replace(disk, &new, path)?;
    Ok(file)
}

/// Writes and flushes a new file; one of the same name that a crash left behind gives way.
pub(super) fn write_new(
    disk: &dyn Disk,
    path: &Path,
    mode: u32,
    parts: &[&[u8]],
) -> io::Result<Box<dyn DiskFile>> {
    let mut file = match disk.create(path, mode) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            disk.remove(path)?;
            disk.create(path, mode)?
        }
        other => other?,
    };
    let written = parts
        .iter()
        .filter(|part| !part.is_empty())
        .try_for_each(|part| file.append(part))
        .and_then(|()| file.sync());
    if let Err(error) = written {
        drop(disk.remove(path));
        return Err(error);
    }
    Ok(file)
}

/// Lets a written and flushed file take its name.
pub(super) fn finish_replace(disk: &dyn Disk, new: &Path, path: &Path) -> io::Result<()> {
    if let Err(error) = disk.rename(new, path) {
        drop(disk.remove(new));
        return Err(error);
    }
    disk.sync_folder(folder_of(path))
}

/// The permission bits for a file: those it has, else its user's alone, and the group's too where the folder is the group's.
pub(super) fn mode_for(disk: &dyn Disk, path: &Path) -> u32 {
    match disk.stat(path) {
        Ok(stat) if stat.mode != 0 => stat.mode,
        Ok(_) | Err(_) => match disk.stat(folder_of(path)) {
            Ok(folder) if folder.mode & 0o020 != 0 => 0o660,
            Ok(_) | Err(_) => 0o600,
        },
    }
}

/// Writes bytes that must not be lost into the first free of the names that `name` gives for 1, 2, 3 …; a file that holds
/// the same already is enough.
pub(super) fn set_aside(disk: &dyn Disk, name: &dyn Fn(u32) -> PathBuf, bytes: &[u8]) -> io::Result<PathBuf> {
    for k in 1..=u32::MAX {
        let path = name(k);
        match disk.stat(&path) {
            Ok(stat)
                if stat.len == bytes.len().try_into().unwrap_or(u64::MAX) && disk.read(&path)? == bytes =>
            {
                // It may stem from a run that ended before it was flushed.
                disk.append_to(&path)?.sync()?;
                disk.sync_folder(folder_of(&path))?;
                return Ok(path);
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let new = with_suffix(&path, ".new");
                write_new(disk, &new, mode_for(disk, &path), &[bytes])?;
                finish_replace(disk, &new, &path)?;
                return Ok(path);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Moves a file to the first free of the names that `name` gives.
pub(super) fn move_aside(disk: &dyn Disk, path: &Path, name: &dyn Fn(u32) -> PathBuf) -> io::Result<PathBuf> {
    for k in 1..=u32::MAX {
        let free = name(k);
        match disk.stat(&free) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                disk.rename(path, &free)?;
                disk.sync_folder(folder_of(path))?;
                return Ok(free);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The folder in which a file stands.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// The path with more at its end.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
