//! The reading desk: whatever a file holds, the draft is made, and every place in it is words of the stored text. The first line is
//! the file's name, which says how it is read; the rest its bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft_read::draft::draft;
use statecraft_read::intake::from_bytes;

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (name, rest) = bytes.split_at(end);
    let document = from_bytes(&String::from_utf8_lossy(name), rest);
    let drafted = draft(&document);
    let text = &document.text;
    for claim in &drafted.claims {
        let words: Vec<&str> = claim.spans.iter().map(|span| &text[span[0]..span[1]]).collect();
        assert_eq!(words, claim.quotes);
        assert_eq!(claim.speaker_spans.first().map(|span| &text[span[0]..span[1]]), claim.speaker.as_deref());
    }
    for deed in &drafted.deeds {
        for place in [deed.words, deed.actor_span, deed.sentence] {
            assert!(!text[place[0]..place[1]].trim().is_empty());
        }
    }
});
