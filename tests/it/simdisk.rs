//! A disk in memory that does what real ones may do: fail at the n-th call, tear a write, forget what was not flushed, lose
//! its power, or be found by the next program just as the last one left it when it was killed.
//!
//! Its rules are the harshest that file systems allow (the method by which SQL engines are tested): a flush makes a file's bytes durable, not its
//! name; only flushing the folder makes names durable; what was not flushed may survive in any part and in any order; after
//! a flush that failed, the bytes are gone from what later flushes write.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use minutebook::library::{Disk, DiskFile, Lock, Stat};

use crate::random::Random;

/// What happens at a counted call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The program is killed before the call.
    Kill,
    /// The call fails with this error number of Linux.
    Error(i32),
    /// A write takes so many bytes and then fails; any other call just fails.
    Torn(i32, usize),
}

/// When it happens.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) fault: Fault,
    /// The number of the call, from 1.
    pub(crate) at: usize,
    /// Whether every later call fails too.
    pub(crate) sticky: bool,
    /// Only calls on paths that begin so are counted and fail.
    pub(crate) under: PathBuf,
    /// Only calls that change something or flush are counted.
    pub(crate) writes_only: bool,
}

#[derive(Debug, Default)]
struct State {
    names: BTreeMap<PathBuf, u64>,
    durable_names: BTreeMap<PathBuf, u64>,
    pending: Vec<Change>,
    files: BTreeMap<u64, Content>,
    folders: BTreeSet<PathBuf>,
    locks: BTreeSet<PathBuf>,
    next: u64,
    epoch: u64,
    dead: bool,
    plan: Option<Plan>,
    calls: usize,
    struck: usize,
    last: String,
}

#[derive(Clone, Debug)]
enum Change {
    Set(PathBuf, u64),
    Gone(PathBuf),
    Move(PathBuf, PathBuf, u64),
}

#[derive(Clone, Debug, Default)]
struct Content {
    data: Vec<u8>,
    durable: Vec<u8>,
    writes: Vec<(usize, Vec<u8>)>,
    mode: u32,
}

/// The disk, as one run of the program sees it.
#[derive(Clone, Debug)]
pub(crate) struct SimDisk {
    state: Arc<Mutex<State>>,
    epoch: u64,
}

#[derive(Debug)]
struct SimFile {
    disk: SimDisk,
    path: PathBuf,
    inode: u64,
}

#[derive(Debug)]
struct SimLock {
    disk: SimDisk,
    path: PathBuf,
}

impl Lock for SimLock {}

impl Drop for SimLock {
    fn drop(&mut self) {
        let mut state = self.disk.lock_state();
        if state.epoch == self.disk.epoch {
            state.locks.remove(&self.path);
        }
    }
}

fn error(number: i32) -> io::Error {
    io::Error::from_raw_os_error(number)
}

pub(crate) const NOT_FOUND: i32 = 2;
pub(crate) const EIO: i32 = 5;
pub(crate) const EACCES: i32 = 13;
pub(crate) const EXISTS: i32 = 17;
pub(crate) const EFBIG: i32 = 27;
pub(crate) const EMFILE: i32 = 24;
pub(crate) const ENOSPC: i32 = 28;
pub(crate) const EROFS: i32 = 30;
pub(crate) const EDQUOT: i32 = 122;

impl SimDisk {
    pub(crate) fn new() -> Self {
        Self { state: Arc::default(), epoch: 0 }
    }

    fn lock_state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// From now on, calls are counted and the plan is followed.
    pub(crate) fn plan(&self, plan: Option<Plan>) {
        let mut state = self.lock_state();
        (state.plan, state.calls, state.struck) = (plan, 0, 0);
    }

    /// How many calls the plan counted, and how many of them failed.
    pub(crate) fn counted(&self) -> (usize, usize) {
        let state = self.lock_state();
        (state.calls, state.struck)
    }

    /// The last call that failed.
    pub(crate) fn struck_at(&self) -> String {
        self.lock_state().last.clone()
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.lock_state().dead
    }

    /// The next run of the program, after this one ended or was killed: handles and locks of this one are gone.
    pub(crate) fn restarted(&self) -> Self {
        let mut state = self.lock_state();
        state.epoch += 1;
        (state.dead, state.plan) = (false, None);
        state.locks.clear();
        Self { state: Arc::clone(&self.state), epoch: state.epoch }
    }

