//! JSON that knows where it stands.

use super::{Fault, fault};
use serde_json::Value;
use statecraft::diag::{SourceFile, Span, shown};

/// A value inside a file.
#[derive(Clone)]
pub(super) struct Node<'f> {
    file: &'f SourceFile,
    value: &'f Value,
    /// From the top of the file to here: keys and places, as in `decisionMakers`, `0`.
    path: Vec<String>,
}

/// The value of a whole file.
pub(super) fn parsed(file: &SourceFile) -> Result<Value, Fault> {
    serde_json::from_str(&file.text).map_err(|error| {
        let before: usize = file.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = file.text.floor_char_boundary((before + error.column().saturating_sub(1)).min(file.text.len()));
        fault(
            Span::new(at, at),
            format!("this is not JSON: {error}"),
            "save the model once more in the program that made it",
        )
    })
}

impl<'f> Node<'f> {
    pub(super) fn top(file: &'f SourceFile, value: &'f Value) -> Node<'f> {
        Node { file, value, path: Vec::new() }
    }

    pub(super) fn value(&self) -> &'f Value {
        self.value
    }

    /// What is wrong here.
    pub(super) fn fault(&self, message: impl Into<String>, help: impl Into<String>) -> Fault {
        let mut scan = Scan { text: self.file.text.as_bytes(), at: 0 };
        let span = scan.place(&self.path).unwrap_or_default();
        fault(span, message, help)
    }

    fn child(&self, step: String, value: &'f Value) -> Node<'f> {
        Node { file: self.file, value, path: self.path.iter().cloned().chain([step]).collect() }
    }

    /// What stands under a key, if the key is there and says something.
    pub(super) fn get(&self, key: &str) -> Option<Node<'f>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(self.child(key.into(), value))
    }

    /// What must stand under a key.
    pub(super) fn required(&self, key: &str) -> Result<Node<'f>, Fault> {
        self.get(key).ok_or_else(|| self.fault(format!("`{key}` is missing here"), format!("add \"{key}\": …")))
    }

    pub(super) fn keys(&self) -> Vec<&'f str> {
        self.value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
    }

    pub(super) fn items(&self) -> Result<Vec<Node<'f>>, Fault> {
        let Some(items) = self.value.as_array() else {
            return Err(self.fault("a list should stand here", "write it in brackets: [ … ]"));
        };
        Ok(items.iter().enumerate().map(|(at, item)| self.child(at.to_string(), item)).collect())
    }

    pub(super) fn text(&self) -> Result<&'f str, Fault> {
        self.value.as_str().ok_or_else(|| self.fault("a text should stand here", "write it in quotation marks"))
    }

    /// A whole number from `first` up to, not including, `first + count`; given as a place from 0.
    pub(super) fn place(&self, first: usize, count: usize, what: &str) -> Result<usize, Fault> {
        let number = self.value.as_u64().and_then(|number| usize::try_from(number).ok());
        let place = number.and_then(|number| number.checked_sub(first)).filter(|place| *place < count);
        place.ok_or_else(|| {
            let written = shown(&self.value.to_string());
            let last = (first + count).saturating_sub(1);
            let range =
                if count == 0 { "there are none".into() } else { format!("they are numbered {first} to {last}") };
            self.fault(format!("there is no {what} {written}"), range)
        })
    }
}

/// A walk through JSON that is known to be in order.
struct Scan<'t> {
    text: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    /// Where the value at the end of a path stands.
    fn place(&mut self, path: &[String]) -> Option<Span> {
        self.blanks();
        let Some((step, rest)) = path.split_first() else {
            let start = self.at;
            self.skip()?;
            return Some(Span::new(start, self.at));
        };
        let in_list = *self.text.get(self.at)? == b'[';
        self.at += 1;
        for number in 0.. {
            self.blanks();
            let here = if in_list {
                number.to_string() == *step
            } else {
                let key = self.at;
                self.skip()?;
                let written: String = serde_json::from_slice(self.text.get(key..self.at)?).ok()?;
                self.blanks();
                self.at += 1; // the colon
                written == *step
            };
            if here {
                return self.place(rest);
            }
            self.blanks();
            self.skip()?;
            self.blanks();
            if *self.text.get(self.at)? != b',' {
                return None;
            }
            self.at += 1;
        }
        None
    }

    fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// Goes past one value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match *self.text.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    while *self.text.get(self.at)? != b'"' {
                        self.at += if self.text[self.at] == b'\\' { 2 } else { 1 };
                    }
                    self.at += 1;
                }
                b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b']' | b'}' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => {
                    let ends = |byte: &u8| b",:]}".contains(byte) || byte.is_ascii_whitespace();
                    self.at += self.text[self.at..].iter().position(ends).unwrap_or(self.text.len() - self.at);
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::{Node, parsed};
    use statecraft::diag::SourceFile;

    #[test]
    fn a_value_is_found_where_it_stands() {
        let file = SourceFile::new("x", r#" {"a\"b": [1, {"c": "x,]y"}, [true]], "d" : {"e":[-2.5 , 7]}} "#);
        let value = parsed(&file).expect("JSON");
        let top = Node::top(&file, &value);
        let place = |node: &Node| {
            let span = node.fault("", "").span;
            file.text[span.start..span.end].to_string()
        };
        let first = top.get("a\"b").expect("there").items().expect("a list");
        assert_eq!(place(&first[1].get("c").expect("there")), "\"x,]y\"");
        assert_eq!(place(&first[2]), "[true]");
        let last = top.get("d").expect("there").get("e").expect("there").items().expect("a list");
        assert_eq!((place(&last[0]), place(&last[1])), ("-2.5".into(), "7".into()));
    }
}
