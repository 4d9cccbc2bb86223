//! The statement language: what is read is printed so that it is read as the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft::expr::parse;

fuzz_target!(|text: &str| {
    let Ok(first) = parse(text, 0) else { return };
    let printed = first.to_string();
    let second = parse(&printed, 0).expect("what was printed is read");
    assert_eq!(printed, second.to_string());
});