    /// A copy of the disk as it stands, for trying several fates.
    pub(crate) fn fork(&self) -> Self {
        let state = self.lock_state();
        let copy = State {
            names: state.names.clone(),
            durable_names: state.durable_names.clone(),
            pending: state.pending.clone(),
            files: state.files.clone(),
            folders: state.folders.clone(),
            next: state.next,
            epoch: state.epoch + 1,
            ..State::default()
        };
        Self { epoch: copy.epoch, state: Arc::new(Mutex::new(copy)) }
    }

    /// The power goes: what was not flushed survives as chance will have it, or not at all.
    pub(crate) fn power_lost(&self, random: &mut Random, mercy: bool) -> Self {
        let disk = self.fork();
        let mut state = disk.lock_state();
        for change in std::mem::take(&mut state.pending) {
            if mercy && random.below(2) == 0 {
                apply(&mut state.durable_names, &change);
            }
        }
        for content in state.files.values_mut() {
            for (at, bytes) in std::mem::take(&mut content.writes) {
                if mercy {
                    survive(&mut content.durable, at, &bytes, random);
                }
            }
            content.data = content.durable.clone();
        }
        state.names = state.durable_names.clone();
        drop(state);
        disk
    }

    /// Puts a file there as another program would.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.lock_state();
        let inode = new_inode(&mut state, 0o600);
        let content = state.files.get_mut(&inode).unwrap();
        (content.data, content.durable) = (bytes.to_vec(), bytes.to_vec());
        state.names.insert(path.to_owned(), inode);
        state.durable_names.insert(path.to_owned(), inode);
        state.pending.retain(|change| !touches(change, path));
    }

    /// Takes a file away as another program would.
    pub(crate) fn take(&self, path: &Path) {
        let mut state = self.lock_state();
        state.names.remove(path);
        state.durable_names.remove(path);
        state.pending.retain(|change| !touches(change, path));
    }

    pub(crate) fn content(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.lock_state();
        Some(state.files[state.names.get(path)?].data.clone())
    }

    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.lock_state().names.keys().cloned().collect()
    }

    /// Counts a call and lets the planned fault happen.
    fn call(&self, what: &str, path: &Path, writes: bool) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.lock_state();
        if state.dead || state.epoch != self.epoch {
            return Err(io::Error::other("the program is dead"));
        }
        let Some(plan) = state.plan.clone() else { return Ok(state) };
        if !path.starts_with(&plan.under) || (plan.writes_only && !writes) {
            return Ok(state);
        }
        state.calls += 1;
        if state.calls == plan.at || (plan.sticky && state.calls > plan.at) {
            state.struck += 1;
            state.last = format!("{what} {}", path.display());
            match plan.fault {
                Fault::Kill => {
                    state.dead = true;
                    return Err(io::Error::other("killed"));
                }
                Fault::Error(number) | Fault::Torn(number, _) => return Err(error(number)),
            }
        }
        Ok(state)
    }
}

fn touches(change: &Change, path: &Path) -> bool {
    match change {
        Change::Set(at, _) | Change::Gone(at) => at == path,
        Change::Move(from, to, _) => from == path || to == path,
    }
}

fn apply(names: &mut BTreeMap<PathBuf, u64>, change: &Change) {
    match change {
        Change::Set(path, inode) => drop(names.insert(path.clone(), *inode)),
        Change::Gone(path) => drop(names.remove(path)),
        Change::Move(from, to, inode) => {
            if names.get(from) == Some(inode) {
                names.remove(from);
            }
            names.insert(to.clone(), *inode);
        }
    }
}

/// A write that was not flushed: all of it, nothing, or some of its sectors reach the disk.
fn survive(durable: &mut Vec<u8>, at: usize, bytes: &[u8], random: &mut Random) {
    let fate = random.below(4);
    if fate == 0 {
        return;
    }
    let cut = if fate == 1 { random.below(bytes.len() + 1) } else { bytes.len() };
    if durable.len() < at + cut {
        durable.resize(at + cut, 0);
    }
    for (k, byte) in bytes.iter().take(cut).enumerate() {
        let sector = (at + k) / 512;
        if fate != 2 || random.hash(sector).is_multiple_of(2) {
            durable[at + k] = *byte;
        }
    }
}

fn new_inode(state: &mut State, mode: u32) -> u64 {
    state.next += 1;
    let inode = state.next;
    state.files.insert(inode, Content { mode, ..Content::default() });
    inode
}

fn stat_of(inode: u64, content: &Content) -> Stat {
    Stat { len: content.data.len() as u64, folder: false, mode: content.mode, inode, changed: 0 }
}

