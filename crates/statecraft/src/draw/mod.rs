//! **draw**: boxes and arrows as pictures.
//!
//! A [`Picture`] says what stands in each box and which box points to which; nothing of where.
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
