//! **export**: an answer as rows: CSV, JSON lines, Parquet.

#[cfg(feature = "parquet")]
mod parquet;
mod rows;
mod states;
mod sweep;
mod watch;

pub use watch::NoCalendar;
