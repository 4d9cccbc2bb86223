//! The reader of case files: any text gives a case or problems with places in the text, and a case without errors survives the
//! way through JSON and through its own writer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft::study::Study;

fuzz_target!(|text: &str| {
    let limits = Limits { states: 1 << 10, steps: 1 << 16, bytes: 64 << 20, ..Limits::default() };
    let study = Study::from_text(text, &limits);
    for problem in &study.problems {
        for span in problem.related.iter().map(|(span, _)| span).chain([&problem.span]) {
            assert!(span.start <= span.end && span.end <= text.len(), "{problem:?}");
        }
    }
    if study.has_errors() {
        return;
    }
    if let Some(json) = study.case.to_json() {
        let again = Case::from_json(&json.to_string()).expect("what was written is read");
        assert_eq!(again.to_json(), Some(json));
    }
    if let Some(toml) = study.case.to_toml() {
        let again = Case::parse(&toml).expect("what was written is read");
        assert_eq!(again.to_json(), study.case.to_json());
    }
});
