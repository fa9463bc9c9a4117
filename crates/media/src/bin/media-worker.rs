//! The media worker as a program of its own, for this crate's tests and examples; in a real
//! network it is the hidden `media-worker` command of `meent`.

fn main() -> std::process::ExitCode {
    media::worker::run()
}
