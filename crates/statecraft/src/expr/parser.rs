//! Tokens to a tree, by operator precedence (Pratt 1973).

use super::lexer::{Token, tokens};
use super::{Expr, Written};
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
            .help("write an option, such as `actor.option`, or remove the line"));
    }
    let tree = parser.binary(0)?;
    match parser.peek() {
        None => Ok(tree),
        Some((token, span)) => Err(parser.unexpected(token, span)),
    }
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
        Token::If => Some(2),
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
                    if token == Token::If { Expr::If(left.into(), right) } else { Expr::Iff(left.into(), right) }
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
        Err(Diagnostic::error("syntax", span, format!("the statement nests more than {MAX_NESTING} deep"))
            .help("split it into several statements"))
    }

    fn unexpected(&self, token: Token, span: Span) -> Diagnostic {
        let after_option = self.next > 0 && matches!(self.tokens[self.next - 1].0, Token::Option(_) | Token::Close);
        let (message, help) = match token {
            Token::Close if after_option => ("this parenthesis was never opened", "remove it, or open one with `(`"),
            _ if after_option => ("a word is missing before this", "join the parts with `and`, `or`, `if` or `iff`"),
            _ => ("an option is expected here", "write an option, such as `actor.option`, or remove this word"),
        };
        Diagnostic::error("syntax", span, message).label("not expected here").help(help)
    }
}
