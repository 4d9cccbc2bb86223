//! An explanation as a tree: the tempting moves, how they are answered, and what escapes.
