//! How often one visitor may ask: counted by member, else by address, in memory only.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::ConnectInfo;
use axum::http::Method;
use axum::http::request::Parts;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ledger::ids::MemberNumber;

use crate::door::Rate;

/// Whom a request is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asker {
    /// Someone signed in.
    Member(MemberNumber),
    /// An address; the 64 bits that name a customer, for IPv6.
    Address(IpAddr),
}

/// Counters of reads and writes.
pub struct Limits {
    counters: Option<Counters>,
}

struct Counters {
    reads: DefaultKeyedRateLimiter<Asker>,
    writes: DefaultKeyedRateLimiter<Asker>,
    since_sweep: AtomicU32,
}

/// Requests between two sweeps of counters that no longer matter.
const SWEEP_EVERY: u32 = 10_000;

impl Limits {
    /// Counters for `rate`; `None` counts nothing.
    pub fn new(rate: Option<Rate>) -> Self {
        let counters = rate.map(|rate| {
            let read_burst = rate
                .reads_per_second
                .saturating_mul(NonZeroU32::MIN.saturating_add(9));
            let write_burst =
                NonZeroU32::new(rate.writes_per_minute.get() / 2).unwrap_or(NonZeroU32::MIN);
            Counters {
                reads: RateLimiter::keyed(
                    Quota::per_second(rate.reads_per_second).allow_burst(read_burst),
                ),
                writes: RateLimiter::keyed(
                    Quota::per_minute(rate.writes_per_minute).allow_burst(write_burst),
                ),
                since_sweep: AtomicU32::new(0),
            }
        });
        Self { counters }
    }

    /// Counts one request.
    ///
    /// # Errors
    ///
    /// The seconds to wait, at least 1, if `asker` asked too often.
    pub fn count(&self, asker: Asker, method: &Method) -> Result<(), u64> {
        let Some(counters) = &self.counters else {
            return Ok(());
        };
        if counters.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP_EVERY {
            counters.since_sweep.store(0, Ordering::Relaxed);
            counters.reads.retain_recent();
            counters.writes.retain_recent();
        }
        let limiter = if method.is_safe() {
            &counters.reads
        } else {
            &counters.writes
        };
        limiter.check_key(&asker).map_err(|refused| {
            // Its own clock: making one asks the processor what it can do, the dearest part of a refusal.
            let now = limiter.clock().now();
            refused.wait_time_from(now).as_secs().saturating_add(1)
        })
    }
}

/// Returns the address a request comes from.
///
/// `X-Forwarded-For` is believed only from `trusted` peers and read from the right: everything left
/// of the first address that is not a trusted proxy was written by the client.
pub fn client_address(parts: &Parts, trusted: &[IpAddr]) -> IpAddr {
    let unknown = IpAddr::from([0, 0, 0, 0]);
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(unknown, |info| info.0.ip().to_canonical());
    if !trusted.contains(&peer) {
        return shorten(peer);
    }
    let forwarded = parts.headers.get_all("x-forwarded-for");
    let hops: Vec<&str> = forwarded
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    for hop in hops.iter().rev() {
        match hop.trim().parse::<IpAddr>() {
            Ok(address) if trusted.contains(&address.to_canonical()) => {}
            Ok(address) => return shorten(address.to_canonical()),
            Err(_) => break,
        }
    }
    shorten(peer)
}

/// Keeps the part of an address that stays with a customer.
fn shorten(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => {
            let [a, b, c, d, ..] = long.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(peer: &str, forwarded: &[&str]) -> Parts {
        let mut request = Request::builder();
        for line in forwarded {
            request = request.header("x-forwarded-for", *line);
        }
        let (mut parts, ()) = request.body(()).expect("a plain request").into_parts();
        let peer: IpAddr = peer.parse().expect("an address");
        parts
            .extensions
            .insert(ConnectInfo(SocketAddr::from((peer, 9))));
        parts
    }

    #[track_caller]
    fn check(peer: &str, forwarded: &[&str], expected: &str) {
        let trusted = [
            "10.0.0.1".parse().expect("an address"),
            "10.0.0.2".parse().expect("an address"),
        ];
        let expected: IpAddr = expected.parse().expect("an address");
        assert_eq!(client_address(&parts(peer, forwarded), &trusted), expected);
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_from_the_right() {
        check("192.0.2.7", &["1.2.3.4"], "192.0.2.7");
        check("10.0.0.1", &["1.2.3.4"], "1.2.3.4");
        check("10.0.0.1", &["6.6.6.6, 1.2.3.4, 10.0.0.2"], "1.2.3.4");
        check("10.0.0.1", &["6.6.6.6", "1.2.3.4"], "1.2.3.4");
        check("10.0.0.1", &["6.6.6.6, nonsense"], "10.0.0.1");
        check("10.0.0.1", &[], "10.0.0.1");
        check("2001:db8:1:2:3:4:5:6", &[], "2001:db8:1:2::");
        check("::ffff:192.0.2.7", &[], "192.0.2.7");
    }

    #[test]
    fn who_asks_too_often_waits() {
        let one = NonZeroU32::MIN;
        let limits = Limits::new(Some(Rate {
            reads_per_second: one,
            writes_per_minute: one,
        }));
        let asker = Asker::Member(MemberNumber(7));
        assert_eq!(limits.count(asker, &Method::POST), Ok(()));
        assert!(
            limits
                .count(asker, &Method::POST)
                .is_err_and(|seconds| seconds > 1)
        );
        assert_eq!(
            limits.count(Asker::Member(MemberNumber(8)), &Method::POST),
            Ok(())
        );
        for _ in 0..10 {
            assert_eq!(limits.count(asker, &Method::GET), Ok(()));
        }
        assert!(limits.count(asker, &Method::GET).is_err());
    }
}
