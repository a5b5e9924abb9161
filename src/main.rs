//! The `minutebook` program: hand the arguments to the library, pass its exit code on.

use std::process::ExitCode;

fn main() -> ExitCode {
    minutebook::run()
}
