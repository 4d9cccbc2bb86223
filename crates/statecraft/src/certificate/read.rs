//! A certificate, read from a file that anybody may have written.

use super::Certificate;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// What certificates are called in their files.
const FORMAT: (&str, u32) = ("statecraft-certificate", 1);

/// Why a file is not read as a certificate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotRead {
    /// Something else.
    #[error(transparent)]
    Other(#[from] serde_json::Error),
    /// Another format or version.
    #[error("it has the format {0} {1}; expected is {name} {version}", name = FORMAT.0, version = FORMAT.1)]
    Format(String, u32),
}

impl Certificate {
    /// Reads a certificate. No object in it may have a key twice: readers part on which of the two counts.
    ///
    /// # Errors
    /// It is not one.
    pub fn read(json: &[u8]) -> Result<Certificate, NotRead> {
        let UniqueKeys = serde_json::from_slice(json)?;
        let certificate: Certificate = serde_json::from_slice(json)?;
        match (certificate.format.as_str(), certificate.version) {
            FORMAT => Ok(certificate),
            (format, version) => Err(NotRead::Format(format.to_string(), version)),
        }
    }
}

/// Any value in which every object has each key once.
struct UniqueKeys;

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UniqueKeys, D::Error> {
        deserializer.deserialize_any(UniqueKeys)
    }
}

impl<'de> Visitor<'de> for UniqueKeys {
    type Value = UniqueKeys;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UniqueKeys, A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if keys.contains(&key) {
                return Err(A::Error::custom(format!("the key `{key}` stands twice")));
            }
            keys.insert(key);
            map.next_value::<UniqueKeys>()?;
        }
        Ok(UniqueKeys)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<UniqueKeys, A::Error> {
        while seq.next_element::<UniqueKeys>()?.is_some() {}
        Ok(UniqueKeys)
    }

    fn visit_unit<E>(self) -> Result<UniqueKeys, E> {
        Ok(UniqueKeys)
    }

    fn visit_bool<E>(self, _: bool) -> Result<UniqueKeys, E> {
        Ok(UniqueKeys)
    }

    fn visit_u64<E>(self, _: u64) -> Result<UniqueKeys, E> {
        Ok(UniqueKeys)
    }

    fn visit_i64<E>(self, _: i64) -> Result<UniqueKeys, E> {
        Ok(UniqueKeys)
    }

    fn visit_f64<E>(self, _: f64) -> Result<UniqueKeys, E> {
        Ok(UniqueKeys)
    }

    fn visit_str<E>(self, _: &str) -> Result<UniqueKeys, E> {
        Ok(UniqueKeys)
    }
}
