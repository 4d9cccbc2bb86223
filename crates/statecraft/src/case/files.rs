//! Files are read if they are files, and so far as a text can be.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// A larger file is not read.
pub const MAX_BYTES: u64 = 16 << 20;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotRead {
    #[error("there is no such file")]
    Missing,
    #[error("this is not a file but something that may never end")]
    NotAFile,
    #[error("larger than {} MB", MAX_BYTES >> 20)]
    TooLarge,
    #[error("line {0} has bytes that are not UTF-8; save the file as UTF-8")]
    NotUtf8(usize),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The text of a file. A device or a pipe is read only where it was handed over as one, such as `/dev/stdin`.
pub(super) fn read_text(path: &Path) -> Result<String, NotRead> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => NotRead::Missing,
        _ => error.into(),
    })?;
    let handed_over = path == Path::new("/dev/stdin") || ["/dev/fd", "/proc/self/fd"].iter().any(|fd| path.starts_with(fd));
    if !about.is_file() && !handed_over {
        return Err(NotRead::NotAFile);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(NotRead::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        NotRead::NotUtf8(valid.iter().filter(|&&byte| byte == b'\n').count() + 1)
    })
}
