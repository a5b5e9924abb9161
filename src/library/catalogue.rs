//! The catalogue: what is known of every session without reading it again.
//!
//! It is kept in an index, two plain files in the cache folder: a list with one line for each session, and the texts, where
//! the entries of each session stand in one block, behind a sieve that most searches need not go past. A line counts as long
//! as both files of its session are the very files that it was made from; any other session is read anew, and so the index
//! heals itself. It may be deleted at any time, and where it can't be written everything works without it, only slower.
//!
//! ```text
//! minutebook index 2 GENERATION WRITE
//! CHECKSUM ⇥ {session} ⇥ [actions]
//! ```

use std::collections::{HashMap, HashSet};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::checks::findings::promises;
use crate::meeting::{Meeting, Stamp};
use crate::text::find::fold;

use super::disk::{DiskRead, Stat};
use super::register::{Task, tasks_of};
use super::replace::replace;
use super::search::texts_of;
use super::sieve::{may_hold, sieve};
use super::{DiskFile, Library, LibraryError, Listed, list};

/// What is known of every session.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The sessions, the latest meeting first.
    pub rows: Vec<Row>,
    /// The file of texts.
    texts: Option<PathBuf>,
}

/// What is known of one session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// What a list shows of it.
    pub listed: Listed,
    /// The checksum of the paper from which it was begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// The council.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council: Option<String>,
    name: String,
    id: String,
    /// The session file and the journal from which this was made; none where it can't be relied upon.
    seen: Option<[Seen; 2]>,
    /// Where its entries stand among the texts.
    block: Option<Block>,
    /// Its actions, as they stand in the index.
    #[serde(skip)]
    tasks: String,
}

/// Tells a file from what it was before: length, time of change, number. All 0 where there is none.
type Seen = (u64, u64, u64);

/// Where a session's sieve begins and how long it is; how long its texts are, which follow; the checksums of both.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Block {
    at: u64,
    sieve: usize,
    len: usize,
    crcs: [u32; 2],
}

impl Block {
    fn size(self) -> u64 {
        wide(self.sieve).saturating_add(wide(self.len))
    }
}

impl Row {
    /// Its actions.
    pub fn tasks(&self) -> Vec<Task> {
        serde_json::from_str(&self.tasks).unwrap_or_default()
    }

    fn line(&self) -> String {
        let row = serde_json::to_string(self).unwrap_or_default();
        let rest = format!("{row}\t{}", self.tasks);
        format!("{:08x}\t{rest}\n", crc32fast::hash(rest.as_bytes()))
    }

    fn parse(line: &str) -> Option<Self> {
        let (crc, rest) = line.split_once('\t')?;
        if u32::from_str_radix(crc, 16).ok()? != crc32fast::hash(rest.as_bytes()) {
            return None;
        }
        let (row, tasks) = rest.split_once('\t')?;
        let mut row: Self = serde_json::from_str(row).ok()?;
        tasks.clone_into(&mut row.tasks);
        Some(row)
    }
}

/// So many sessions are read before their texts are written away.
const AT_ONCE: usize = 128;

/// In so many sessions at once promises are looked for.
const LOOKED_INTO: usize = 64;

