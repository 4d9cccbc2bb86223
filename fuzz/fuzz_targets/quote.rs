//! The search for quotes: the first line is the quote, the rest the document. Where it is found its words stand, and no quote
//! that stands between spaces is missed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft::evidence::{Anchor, Document, Finding, Sentence, locate};

fuzz_target!(|text: &str| {
    let (quote, rest) = text.split_once('\n').unwrap_or((text, ""));
    let document = Document::new(rest);
    let found = locate(&document, &Anchor { quote: quote.to_string(), ..Anchor::default() });
    let places = match &found {
        Finding::Found(place) | Finding::Moved(place) | Finding::Cut { place, .. } => vec![*place],
        Finding::Ambiguous(places) => places.clone(),
        Finding::Lost { begins } => {
            assert!(quote.trim().is_empty() || !rest.split(' ').any(|word| word == quote), "{found:?}");
            assert!(begins.len() <= quote.len() * 4 + 4);
            Vec::new()
        }
    };
    for place in places {
        let there = &rest[place.start..place.end];
        assert!(place.normalised || there == quote, "{found:?}");
        let sentence = Sentence::around(&document, &place);
        assert!(sentence.marked("", "").split_whitespace().count() > 0 || there.trim().is_empty());
    }
});
