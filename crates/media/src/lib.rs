//! The media jail: foreign pictures are decoded in a child process under limits.
//!
//! A picture from a member is the most hostile input this server takes: megabytes of untrusted
//! bytes for parsers that were attacked for decades. So no byte of it is parsed in the server.
//! [`Jail::process`] starts `meent media-worker`, which gives up memory, time, files, network and
//! new processes before it looks at the first byte ([`worker`]), makes the variants and ends. The
//! server reads one short answer, and checks every file it got as if a stranger had written it.
//!
//! ```no_run
//! # fn main() -> Result<(), media::MediaError> {
//! let jail = media::Jail::new(std::env::current_exe().expect("a program knows itself"));
//! let picture = jail.process("upload".as_ref(), "variants".as_ref())?;
//! println!("{} x {}, {} variants", picture.width, picture.height, picture.variants.len());
//! # Ok(()) }
//! ```
//!
//! Invariants:
//! - What a file *is* is decided by its bytes ([`kind`]), never by its name or what a browser said.
//! - Nothing that was in the file survives but pixels: no EXIF, XMP, IPTC, colour profile, comment
//!   or thumbnail. The outputs are encoded anew and [`webp::inspect`] refuses any other chunk.
//! - A file ends as accepted or as a [`Refusal`] with a stable code, whatever happens to the child.
//!
//! What it is *not*: storage (the app moves the variants to their content address), film and sound
//! (refused kindly), and no async: callers use a blocking thread. Decisions: ADR-0006.

mod animation;
pub mod check;
mod colour;
#[cfg(unix)]
mod confine;
mod decode;
mod ending;
mod jail;
mod jpeg;
pub mod kind;
mod limits;
mod orientation;
mod protocol;
mod refusal;
mod variant;
pub mod webp;
pub mod worker;

pub use jail::{Jail, MediaError, Processed, Run, Variant};
pub use limits::Limits;
pub use protocol::{Format, ProtocolError, Walls};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;
