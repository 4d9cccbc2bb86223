//! **pictures**: an answer as a picture.

mod compare;
mod explain;
mod paths;
mod plans;
