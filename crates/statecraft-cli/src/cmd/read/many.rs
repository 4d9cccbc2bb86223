//! Reports one after the other, so that a folder of many needs the memory of one, and can be gone on with.

use super::{Args, text, with_others};
use crate::cmd::{AnswerFormat, Exit, plural};
use crate::terminal;
use anyhow::Context;
use serde::Deserialize;
use statecraft_read::document::Document;
use statecraft_read::draft::Drafted;
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// More reports than this are read with a word on how far it is, once for so many.
const MANY: usize = 100;

/// Reads, drafts and tells one report after the other.
pub(super) fn tell(args: &Args) -> anyhow::Result<Exit> {
    let files = super::paths(&args.files)?;
    if let Some(drafts) = &args.drafts {
        return keep(args, &files, drafts);
    }
    let mut reader = Reader::new(args, &files);
    match args.format {
        AnswerFormat::Json => terminal::say_json_list("documents", reader.by_ref().map(|one| Ok(one?.1)))?,
        AnswerFormat::Text => {
            for one in reader.by_ref() {
                terminal::say(&text(&one?.1))?;
            }
        }
    }
    Ok(reader.exit())
}

/// Reports as they are read, each with its draft. One of several that cannot be read is told of, and the rest goes on.
struct Reader<'a> {
    args: &'a Args,
    files: &'a [PathBuf],
    next: usize,
    /// What is drafted already, by path and fingerprint.
    known: HashSet<(String, String)>,
    skipped: usize,
    unread: usize,
}

impl<'a> Reader<'a> {
    fn new(args: &'a Args, files: &'a [PathBuf]) -> Self {
        Reader { args, files, next: 0, known: HashSet::new(), skipped: 0, unread: 0 }
    }

    fn exit(&self) -> Exit {
        if self.unread == 0 { Exit::Fine } else { Exit::Usage }
    }
}

impl Iterator for Reader<'_> {
    type Item = anyhow::Result<(Document, Drafted)>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.files.get(self.next) {
            if self.files.len() > MANY && self.next.is_multiple_of(MANY) {
                terminal::complain(&format!("{} of {} reports read\n", self.next, self.files.len()));
            }
            self.next += 1;
            match super::document(path, self.args.date) {
                Ok(document) if self.known.contains(&(document.path.clone(), document.sha256.clone())) => {
                    self.skipped += 1;
                }
                Ok(document) => {
                    let drafted = with_others(self.args, &document);
                    return Some(Ok((document, drafted)));
                }
                Err(why) if self.files.len() > 1 => {
                    self.unread += 1;
                    terminal::complain(&format!("left out: {why:#}\n"));
                }
                Err(why) => return Some(Err(why)),
            }
        }
        None
    }
}

/// What a line of the file of drafts is known by.
#[derive(Deserialize)]
struct Known {
    path: String,
    sha256: String,
}

/// Writes the drafts into a file, one line of JSON each. What the file has already is not drafted again.
fn keep(args: &Args, files: &[PathBuf], drafts: &Path) -> anyhow::Result<Exit> {
    let told = || format!("cannot write {}", drafts.display());
    let file = OpenOptions::new().read(true).append(true).create(true).open(drafts).with_context(told)?;
    let known = known(&file, drafts)?;
    let mut reader = Reader { known, ..Reader::new(args, files) };
    let mut out = BufWriter::new(file);
    let mut written = 0;
    for one in reader.by_ref() {
        serde_json::to_writer(&mut out, &one?.1)?;
        out.write_all(b"\n").and_then(|()| out.flush()).with_context(told)?;
        written += 1;
    }
    terminal::say(&format!(
        "{} drafted; {} had been before; {} could not be read.\n",
        plural(written, "report"),
        reader.skipped,
        reader.unread
    ))?;
    Ok(reader.exit())
}

/// What a file of drafts has. A last line that was not written to its end is taken off.
fn known(file: &File, path: &Path) -> anyhow::Result<HashSet<(String, String)>> {
    let (mut lines, mut line) = (BufReader::new(file), Vec::new());
    let (mut out, mut whole) = (HashSet::new(), 0);
    while lines.read_until(b'\n', &mut line)? > 0 {
        if line.last() == Some(&b'\n') {
            let known: Known = serde_json::from_slice(&line)
                .with_context(|| format!("{} is no file of drafts, or is damaged; name another", path.display()))?;
            out.insert((known.path, known.sha256));
            whole += line.len() as u64;
        }
        line.clear();
    }
    file.set_len(whole)?;
    Ok(out)
}
