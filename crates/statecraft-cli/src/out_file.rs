//! A file that is there whole or not at all.

use anyhow::Context;
use statecraft::graph::Watch;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file under a temporary name beside its own; it takes its own when it is whole, and is removed if that never happens.
pub(crate) struct OutFile {
    path: PathBuf,
    unfinished: PathBuf,
    file: Option<BufWriter<Stoppable>>,
}

/// A file that takes no more once the work is to stop.
struct Stoppable {
    file: File,
    watch: Watch,
}

impl Write for Stoppable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.watch.check() {
            Ok(()) => self.file.write(bytes),
            Err(limit) => Err(io::Error::other(limit)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl OutFile {
    /// Begins a file; so that nobody waits for hours to hear that it cannot be written, before the work begins.
    pub(crate) fn begin(path: &Path, watch: &Watch) -> anyhow::Result<OutFile> {
        let cannot = || format!("cannot write {}", path.display());
        let mut name = path.file_name().with_context(cannot)?.to_os_string();
        if path.is_dir() {
            anyhow::bail!("cannot write {}: it is a folder", path.display());
        }
        name.push(format!(".{}.unfinished", std::process::id()));
        let unfinished = path.with_file_name(name);
        let file = File::create_new(&unfinished).with_context(cannot)?;
        let file = BufWriter::with_capacity(1 << 16, Stoppable { file, watch: watch.clone() });
        Ok(OutFile { path: path.to_path_buf(), unfinished, file: Some(file) })
    }

    /// Writes everything, and gives the file its name.
    pub(crate) fn finish(
        mut self,
        write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let cannot = format!("cannot write {}", self.path.display());
        let Some(mut file) = self.file.take() else { return Ok(()) };
        write(&mut file).with_context(|| cannot.clone())?;
        file.flush().with_context(|| cannot.clone())?;
        file.get_ref().file.sync_all().with_context(|| cannot.clone())?;
        drop(file);
        fs::rename(&self.unfinished, &self.path).with_context(|| cannot)
    }
}

impl Drop for OutFile {
    fn drop(&mut self) {
        self.file = None;
        let _ = fs::remove_file(&self.unfinished); // once it has its name, there is nothing to remove
    }
}
