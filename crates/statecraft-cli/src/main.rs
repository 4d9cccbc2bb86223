//! The program `statecraft`; everything is in the library, so that the Python wheel brings the same command.

use std::process::ExitCode;

fn main() -> ExitCode {
    statecraft_cli::run(std::env::args_os()).into()
}