impl Library {
    /// What is known of every session, read anew where need be. `progress` is shown what is known, and which sessions are
    /// still to be read, before that and each time that some more were.
    ///
    /// # Errors
    /// [`LibraryError::Unreadable`] where the folder can't be read.
    pub fn catalogue(
        &self,
        now: Stamp,
        progress: &mut dyn FnMut(&[Row], &[&PathBuf]),
    ) -> Result<Catalogue, LibraryError> {
        // The folder and the index are read side by side.
        let (paths, mut index) = std::thread::scope(|scope| {
            let index = scope.spawn(|| Index::load(self));
            (self.sessions(), index.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
        });
        let paths = paths?;
        let doubtful = self.in_second_places();
        let mut known = std::mem::take(&mut index.rows);
        let sound = parallel(&paths, |path| {
            let row = known.get(name_of(path).as_str()).filter(|_| !doubtful.contains(&stem_of(path)));
            row.is_some_and(|row| row.seen.is_some() && self.seen(path, &row.id) == row.seen)
        });
        let mut rows: Vec<Row> = Vec::with_capacity(paths.len());
        let mut stale = Vec::new();
        for (path, sound) in paths.iter().zip(sound) {
            match known.remove(name_of(path).as_str()).filter(|_| sound) {
                Some(row) => rows.push(named(row, path)),
                None => stale.push(path),
            }
        }
        let gone = !known.is_empty();
        drop(known);
        let mut writer = if stale.is_empty() && !gone { None } else { index.writer(self) };
        let promised = stale.len() <= LOOKED_INTO;
        let mut left = stale.as_slice();
        while !left.is_empty() {
            progress(&rows, left);
            let (some, rest) = left.split_at(left.len().min(AT_ONCE));
            left = rest;
            for (mut row, texts, sieve) in parallel(some, |path| self.row(path, promised, now)) {
                row.block = writer.as_mut().and_then(|writer| writer.put(&sieve, &texts));
                if doubtful.contains(&stem_of(&row.listed.path)) {
                    (row.block, row.seen) = (None, None);
                }
                rows.push(row);
            }
        }
        let texts = match writer {
            Some(writer) => writer.finish(self, &rows),
            None => index.texts,
        };
        rows.sort_by_cached_key(|row| std::cmp::Reverse((row.listed.date, stem_of(&row.listed.path))));
        mark_copies(&mut rows);
        Ok(Catalogue { rows, texts })
    }

    /// Counts the open promises in these sessions, and notes them in the index where it knows the session as it is now.
    pub fn count_promises(&self, paths: &[PathBuf], now: Stamp) -> Vec<(PathBuf, usize)> {
        let counted: Vec<_> = parallel(paths, |path| {
            let meeting = self.read(path, now).ok()?.meeting;
            Some((path.clone(), open_promises(&meeting)))
        });
        let counted: Vec<(PathBuf, usize)> = counted.into_iter().flatten().collect();
        let mut index = Index::load(self);
        let rows = std::mem::take(&mut index.rows);
        let Some(writer) = index.writer(self).filter(|_| !rows.is_empty()) else { return counted };
        let mut rows: Vec<Row> = rows.into_values().map(|row| self.counted(row, &counted)).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        writer.finish(self, &rows);
        counted
    }

    fn counted(&self, mut row: Row, counted: &[(PathBuf, usize)]) -> Row {
        if let Some((path, open)) = counted.iter().find(|(path, _)| name_of(path) == row.name)
            && self.seen(path, &row.id) == row.seen
        {
            row.listed.promises = Some(*open);
        }
        row
    }

    /// Deletes the index: what stood in it is to be nowhere.
    pub fn forget_index(&self) {
        let Some((folder, stem)) = self.index_place() else { return };
        for path in self.disk.list(&folder).unwrap_or_default() {
            if name_of(&path).starts_with(&stem) && path.extension().is_none_or(|ext| ext != "lock") {
                drop(self.disk.remove(&path));
            }
        }
    }

    /// The folder of the index, and what its files' names begin with.
    fn index_place(&self) -> Option<(PathBuf, String)> {
        let folder = self.disk.resolve(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let crc = crc32fast::hash(folder.as_os_str().as_encoded_bytes());
        Some((self.index.clone()?, format!("library-{crc:08x}")))
    }

    /// The sessions of which there may be a copy in a second place: these are always read.
    fn in_second_places(&self) -> HashSet<String> {
        let mut stems = HashSet::new();
        for folder in &self.second {
            for path in self.disk.list(folder).unwrap_or_default() {
                if path.extension().is_some_and(|ext| ext == "ron" || ext == "journal") {
                    // Named "STEM-ID" or "STEM-ID-2".
                    let mut stem = stem_of(&path);
                    while let Some((shorter, _)) = stem.rsplit_once('-') {
                        let shorter = shorter.to_owned();
                        stems.insert(shorter.clone());
                        stem = shorter;
                    }
                }
            }
        }
        stems
    }

    fn seen(&self, path: &Path, id: &str) -> Option<[Seen; 2]> {
        let seen = |path: &Path| match self.disk.stat(path) {
            Ok(Stat { len, changed, inode, .. }) => Some((len, changed, inode)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some((0, 0, 0)),
            Err(_) => None,
        };
        let id = Some(id).filter(|id| !id.is_empty());
        Some([seen(path)?, seen(&self.journal_path(path, id))?])
    }

    /// Reads a session: what is known of it, its texts and their sieve.
    fn row(&self, path: &Path, promised: bool, now: Stamp) -> (Row, String, Vec<u8>) {
        let id = self.journal_and_id(path).map(|(_, id)| id).unwrap_or_default();
        // Looked at before it is read: a change in between makes it doubtful, not wrong.
        let seen = self.seen(path, &id);
        let name = name_of(path);
        match self.read(path, now) {
            Ok(opened) => {
                let meeting = &opened.meeting;
                let (listed, paper) = (summary(meeting, promised), meeting.head.paper.clone());
                let tasks = serde_json::to_string(&tasks_of(meeting)).unwrap_or_default();
                let council = meeting.head.council.clone();
                let row = Row { listed, paper, council, name, id, seen, block: None, tasks };
                let texts = texts_of(meeting);
                let sieve = sieve(&fold(&texts));
                (named(row, path), texts, sieve)
            }
            Err(error) => {
                let lasting = matches!(error, LibraryError::NoSession { .. } | LibraryError::TooNew { .. });
                let listed = Listed { broken: Some(error.to_string()), ..Listed::default() };
                let seen = seen.filter(|_| lasting);
                let row = Row { listed, name, id, seen, tasks: "[]".to_owned(), ..Row::default() };
                (named(row, path), String::new(), Vec::new())
            }
        }
    }

    /// Looks up who has which session open.
    pub fn look_round(&self, rows: &mut [Row]) {
        let there = self.disk.list(&self.folder).unwrap_or_default();
        let is_lock = |path: &PathBuf| path.as_os_str().as_encoded_bytes().ends_with(b".lock");
        let locks: HashSet<PathBuf> = there.into_iter().filter(is_lock).collect();
        for row in rows.iter_mut().filter(|_| !locks.is_empty()) {
            let lock = row.listed.path.with_extension("lock");
            row.listed.held = locks.contains(&lock).then(|| self.disk.holder(&lock)).flatten();
        }
    }

    /// A reader of the texts of all sessions.
    pub(super) fn texts<'a>(&'a self, catalogue: &'a Catalogue) -> Texts<'a> {
        let file = catalogue.texts.as_ref().and_then(|path| self.disk.open(path).ok());
        Texts { library: self, file, buffer: Vec::new() }
    }
}

/// Reads the texts of sessions: from the index where they stand in it, else from the sessions themselves.
pub(super) struct Texts<'a> {
    library: &'a Library,
    file: Option<Box<dyn DiskRead>>,
    buffer: Vec<u8>,
}

impl Texts<'_> {
    /// The texts of this session, where all these folded words may stand in them.
    pub(super) fn with<'w>(
        &mut self,
        row: &Row,
        mut words: impl Iterator<Item = &'w String>,
        now: Stamp,
    ) -> Option<String> {
        if row.listed.broken.is_some() {
            return None;
        }
        let Some(block) = self.find(row) else {
            let opened = self.library.read(&row.listed.path, now).ok()?;
            return Some(texts_of(&opened.meeting));
        };
        if !words.all(|words| may_hold(&self.buffer, words)) {
            return None;
        }
        self.text(block).or_else(|| Some(texts_of(&self.library.read(&row.listed.path, now).ok()?.meeting)))
    }

