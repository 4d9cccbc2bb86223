//! Two changes of one text, put side by side with what was there, part by part: what only one side changed, and where both did.

use similar::{DiffTag, TextDiff};

/// Lines of the text as they were, as one side has them and as the other has; the same three times where nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The first of its lines in the text as the others left it, from 1.
    pub(crate) line: usize,
    pub(crate) before: String,
    pub(crate) yours: String,
    pub(crate) theirs: String,
}

/// Whose lines are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Before,
    Yours,
    Theirs,
}

impl Choice {
    pub(crate) const ALL: [Choice; 3] = [Choice::Before, Choice::Yours, Choice::Theirs];

    /// Its name in a form.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Choice::Before => "before",
            Choice::Yours => "yours",
            Choice::Theirs => "theirs",
        }
    }

    /// The choice of this name.
    pub(crate) fn named(key: &str) -> Option<Choice> {
        Choice::ALL.into_iter().find(|choice| choice.key() == key)
    }
}

impl Part {
    /// Whether there is something to choose.
    pub(crate) fn is_changed(&self) -> bool {
        self.before != self.yours || self.before != self.theirs
    }

    /// Whose lines are taken unless somebody chooses; none where both sides changed the same lines, each in its way.
    pub(crate) fn usual(&self) -> Option<Choice> {
        match () {
            () if self.before == self.theirs => Some(Choice::Yours),
            () if self.before == self.yours || self.yours == self.theirs => Some(Choice::Theirs),
            () => None,
        }
    }

    /// The lines that were chosen.
    pub(crate) fn taken(&self, choice: Choice) -> &str {
        match choice {
            Choice::Before => &self.before,
            Choice::Yours => &self.yours,
            Choice::Theirs => &self.theirs,
        }
    }
}

/// Lines that were replaced: from and up to but not with, before and after.
type Change = ([usize; 2], [usize; 2]);

fn changes(before: &str, after: &str) -> Vec<Change> {
    let diff = TextDiff::from_lines(before, after);
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    changed
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            ([old.start, old.end], [new.start, new.end])
        })
        .collect()
}

/// The parts of the text in their order; putting one side of each together gives that side's text.
pub(crate) fn parts(before: &str, yours: &str, theirs: &str) -> Vec<Part> {
    let (mine, other) = (changes(before, yours), changes(before, theirs));
    let mut regions: Vec<[usize; 2]> = mine.iter().chain(&other).map(|(old, _)| *old).collect();
    regions.sort_unstable();
    let mut joined: Vec<[usize; 2]> = Vec::new();
    for [from, to] in regions {
        match joined.last_mut() {
            Some(last) if from <= last[1] => last[1] = last[1].max(to),
            _ => joined.push([from, to]),
        }
    }
    let texts = [before, yours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut parts = Vec::new();
    let mut done = [0; 3];
    let ends = joined.into_iter().flat_map(|[from, to]| [(from, false), (to, true)]);
    for (at, inside) in ends.chain([(texts[0].len(), false)]) {
        let end = [at, moved(&mine, at, inside), moved(&other, at, inside)];
        let lines = |side: usize| texts[side].get(done[side]..end[side]).unwrap_or_default().concat();
        let part = Part { line: done[2] + 1, before: lines(0), yours: lines(1), theirs: lines(2) };
        if done != end {
            parts.push(part);
        }
        done = end;
    }
    parts
}

/// Where a line that no change touches stands afterwards; at the end of a region, behind the changes that end there.
fn moved(changes: &[Change], at: usize, behind: bool) -> usize {
    let before = changes.iter().take_while(|(old, _)| if behind { old[0] <= at } else { old[0] < at });
    before.fold(at, |at, (old, new)| at + (new[1] - new[0]) - (old[1] - old[0]))
}

/// The text with one side of each part that has changed, in their order; none if there are fewer choices than parts.
pub(crate) fn merged(parts: &[Part], mut choices: impl Iterator<Item = Choice>) -> Option<String> {
    let lines = |part: &Part| {
        let choice = if part.is_changed() { choices.next()? } else { Choice::Theirs };
        Some(part.taken(choice).to_string())
    };
    parts.iter().map(lines).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Numbers that look random and are always the same (Knuth's linear congruence).
    fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
        let mut state = seed;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        }
    }

    fn changed(text: &[String], next: &mut impl FnMut(usize) -> usize) -> Vec<String> {
        let mut text = text.to_vec();
        for _ in 0..next(4) {
            let at = next(text.len() + 1);
            match next(3) {
                0 => text.insert(at, format!("new {}\n", next(5))),
                _ if at == text.len() => {}
                1 => drop(text.remove(at)),
                _ => text[at] = format!("other {}\n", next(5)),
            }
        }
        text
    }

    #[test]
    fn each_side_put_together_is_that_side() {
        for seed in 0..3000 {
            let mut next = numbers(seed);
            let before: Vec<String> = (0..next(9)).map(|_| format!("line {}\n", next(4))).collect();
            let (yours, theirs) = (changed(&before, &mut next), changed(&before, &mut next));
            let texts = [before.concat(), yours.concat(), theirs.concat()];
            let parts = parts(&texts[0], &texts[1], &texts[2]);
            for (choice, text) in Choice::ALL.into_iter().zip(&texts) {
                assert_eq!(merged(&parts, std::iter::repeat(choice)).unwrap(), *text, "seed {seed}");
            }
            for part in parts.iter().filter(|part| !part.is_changed()) {
                assert_eq!(part.before, part.theirs);
            }
        }
    }

    #[test]
    fn changes_far_apart_are_both_taken_and_where_both_changed_one_must_choose() {
        let both = parts("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n");
        let usual: Vec<Choice> =
            both.iter().filter(|part| part.is_changed()).map(|part| part.usual().unwrap()).collect();
        assert_eq!(merged(&both, usual.into_iter()).unwrap(), "A\nb\nc\nd\nE\n");
        let clash = parts("a\nb\n", "a\nB\n", "a\nß\n");
        assert_eq!(clash.iter().find(|part| part.is_changed()).unwrap().usual(), None);
        assert_eq!(merged(&clash, std::iter::empty()), None);
    }
}
