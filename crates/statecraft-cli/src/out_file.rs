//! A file that is there whole or not at all, and never in the place of another unasked.

use crate::control::TICK;
use anyhow::{Context, bail, ensure};
use statecraft::graph::Watch;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

/// Whether files may be written over.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct ForceArgs {
    /// Write over a file that is there already; never over a file of the case
    #[arg(long)]
    force: bool,
}

impl ForceArgs {
    /// As if it was asked to write over a file that is there already.
    pub(crate) fn yes() -> ForceArgs {
        ForceArgs { force: true }
    }
}

/// A file to be written.
pub(crate) struct OutFile {
    path: PathBuf,
    kind: Kind,
    watch: Watch,
}

/// How it is written.
enum Kind {
    /// Under a temporary name beside its own; it takes its own when it is whole, and is removed if that never happens.
    File { file: File, unfinished: Unfinished, target: PathBuf, replaces: bool },
    /// A pipe or a device takes what it is given.
    Stream,
}

/// A file that takes no more once the work is to stop.
struct Stoppable {
    file: File,
    watch: Watch,
}

impl Write for Stoppable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.watch.check().map_err(io::Error::other)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl OutFile {
    /// Begins a file that is to be none of the case's own; so that nobody waits for hours to hear that it cannot be written,
    /// before the work begins.
    pub(crate) fn begin(path: &Path, own: &[PathBuf], force: ForceArgs, watch: &Watch) -> anyhow::Result<OutFile> {
        let kind = Kind::of(path, own, force.force).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(OutFile { path: path.to_path_buf(), kind, watch: watch.clone() })
    }

    /// The same where one is asked for.
    pub(crate) fn begin_if(
        path: Option<&Path>,
        own: &[PathBuf],
        force: ForceArgs,
        watch: &Watch,
    ) -> anyhow::Result<Option<OutFile>> {
        path.map(|path| OutFile::begin(path, own, force, watch)).transpose()
    }

    /// Whether both would come to stand in the same place.
    pub(crate) fn is_same(&self, other: &OutFile) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::File { target: one, .. }, Kind::File { target: other, .. }) => one == other,
            _ => false,
        }
    }

    /// Whether an earlier file would be lost.
    pub(crate) fn replaces(&self) -> bool {
        matches!(self.kind, Kind::File { replaces: true, .. })
    }

    /// Writes everything, and gives the file its name.
    pub(crate) fn finish(
        self,
        write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let OutFile { path, kind, watch } = self;
        kind.write(&path, watch, write).with_context(|| format!("cannot write {}", path.display()))
    }
}

impl Kind {
    fn of(path: &Path, own: &[PathBuf], force: bool) -> anyhow::Result<Kind> {
        let links = fs::symlink_metadata(path).is_ok_and(|link| link.is_symlink());
        let there = match fs::metadata(path) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == ErrorKind::NotFound && !links => None,
            Err(error) if links => return Err(error).context("it is a link that leads to no file"),
            Err(error) => return Err(error.into()),
        };
        let Some(there) = there else { return Kind::file(in_its_folder(path)?, None) };
        ensure!(!there.is_dir(), "it is a folder");
        if !there.is_file() || is_open_already(path) {
            return Ok(Kind::Stream);
        }
        let target = fs::canonicalize(path)?;
        ensure!(
            !own.iter().any(|own| is_same_file(own, &target)),
            "it is a file of the case itself; name another file"
        );
        ensure!(force, "it is there already; name another file, or write over it with --force");
        OpenOptions::new().append(true).open(&target)?; // only what may be written may be replaced
        Kind::file(target, Some(there.permissions()))
    }

    /// Begins under a name that nothing has.
    fn file(target: PathBuf, permissions: Option<fs::Permissions>) -> anyhow::Result<Kind> {
        let named =
            |number: usize| target.with_file_name(format!(".statecraft-{}-{number}.unfinished", std::process::id()));
        let mut names = (0..).map(named);
        let (unfinished, file) = loop {
            let Some(name) = names.next() else { bail!("no name is free beside it") };
            match File::create_new(&name) {
                Ok(file) => break (Unfinished::of(name), file),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        };
        let replaces = permissions.is_some();
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        Ok(Kind::File { file, unfinished, target, replaces })
    }

    fn write(
        self,
        path: &Path,
        watch: Watch,
        write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let to = |file: File| BufWriter::with_capacity(1 << 16, Stoppable { file, watch: watch.clone() });
        match self {
            Kind::Stream => {
                let mut file = to(open_stream(path, &watch)?);
                write(&mut file)?;
                Ok(file.flush()?)
            }
            Kind::File { file, unfinished, target, replaces } => {
                let mut file = to(file);
                write(&mut file)?;
                file.flush()?;
                file.get_ref().file.sync_all()?;
                drop(file);
                unfinished.take_name(&target, replaces)
            }
        }
    }
}

/// The path with its folder as it is without links.
fn in_its_folder(path: &Path) -> anyhow::Result<PathBuf> {
    let name = path.file_name().context("it is no name of a file")?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(fs::canonicalize(folder)?.join(name))
}

/// Such as `/dev/stdout`: whatever it is, it is open already, and replacing it would not reach who holds it.
fn is_open_already(path: &Path) -> bool {
    ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"].into_iter().any(|place| path.starts_with(place))
}

/// Whether two names are those of one file.
#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |path: &Path| fs::metadata(path).ok().map(|file| (file.dev(), file.ino()));
    place(one).is_some_and(|one| Some(one) == place(other))
}

/// Whether two names are those of one file.
#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// Opens a pipe or a device. A pipe opens when somebody reads it; until then the work can be stopped.
fn open_stream(path: &Path, watch: &Watch) -> io::Result<File> {
    let (opened, open) = mpsc::channel();
    let path = path.to_path_buf();
    thread::spawn(move || opened.send(OpenOptions::new().append(true).open(path)));
    loop {
        match open.recv_timeout(TICK) {
            Ok(file) => return file,
            Err(RecvTimeoutError::Timeout) => watch.check().map_err(io::Error::other)?,
            Err(RecvTimeoutError::Disconnected) => return Err(io::Error::other("it could not be opened")),
        }
    }
}

/// What stands under a temporary name now.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes what is not finished, as the program ends at once.
pub(crate) fn abandon_all() {
    for path in UNFINISHED.lock().iter().flat_map(|all| all.iter()) {
        let _ = fs::remove_file(path); // there is nothing else to try
    }
}

/// A file that is removed unless it takes its name.
struct Unfinished(PathBuf);

impl Unfinished {
    fn of(path: PathBuf) -> Unfinished {
        if let Ok(mut all) = UNFINISHED.lock() {
            all.push(path.clone());
        }
        Unfinished(path)
    }

    /// A name that was free it does not take from another who took it meanwhile.
    fn take_name(self, target: &Path, replaces: bool) -> anyhow::Result<()> {
        if !replaces {
            match fs::hard_link(&self.0, target) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("it has come about meanwhile"),
                Err(_) => ensure!(!target.exists(), "it has come about meanwhile"), // not every file system has links
            }
        }
        Ok(fs::rename(&self.0, target)?)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0); // once it has its name, there is nothing to remove
        if let Ok(mut all) = UNFINISHED.lock() {
            all.retain(|path| *path != self.0);
        }
    }
}
