//! The Python module of statecraft: thin classes over `study`, below the package `statecraft` that is written in Python.
//!
//! A question comes in as JSON and its answer goes out as JSON, through the one door that pages and programs use as well
//! (`statecraft::answers::Question`). The package in `python/statecraft` gives them names, keyword arguments and tables. While
//! something is computed the interpreter is released, and Ctrl-C is looked for (`watched`).

// What Python sees is documented in `_engine.pyi`.
#![allow(missing_docs)]

mod answer;
mod arrays;
mod error;
mod opened;
mod watched;

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command line of statecraft and gives its exit code.
#[pyfunction]
fn run(py: Python<'_>, typed: Vec<OsString>) -> u8 {
    py.detach(|| statecraft_cli::run(typed))
}

#[pymodule]
fn _engine(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_class::<answer::Told>()?;
    module.add_class::<opened::Opened>()
}
