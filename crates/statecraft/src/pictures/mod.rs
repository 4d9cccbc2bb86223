//! **pictures**: an answer as a picture.

mod compare;
mod explain;
mod linkage;
mod paths;
mod plans;
mod robust;
mod score;