    /// Reads the sieve of this session into the buffer; what follows in the file is then its text.
    fn find(&mut self, row: &Row) -> Option<Block> {
        let (block, file) = (row.block?, self.file.as_mut()?);
        self.buffer.resize(block.sieve, 0);
        file.seek(SeekFrom::Start(block.at)).ok()?;
        file.read_exact(&mut self.buffer).ok()?;
        (block.crcs.first() == Some(&crc32fast::hash(&self.buffer))).then_some(block)
    }

    fn text(&mut self, block: Block) -> Option<String> {
        let mut bytes = std::mem::take(&mut self.buffer);
        bytes.resize(block.len, 0);
        self.file.as_mut()?.read_exact(&mut bytes).ok()?;
        if block.crcs.last() != Some(&crc32fast::hash(&bytes)) {
            return None;
        }
        String::from_utf8(bytes).ok()
    }

    /// Gives a text back, so that its room is used again.
    pub(super) fn done(&mut self, text: String) {
        self.buffer = text.into_bytes();
    }
}

/// The index as it is on the disk.
#[derive(Default)]
struct Index {
    rows: HashMap<String, Row>,
    generation: u64,
    write: u64,
    texts: Option<PathBuf>,
    /// How many bytes of the texts are still used.
    used: u64,
}

impl Index {
    fn load(library: &Library) -> Self {
        let Some((folder, stem)) = library.index_place() else { return Self::default() };
        let bytes = library.disk.read(&folder.join(format!("{stem}.list"))).unwrap_or_default();
        let text = String::from_utf8(bytes).unwrap_or_default();
        let mut lines = text.split_terminator('\n');
        let Some((generation, write)) = lines.next().and_then(header) else { return Self::default() };
        let lines: Vec<&str> = lines.collect();
        let rows = parallel(&lines, |line| Row::parse(line));
        let rows: HashMap<_, _> = rows.into_iter().flatten().map(|row| (row.name.clone(), row)).collect();
        let used = rows.values().filter_map(|row| row.block).map(Block::size).sum();
        let texts = Some(folder.join(format!("{stem}-{generation}.texts")));
        let index = Self { rows, generation, write, texts, used };
        // Where most of the texts are those of earlier states, all begins anew.
        let len = index.texts.as_ref().and_then(|texts| library.disk.stat(texts).ok()).map(|stat| stat.len);
        match len {
            Some(len) if len <= index.used.saturating_mul(2).saturating_add(1 << 20) => index,
            Some(_) | None => Self { generation, write, ..Self::default() },
        }
    }

