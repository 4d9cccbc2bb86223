//! Tokens to a tree, by operator precedence (Pratt 1973).

use super::lexer::{OTHER_WAY_ROUND, Token, tokens};
use super::{Expr, Name, Written};
use crate::diag::{Diagnostic, Span, Spanned};

/// How deep parentheses and `not` may nest, and how many `if` and `iff` one statement may have.
pub const MAX_NESTING: usize = 100;

/// Reads a statement; places are shifted by `offset`, where the text stands in its file.
///
/// # Errors
/// The first thing that cannot be read, at its place.
pub fn parse(text: &str, offset: usize) -> Result<Written, Diagnostic> {
    let end = Span::new(offset + text.trim_end().len(), offset + text.trim_end().len());
    let mut parser = Parser { tokens: tokens(text, offset)?, next: 0, end, depth: 0, conditions: 0 };
    if parser.tokens.is_empty() {
        let whole = Span::new(offset, offset + text.len());
        return Err(Diagnostic::error("syntax", whole, "an empty statement says nothing")
            .label("nothing here")
            .help("write an option, such as `actor.option`, or remove the line"));
    }
    let tree = parser.binary(0)?;
    match parser.peek() {
        None if depth(&tree) <= MAX_NESTING => Ok(tree),
        None => Err(too_deep(parser.tokens[0].1)),
        Some((token, span)) => Err(parser.unexpected(token, span)),
    }
}

/// The name of an option, or a choice with its level, if the text is just that.
pub fn parse_name(text: &str) -> Option<Name> {
    match parse(text, 0).ok()? {
        Expr::Taken(name) => Some(name.value),
        _ => None,
    }
}

/// How deep the statement nests when it is printed, with parentheses around every compound part.
fn depth<A>(tree: &Expr<A>) -> usize {
    let inside = |part: &Expr<A>| match part {
        Expr::Taken(_) => 0,
        Expr::Not(_) => depth(part),
        _ => 1 + depth(part),
    };
    match tree {
        Expr::Taken(_) => 0,
        Expr::Not(part) => 1 + inside(part),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().map(inside).max().unwrap_or(0),
        Expr::If(a, b) | Expr::Iff(a, b) => inside(a).max(inside(b)),
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("syntax", span, format!("the statement nests more than {MAX_NESTING} deep"))
        .help("split it into several statements")
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    next: usize,
    end: Span,
    depth: usize,
    conditions: usize,
}

/// How tightly an operator binds; the table of the reference page.
fn binding(token: &Token) -> Option<usize> {
    match token {
        Token::Iff => Some(1),
        Token::If | Token::Unless => Some(2),
        Token::Or => Some(3),
        Token::And => Some(4),
        _ => None,
    }
}

impl Parser {
    fn peek(&self) -> Option<(Token, Span)> {
        self.tokens.get(self.next).cloned()
    }

    /// Operators that bind at least as tightly as `least`, with their parts.
    fn binary(&mut self, least: usize) -> Result<Written, Diagnostic> {
        let mut left = self.prefix()?;
        while let Some((token, span)) = self.peek() {
            let Some(tightness) = binding(&token).filter(|&t| t >= least) else { break };
            left = match token {
                Token::And => Expr::And(self.chain(left, &token, tightness)?),
                Token::Or => Expr::Or(self.chain(left, &token, tightness)?),
                _ => {
                    self.next += 1;
                    self.conditions += 1;
                    self.bounded(self.conditions, span)?;
                    let right = Box::new(self.binary(tightness + 1)?);
                    match token {
                        Token::If => Expr::If(left.into(), right),
                        Token::Unless => Expr::If(left.into(), Box::new(Expr::Not(right))),
                        _ => Expr::Iff(left.into(), right),
                    }
                }
            };
        }
        Ok(left)
    }

    /// `first word part word part …` as one list.
    fn chain(&mut self, first: Written, word: &Token, tightness: usize) -> Result<Vec<Written>, Diagnostic> {
        let mut parts = vec![first];
        while self.peek().is_some_and(|(token, _)| token == *word) {
            self.next += 1;
            parts.push(self.binary(tightness + 1)?);
        }
        Ok(parts)
    }

    fn prefix(&mut self) -> Result<Written, Diagnostic> {
        let Some((token, span)) = self.peek() else {
            return Err(Diagnostic::error("syntax", self.end, "the statement breaks off")
                .label("an option is expected here")
                .help("write an option, such as `actor.option`, or remove the last word"));
        };
        match token {
            Token::Option(name) => {
                self.next += 1;
                Ok(Expr::Taken(Spanned::new(name, span)))
            }
            Token::Not | Token::Open => {
                self.next += 1;
                self.depth += 1;
                self.bounded(self.depth, span)?;
                let inner = if token == Token::Not { self.negated()? } else { self.enclosed(span)? };
                self.depth -= 1;
                Ok(inner)
            }
            _ => Err(self.unexpected(token, span)),
        }
    }

    fn negated(&mut self) -> Result<Written, Diagnostic> {
        Ok(Expr::Not(Box::new(self.prefix()?)))
    }

    fn enclosed(&mut self, open: Span) -> Result<Written, Diagnostic> {
        let inner = self.binary(0)?;
        match self.peek() {
            Some((Token::Close, _)) => {
                self.next += 1;
                Ok(inner)
            }
            Some((token, span)) => Err(self.unexpected(token, span)),
            None => Err(Diagnostic::error("syntax", open, "this parenthesis is never closed")
                .label("opened here")
                .help("close it with `)`")),
        }
    }

    fn bounded(&self, count: usize, span: Span) -> Result<(), Diagnostic> {
        if count <= MAX_NESTING {
            return Ok(());
        }
        Err(too_deep(span))
    }

    fn unexpected(&self, token: Token, span: Span) -> Diagnostic {
        let after_option = self.next > 0 && matches!(self.tokens[self.next - 1].0, Token::Option(_) | Token::Close);
        let (message, label, help) = match token {
            Token::Close if after_option => {
                ("this parenthesis was never opened", "", "remove it, or open one with `(`")
            }
            _ if after_option => {
                ("a word is missing before this", "", "join the parts with `and`, `or`, `if` or `iff`")
            }
            Token::Unless if self.next == 0 => {
                ("a statement does not begin with `unless`", "", "what it excepts comes first: `B unless A`")
            }
            Token::If if self.next == 0 => ("a statement does not begin with `if`", "", OTHER_WAY_ROUND),
            _ => (
                "an option is expected here",
                "this is none",
                "write an option, such as `actor.option`, or remove this",
            ),
        };
        Diagnostic::error("syntax", span, message).label(label).help(help)
    }
}
