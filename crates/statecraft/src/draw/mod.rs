//! **draw**: boxes and arrows, dots with intervals, and tables of marks as pictures.
//!
//! A [`Picture`] says what stands in each box and which box points to which; nothing of where. [`Picture::dot`] leaves that to
//! Graphviz. [`Picture::svg`] lays it out from left to right in the manner of Sugiyama, Tagawa & Toda (1981): boxes get
//! ranks by the longest way from where arrows begin (`ranks`), ranks become columns with a bend wherever an arrow passes
//! through one, and the order within columns is bettered by barycentres (`columns`), then everything gets its place
//! (`place`). Labels of arrows have columns of their own, so that they never cover anything. Same picture, same bytes. [`Dots`] and [`Matrix`] need no layout
//! but lines below lines.

mod columns;
mod dot;
mod dots;
mod matrix;
mod place;
mod ranks;
mod svg;
mod words;

pub use dots::{Dot, DotRow, Dots};
pub use matrix::{Mark, Matrix, MatrixRow};

/// Boxes and arrows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// What the picture shows, for those who cannot see it.
    pub title: String,
    /// The boxes.
    pub boxes: Vec<Node>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its first line.
    pub title: String,
    /// What else it says.
    pub lines: Vec<String>,
    /// What it is.
    pub look: Look,
}

/// An arrow from one box to another, by their positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Where it begins.
    pub from: usize,
    /// Where it points.
    pub to: usize,
    /// What stands beside it.
    pub label: String,
    /// What it is.
    pub look: Look,
}

/// What a box or an arrow is; shown by its line and its colour, never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing particular.
    Plain,
    /// Where it begins.
    Start,
    /// What is hoped for: an improvement, an equilibrium.
    Good,
    /// What deters, or is a loss.
    Bad,
    /// What is of less weight.
    Faint,
}

impl Picture {
    /// The arrows between boxes that there are, with their positions.
    fn sound_arrows(&self) -> impl Iterator<Item = (usize, &Arrow)> {
        let there = |arrow: &Arrow| arrow.from.max(arrow.to) < self.boxes.len();
        self.arrows.iter().enumerate().filter(move |(_, arrow)| there(arrow))
    }
}
