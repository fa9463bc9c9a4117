//! Several things at once, with an outcome that does not depend on it: each part is computed by one
//! thread from what nobody writes meanwhile, and the answers come in the order of the parts.

use std::thread;

/// Runs `work` on every part, each on a thread of its own; on none if there is only one.
pub(crate) fn in_parallel<P: Send, A: Send>(parts: Vec<P>, work: impl Fn(P) -> A + Sync) -> Vec<A> {
    if parts.len() < 2 {
        return parts.into_iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let answers = running.into_iter().map(|it| {
            // A thread that panicked met a bug; that goes on as one.
            it.join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        answers.collect()
    })
}