impl Disk for SimDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let state = self.call("stat", path, false)?;
        if state.folders.contains(path) {
            return Ok(Stat { folder: true, mode: 0o700, ..Stat::default() });
        }
        let inode = *state.names.get(path).ok_or(error(NOT_FOUND))?;
        Ok(stat_of(inode, &state.files[&inode]))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.call("list", folder, false)?;
        if !state.folders.contains(folder) {
            return Err(error(NOT_FOUND));
        }
        Ok(state.names.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let state = self.call("read", path, false)?;
        let inode = state.names.get(path).ok_or(error(NOT_FOUND))?;
        Ok(state.files[inode].data.clone())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let is_new = !self.lock_state().folders.contains(folder);
        let mut state = self.call("make_folder", folder, is_new)?;
        state.folders.insert(folder.to_owned());
        Ok(())
    }

    fn create(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.call("create", path, true)?;
        if !state.folders.contains(path.parent().unwrap()) {
            return Err(error(NOT_FOUND));
        }
        if state.names.contains_key(path) {
            return Err(error(EXISTS));
        }
        let inode = new_inode(&mut state, mode);
        state.names.insert(path.to_owned(), inode);
        state.pending.push(Change::Set(path.to_owned(), inode));
        Ok(Box::new(SimFile { disk: self.clone(), path: path.to_owned(), inode }))
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let state = self.call("append_to", path, true)?;
        let inode = *state.names.get(path).ok_or(error(NOT_FOUND))?;
        Ok(Box::new(SimFile { disk: self.clone(), path: path.to_owned(), inode }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.call("rename", to, true)?;
        let inode = state.names.remove(from).ok_or(error(NOT_FOUND))?;
        state.names.insert(to.to_owned(), inode);
        state.pending.push(Change::Move(from.to_owned(), to.to_owned(), inode));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.call("remove", path, true)?;
        state.names.remove(path).ok_or(error(NOT_FOUND))?;
        state.pending.push(Change::Gone(path.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.call("sync_folder", folder, true)?;
        let inside = |change: &Change| match change {
            Change::Set(path, _) | Change::Gone(path) | Change::Move(_, path, _) => {
                path.parent() == Some(folder)
            }
        };
        let (now, later) = std::mem::take(&mut state.pending).into_iter().partition::<Vec<_>, _>(inside);
        for change in now {
            apply(&mut state.durable_names, &change);
        }
        state.pending = later;
        Ok(())
    }

    fn lock(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn Lock>>> {
        let mut state = self.call("lock", path, true)?;
        if !state.folders.contains(path.parent().unwrap()) {
            return Err(error(NOT_FOUND));
        }
        if !state.locks.insert(path.to_owned()) {
            return Ok(None);
        }
        drop(state);
        self.put(path, owner.as_bytes());
        Ok(Some(Box::new(SimLock { disk: self.clone(), path: path.to_owned() })))
    }
}

impl DiskFile for SimFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let plan = self.disk.lock_state().plan.clone();
        let (taken, outcome) = match self.disk.call("append", &self.path, true) {
            Ok(_) => (bytes.len(), Ok(())),
            Err(failed) if failed.raw_os_error().is_some() => {
                let torn = match plan.map(|plan| plan.fault) {
                    Some(Fault::Torn(_, torn)) => torn,
                    _ => 0,
                };
                (torn.min(bytes.len()), Err(failed))
            }
            Err(dead) => return Err(dead),
        };
        let mut state = self.disk.lock_state();
        let content = state.files.get_mut(&self.inode).unwrap();
        content.writes.push((content.data.len(), bytes[..taken].to_vec()));
        content.data.extend_from_slice(&bytes[..taken]);
        outcome
    }

    fn sync(&mut self) -> io::Result<()> {
        let failed = match self.disk.call("sync", &self.path, true) {
            Ok(_) => None,
            Err(failed) if failed.raw_os_error().is_some() => Some(failed),
            Err(dead) => return Err(dead),
        };
        let mut state = self.disk.lock_state();
        let content = state.files.get_mut(&self.inode).unwrap();
        let writes = std::mem::take(&mut content.writes);
        if let Some(failed) = failed {
            // The pages count as clean now: no later flush writes them.
            return Err(failed);
        }
        for (at, bytes) in writes {
            if content.durable.len() < at + bytes.len() {
                content.durable.resize(at + bytes.len(), 0);
            }
            content.durable[at..at + bytes.len()].copy_from_slice(&bytes);
        }
        Ok(())
    }

    fn stat(&mut self) -> io::Result<Stat> {
        let state = self.disk.call("fstat", &self.path, false)?;
        Ok(stat_of(self.inode, &state.files[&self.inode]))
    }
}
