//! The readers of other tools' files: any bytes give a case that is read again, or a problem with a place in its text and one thing to
//! try. The first byte says which reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft_exchange::import::{Source, read};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let limits = Limits { states: 1 << 10, steps: 1 << 16, bytes: 64 << 20, ..Limits::default() };
    match read("file", bytes, Some(Source::ALL[usize::from(*first) % Source::ALL.len()]), &limits) {
        Ok(imported) => {
            let again = Case::parse(&imported.text).expect("what was written is read");
            assert_eq!(again.to_json(), imported.case.to_json());
        }
        Err(rejected) => {
            for problem in &rejected.problems {
                assert!(rejected.file.text.get(problem.span.start..problem.span.end).is_some(), "{problem:?}");
            }
        }
    }
});
