//! `litx`, the program.

fn main() -> std::process::ExitCode {
    litx::cli::run()
}
