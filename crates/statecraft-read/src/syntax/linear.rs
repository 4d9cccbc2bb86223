//! A sparse linear model: each feature, known by a 32-bit hash, adds small whole numbers to the scores of some classes.
//!
//! The stored form is read in place: `SCR1`, the number of classes, each class as a length and its name, the number of features,
//! then for each feature its hash, how many weights it has, and each weight as a class and a signed byte.
//! Only the order of scores matters, so weights are scaled to a byte and small ones are left out.

/// A model read from its stored form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Linear {
    classes: Vec<String>,
    bytes: &'static [u8],
    /// Open addressing: where the feature's record starts, or 0.
    slots: Vec<u32>,
}

impl Linear {
    /// Reads a model and returns what follows it; an unreadable one knows no feature.
    pub(crate) fn read(bytes: &'static [u8]) -> (Self, &'static [u8]) {
        Self::try_read(bytes).unwrap_or((Self::default(), &[]))
    }

    fn try_read(bytes: &'static [u8]) -> Option<(Self, &'static [u8])> {
        let mut at = 4;
        if bytes.get(..4)? != b"SCR1" {
            return None;
        }
        let count = usize::from(*bytes.get(at)?);
        at += 1;
        let mut classes = Vec::with_capacity(count);
        for _ in 0..count {
            let length = usize::from(*bytes.get(at)?);
            classes.push(String::from_utf8_lossy(bytes.get(at + 1..at + 1 + length)?).into_owned());
            at += 1 + length;
        }
        let features = u32_at(bytes, at)? as usize;
        at += 4;
        let mut slots = vec![0; (features * 2).next_power_of_two().max(2)];
        for _ in 0..features {
            let mut slot = u32_at(bytes, at)? as usize & (slots.len() - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = u32::try_from(at).ok()?;
            at += 5 + 2 * usize::from(*bytes.get(at + 4)?);
        }
        let rest = bytes.get(at..)?;
        Some((Self { classes, bytes, slots }, rest))
    }

    /// The names of the classes, in the order of the scores.
    pub(crate) fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Adds up the weights of `features`.
    pub(crate) fn score(&self, features: &[u32], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(self.classes.len(), 0);
        for &feature in features {
            let Some(record) = self.record(feature) else { continue };
            for weight in record.chunks_exact(2) {
                if let Some(score) = scores.get_mut(usize::from(weight[0])) {
                    *score += i32::from(i8::from_le_bytes([weight[1]]));
                }
            }
        }
    }

    fn record(&self, feature: u32) -> Option<&[u8]> {
        if self.slots.is_empty() {
            return None;
        }
        let mut slot = feature as usize & (self.slots.len() - 1);
        loop {
            let at = self.slots[slot] as usize;
            if at == 0 {
                return None;
            }
            if u32_at(self.bytes, at)? == feature {
                let count = usize::from(*self.bytes.get(at + 4)?);
                return self.bytes.get(at + 5..at + 5 + 2 * count);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// A running hash of what a feature is made of (FNV-1a, then mixed).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key(u32);

impl Key {
    /// A feature of the template `template`.
    pub(crate) fn new(template: u32) -> Self {
        Self(0x811c_9dc5).with(template)
    }

    /// The same with one more part.
    pub(crate) fn with(self, part: u32) -> Self {
        let mixed = (self.0 ^ part).wrapping_mul(0x0100_0193);
        Self((mixed ^ (mixed >> 15)).wrapping_mul(0x85eb_ca6b))
    }

    /// The hash; never 0.
    pub(crate) fn hash(self) -> u32 {
        (self.0 ^ (self.0 >> 13)).max(1)
    }
}

/// The hash of a text.
pub(crate) fn text_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