    /// Goes on in the index, where nobody else does so now.
    fn writer(&self, library: &Library) -> Option<IndexWriter> {
        let (folder, stem) = library.index_place()?;
        library.disk.make_folder(&folder).ok()?;
        let lock = library.disk.lock(&folder.join(format!("{stem}.lock")), &library.owner).ok()??;
        let list = folder.join(format!("{stem}.list"));
        let now = library.disk.read(&list).unwrap_or_default();
        let now = String::from_utf8_lossy(&now).lines().next().and_then(header).unwrap_or_default();
        if now != (self.generation, self.write) {
            return None;
        }
        let generation = if self.texts.is_some() { self.generation } else { self.generation + 1 };
        let texts = folder.join(format!("{stem}-{generation}.texts"));
        let opened = library.disk.append_to(&texts);
        let file = match opened {
            Ok(file) if self.texts.is_some() => file,
            Ok(_) | Err(_) => {
                drop(library.disk.remove(&texts));
                library.disk.create(&texts, 0o600).ok()?
            }
        };
        let at = library.disk.stat(&texts).ok()?.len;
        let head = format!("{HEAD}{generation} {}\n", self.write + 1);
        Some(IndexWriter { _lock: lock, list, texts, head, file: Some(file), at, folder, stem })
    }
}

const HEAD: &str = "minutebook index 2 ";

fn header(line: &str) -> Option<(u64, u64)> {
    let (generation, write) = line.strip_prefix(HEAD)?.split_once(' ')?;
    Some((generation.parse().ok()?, write.parse().ok()?))
}

/// The index while it is written.
struct IndexWriter {
    _lock: Box<dyn super::Lock>,
    list: PathBuf,
    texts: PathBuf,
    head: String,
    /// The texts; none once they can't be written.
    file: Option<Box<dyn DiskFile>>,
    at: u64,
    folder: PathBuf,
    stem: String,
}

impl IndexWriter {
    fn put(&mut self, sieve: &[u8], text: &str) -> Option<Block> {
        let crcs = [sieve, text.as_bytes()].map(crc32fast::hash);
        let block = Block { at: self.at, sieve: sieve.len(), len: text.len(), crcs };
        let file = self.file.as_mut()?;
        if file.append(sieve).and_then(|()| file.append(text.as_bytes())).is_err() {
            self.file = None;
            return None;
        }
        self.at = self.at.saturating_add(block.size());
        Some(block)
    }

    /// Writes the list; the texts of which it speaks.
    fn finish(self, library: &Library, rows: &[Row]) -> Option<PathBuf> {
        let mut text = self.head.clone();
        for row in rows.iter().filter(|row| row.seen.is_some()) {
            text.push_str(&row.line());
        }
        replace(&*library.disk, &self.list, &[text.as_bytes()]).ok()?;
        for path in library.disk.list(&self.folder).unwrap_or_default() {
            let texts = path.extension().is_some_and(|ext| ext == "texts");
            if texts && name_of(&path).starts_with(&self.stem) && path != self.texts {
                drop(library.disk.remove(&path));
            }
        }
        Some(self.texts)
    }
}

/// Does the same with all, on a few threads; in their order.
pub(super) fn parallel<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let size = all.len().div_ceil(threads).max(1);
    if all.len() < 16 {
        return all.iter().map(work).collect();
    }
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = all
            .chunks(size)
            .map(|some| scope.spawn(move || some.iter().map(work).collect::<Vec<_>>()))
            .collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
            .collect()
    })
}

/// Notes which of the sessions are copies that a sync tool made of another: their names tell.
fn mark_copies(rows: &mut [Row]) {
    let stems: Vec<String> = rows.iter().map(|row| stem_of(&row.listed.path)).collect();
    let names: HashSet<&str> = stems.iter().map(String::as_str).collect();
    for (row, stem) in rows.iter_mut().zip(&stems) {
        row.listed.copy_of = list::copied_from(stem, &names);
    }
}

fn named(mut row: Row, path: &Path) -> Row {
    path.clone_into(&mut row.listed.path);
    row
}

/// What a list shows of a meeting.
fn summary(meeting: &Meeting, promised: bool) -> Listed {
    Listed { promises: promised.then(|| open_promises(meeting)), ..list::summary(meeting) }
}

fn open_promises(meeting: &Meeting) -> usize {
    meeting.items.iter().flat_map(promises).filter(|found| found.open).count()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn wide(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}
