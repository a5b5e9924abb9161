//! Documents that go out: written whole or not at all, and never over one that is there unless that was asked for.
#![expect(clippy::disallowed_methods, reason = "documents that go out are written here and nowhere else")]

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a new file into a folder. Where the name is taken it becomes "name (2)", and so on. Gives the file's path.
///
/// # Errors
/// Where the folder can't be made or the file not be written; then nothing is left of it.
pub fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let name = plain_name(name);
    for count in 1.. {
        let path = folder.join(numbered(&name, count));
        // The name is taken first, by an empty file: nobody else can take it meanwhile.
        match File::create_new(&path) {
            Ok(_) => {
                return write_whole(&path, bytes)
                    .map(|()| path.clone())
                    .inspect_err(|_| drop(fs::remove_file(&path)));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes a file of this very name; over one that is there only with `force`.
///
/// # Errors
/// Where the file is there already, the folder can't be made or the file not be written; then nothing has changed.
pub fn write_to(folder: &Path, path: &Path, bytes: &[u8], force: bool) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let new = match File::create_new(path) {
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && force => false,
        Err(error) => return Err(error),
    };
    write_whole(path, bytes).inspect_err(|_| {
        if new {
            drop(fs::remove_file(path));
        }
    })
}

/// Writes a file, replacing what is there; at every moment either the old or the new one is there, whole.
///
/// # Errors
/// Where it can't be written; then the old one is as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Through a link, so that what it points to is replaced and not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut part = path.clone().into_os_string();
    part.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(part);
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(&path) {
            // The old one's mode; where the system refuses, the new one's own does.
            drop(file.set_permissions(old.permissions()));
        }
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&part, &path)).inspect_err(|_| drop(fs::remove_file(&part)))
}

/// A name that every system takes and that stays in its folder.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '-'
            } else {
                c
            }
        })
        .collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if plain.is_empty() { "minutes".to_owned() } else { plain.to_owned() }
}

fn numbered(name: &str, count: u32) -> String {
    if count == 1 {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem} ({count}).{ending}"),
        Some(_) | None => format!("{name} ({count})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_is_numbered_and_its_file_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path().join("new/folder");
        for (text, want) in [("one", "minutes.txt"), ("two", "minutes (2).txt"), ("three", "minutes (3).txt")]
        {
            let path = write_new(&within, "minutes.txt", text.as_bytes()).unwrap();
            assert_eq!(path.file_name().unwrap(), want);
        }
        assert_eq!(fs::read_to_string(within.join("minutes.txt")).unwrap(), "one");
        assert_eq!(fs::read_dir(&within).unwrap().count(), 3);
    }

    #[test]
    fn names_stay_in_their_folder() {
        for (name, want) in [
            ("../../etc/passwd", "-..-etc-passwd"),
            ("Item 3/4: what?", "Item 3-4- what-"),
            ("  ", "minutes"),
            ("é.txt", "é.txt"),
        ] {
            assert_eq!(plain_name(name), want);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "old").unwrap();
        assert!(write_new(&file, "minutes.txt", b"x").is_err());
        write_whole(&file, b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
