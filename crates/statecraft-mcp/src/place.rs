//! The folder that the server was given: the cases in it, and the files that may be read. No path leads out of it.

use crate::refusal::Refusal;
use statecraft::diag::shown;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// So many cases, and so many texts of a folder, are listed.
const MOST_LISTED: usize = 200;
/// A text larger than this is not read.
pub(crate) const MOST_BYTES: u64 = 4 << 20;
/// The name of a case file.
pub(crate) const CASE: &str = "case.toml";

/// A folder with a case, or with folders that hold cases.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where it really is.
    folder: PathBuf,
}

impl Place {
    /// The folder of this path; of a case file the folder that it lies in.
    ///
    /// # Errors
    /// It is not there, or is another file than a `case.toml`.
    pub fn open(path: &Path) -> io::Result<Place> {
        let path = fs::canonicalize(path)?;
        if path.is_dir() {
            return Ok(Place { folder: path });
        }
        match path.parent() {
            Some(folder) if path.file_name() == Some(OsStr::new(CASE)) => Ok(Place { folder: folder.to_path_buf() }),
            _ => Err(io::Error::new(io::ErrorKind::NotADirectory, "name a folder, or a file case.toml")),
        }
    }

    /// Whether the folder is itself a case.
    fn is_case(&self) -> bool {
        self.folder.join(CASE).is_file()
    }

    /// The names of the cases, `.` for the folder itself.
    pub(crate) fn cases(&self) -> Vec<String> {
        let own = self.is_case().then(|| ".".to_string());
        let below = entries(&self.folder).into_iter().filter(|name| self.case(name).is_ok());
        own.into_iter().chain(below).take(MOST_LISTED).collect()
    }

    /// The texts beside a case or in its `sources`, by their paths in the whole folder.
    pub(crate) fn texts(&self, case: &str) -> Vec<String> {
        let Ok(folder) = self.inside(case) else { return Vec::new() };
        let of = |below: &str| {
            let texts = entries(&folder.join(below)).into_iter().filter(|name| is_text(name));
            texts.map(|name| Path::new(case).join(below).join(name)).collect::<Vec<_>>()
        };
        let all = of("").into_iter().chain(of("sources")).map(|path| tidy(&path));
        all.filter(|path| self.file(path).is_ok()).take(MOST_LISTED).collect()
    }

    /// The name of the case that is meant; without one the folder itself, or the only case in it.
    pub(crate) fn named(&self, case: Option<&str>) -> Result<String, Refusal> {
        if let Some(case) = case {
            return Ok(tidy(Path::new(case)));
        }
        match self.cases().as_slice() {
            [only] => Ok(only.clone()),
            _ if self.is_case() => Ok(".".to_string()),
            [] => {
                Err(Refusal::new("no-case", "there is no case in the folder; begin makes one where writing is allowed"))
            }
            several => Err(Refusal::new("which-case", format!("say which case; there are: {}", several.join(", ")))),
        }
    }

    /// The file of a case.
    pub(crate) fn case(&self, name: &str) -> Result<PathBuf, Refusal> {
        let path = tidy(&Path::new(name).join(CASE));
        self.file(&path).map_err(|refusal| match refusal.code.as_str() {
            "no-file" => {
                Refusal::new("no-case", format!("there is no case `{}`; open lists those that there are", shown(name)))
            }
            _ => refusal,
        })
    }

    /// A folder inside, where it really is.
    pub(crate) fn folder(&self, path: &str) -> Result<PathBuf, Refusal> {
        let missing =
            || Refusal::new("no-folder", format!("there is no folder `{}`; put the texts there first", shown(path)));
        let real = fs::canonicalize(self.inside(path)?).map_err(|_| missing())?;
        if !real.starts_with(&self.folder) {
            return Err(outside(path));
        }
        if real.is_dir() { Ok(real) } else { Err(missing()) }
    }

    /// A path in the folder, which need not be there.
    pub(crate) fn inside(&self, path: &str) -> Result<PathBuf, Refusal> {
        let plain = |part: Component| match part {
            Component::CurDir => true,
            Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
            _ => false,
        };
        let readable = !path.is_empty() && path.len() <= 1024 && !path.contains(['\0', '\\']);
        if readable && Path::new(path).components().all(plain) {
            return Ok(self.folder.join(path));
        }
        Err(outside(path))
    }

    /// Where a file of the folder really is; a link may not lead out of it.
    pub(crate) fn file(&self, path: &str) -> Result<PathBuf, Refusal> {
        let missing = || Refusal::new("no-file", format!("there is no file `{}`; open lists the texts", shown(path)));
        let real = fs::canonicalize(self.inside(path)?).map_err(|_| missing())?;
        if !real.starts_with(&self.folder) {
            return Err(outside(path));
        }
        if real.is_file() { Ok(real) } else { Err(missing()) }
    }

    /// The words of a case file or of a text.
    pub(crate) fn read(&self, path: &str) -> Result<String, Refusal> {
        let name = Path::new(path).file_name().and_then(OsStr::to_str).unwrap_or_default();
        if !is_text(name) && ![CASE, "later.toml"].contains(&name) {
            return Err(Refusal::new(
                "no-text",
                "case files and texts that end in .txt or .md can be read, and nothing else",
            ));
        }
        let unreadable = |why: String| Refusal::new("unreadable", format!("`{}` cannot be read: {why}", shown(path)));
        let mut bytes = Vec::new();
        let file = File::open(self.file(path)?).map_err(|error| unreadable(error.to_string()))?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(unreadable(format!("it is larger than {} MiB; split it", MOST_BYTES >> 20)));
        }
        String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8; save it as UTF-8".into()))
    }
}

fn outside(path: &str) -> Refusal {
    Refusal::new(
        "outside",
        format!("`{}` is no path inside the folder; write one such as sources/report.txt", shown(path)),
    )
}

fn is_text(name: &str) -> bool {
    [".txt", ".md"].iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// The names in a folder in their order, without hidden ones.
fn entries(folder: &Path) -> Vec<String> {
    let read = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = read.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

/// A path without `.` in it, and with `/` on every system.
fn tidy(path: &Path) -> String {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { ".".to_string() } else { parts.join("/") }
}
