//! Whatever the text is, every span is its bytes.

use proptest::prelude::*;
use statecraft_read::document::Document;
use statecraft_read::draft::draft;
use statecraft_read::segments::paragraphs;
use statecraft_read::tokens::tokens;
use std::path::Path;

/// Our texts, one behind the other.
pub(crate) fn texts(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_text = |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    paths
        .iter()
        .filter(is_text)
        .map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// All that the draft names stands in the text as it says.
fn holds(text: &str) {
    let drafted = draft(&Document::new("text", text));
    for claim in &drafted.claims {
        assert!(!claim.spans.is_empty(), "{claim:?}");
        assert_eq!(claim.spans.len(), claim.quotes.len());
        for (span, quote) in claim.spans.iter().zip(&claim.quotes) {
            assert_eq!(text.get(span[0]..span[1]), Some(quote.as_str()));
            assert!(!quote.trim().is_empty());
        }
        assert!(claim.spans.windows(2).all(|pair| pair[0][1] <= pair[1][0]), "pieces overlap: {claim:?}");
        let speaker = claim.speaker_spans.first().map(|span| &text[span[0]..span[1]]);
        assert_eq!(speaker, claim.speaker.as_deref());
        for span in &claim.cue_spans {
            assert!(text.get(span[0]..span[1]).is_some());
        }
        assert!(text.get(claim.sentence[0]..claim.sentence[1]).is_some());
    }
    for deed in &drafted.deeds {
        for place in [deed.words, deed.actor_span, deed.sentence] {
            assert!(!text[place[0]..place[1]].trim().is_empty(), "{deed:?}");
        }
    }
    for form in drafted.actors.iter().flat_map(|actor| &actor.forms) {
        assert!(form.spans.iter().all(|span| text.get(span[0]..span[1]).is_some()));
    }
}

/// Sentences lie in their paragraph one behind the other and leave only blanks out; tokens do so in a sentence.
fn covers(text: &str) {
    for paragraph in paragraphs(text) {
        let mut at = paragraph.span.start;
        for sentence in &paragraph.sentences {
            assert!(text[at..sentence.start].trim().is_empty(), "{:?}", &text[at..sentence.start]);
            at = sentence.end;
            let mut inside = sentence.start;
            for token in tokens(text, sentence.clone()) {
                let gap = &text[inside..token.span.start];
                assert!(gap.chars().all(|c| c.is_whitespace() || c == '\0'), "{gap:?}");
                inside = token.span.end;
            }
            assert_eq!(
                inside,
                sentence.start
                    + text[sentence.clone()].trim_end_matches(|c: char| c.is_whitespace() || c == '\0').len()
            );
        }
        assert!(text[at..paragraph.span.end].trim().is_empty());
    }
}

#[test]
fn our_texts_are_covered_and_hold() {
    for (_, text) in texts("texts").into_iter().chain(texts("texts/held-out")) {
        covers(&text);
        holds(&text);
    }
}

#[test]
fn marks_that_mislead_are_bytes_of_the_text_as_well() {
    let cases = [
        "",
        "\0",
        "“",
        "\"\"\"\"",
        "said",
        "said said said.",
        "“A” said “B” said “C”",
        "He said: “",
        "” said X.",
        "\u{202e}he said “no,”\u{202c} X said",
        "According to",
        "according to .",
        "What he wants is",
        "What is is is.",
        "From X's point of view",
        "X's fear of",
        "said, said, said,",
        "He said that that that that",
        "“It is,” he said, “what”, she said, “it is.”",
        "e\u{301} said “e\u{301}tat,” e\u{301}",
        "—",
        "PORT (X) - ",
        "A. B. C. said.",
        "In the eyes of",
        "aware of",
        "It is reported that",
        "adding that “x y z,”",
        "\r\n\r\nHe said\r\nthat it\r\n",
        "#",
        "# \n> \n- ",
        "'s said 's",
    ];
    for text in cases {
        covers(text);
        holds(text);
    }
}

#[test]
fn a_long_text_without_a_stop_is_read() {
    let words = "the minister said that she believes it and ".repeat(500);
    holds(&words);
    holds(&"“".repeat(5_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn cuts_and_joins_of_our_texts_hold(cuts in prop::collection::vec((0_usize..20_000, 0_usize..400), 1..6)) {
        let all: String = texts("texts").into_iter().map(|(_, text)| text).collect();
        let letters: Vec<char> = all.chars().collect();
        let piece = |&(start, length): &(usize, usize)| {
            let start = start % letters.len();
            letters[start..(start + length).min(letters.len())].iter().collect::<String>()
        };
        let text: String = cuts.iter().map(piece).collect();
        covers(&text);
        holds(&text);
    }

    #[test]
    fn garbage_holds(text in "([a-zA-Z“”‘’\"'.,:;!? \n\u{0}\u{202e}é—-]|said |according to |that |\\PC){0,200}") {
        covers(&text);
        holds(&text);
    }
}
