//! `litx`, the program.

/// Records are made on one thread and let go of on another: this allocator is quick at that.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    litx::cli::run()
}
