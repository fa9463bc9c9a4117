//! Counters of a running node, as text for Prometheus, on a private address of their own.
//!
//! What is counted is what the node does, never who made it do so: a route stands under its pattern
//! (`/@{handle}`), not under the path that was asked for, and no address, name or text is a label.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use app::App;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const REQUESTS: &str = "meent_http_requests_total";
const DURATION: &str = "meent_http_request_duration_seconds";
const IN_FLIGHT: &str = "meent_http_requests_in_flight";
const ENTRIES: &str = "meent_record_entries";
const PROJECTED: &str = "meent_projected_entries";
const MEMBERS: &str = "meent_members";
const DEAD_JOBS: &str = "meent_dead_jobs";
const BUILD: &str = "meent_build_info";
const STARTED: &str = "process_start_time_seconds";
const RESIDENT: &str = "process_resident_memory_bytes";

/// Upper bounds of the histogram's buckets, in seconds: from a cached page to a decoded photograph.
const BUCKETS: [f64; 12] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0,
];
/// How often what was observed is folded into the buckets, whether anybody asks or not.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// Counters that are kept and served until this is dropped.
pub(crate) struct Metrics {
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Metrics {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

#[derive(Clone)]
struct Source {
    handle: PrometheusHandle,
    app: Arc<App>,
}

/// Begins to count, and serves the counters of `app` at `address`.
pub(crate) async fn serve(address: SocketAddr, app: Arc<App>) -> Result<Metrics> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(DURATION.to_owned()), &BUCKETS)
        .context("setting the buckets")?
        .install_recorder()
        .context("starting the metrics recorder")?;
    describe();
    gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    let started = SystemTime::now().duration_since(UNIX_EPOCH);
    gauge!(STARTED).set(started.unwrap_or_default().as_secs_f64());
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("listening for metrics on {address}"))?;
    tracing::info!(%address, "metrics");
    let folding = handle.clone();
    let fold = tokio::spawn(async move {
        let mut often = tokio::time::interval(FOLD_EVERY);
        loop {
            often.tick().await;
            folding.run_upkeep();
        }
    });
    let router = Router::new()
        .route("/metrics", get(show))
        .with_state(Source { handle, app });
    let answer = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "metrics stopped");
        }
    });
    Ok(Metrics {
        tasks: vec![fold, answer],
    })
}

fn describe() {
    describe_counter!(REQUESTS, "Requests that were answered.");
    describe_histogram!(
        DURATION,
        Unit::Seconds,
        "From a request to the head of its answer."
    );
    describe_gauge!(IN_FLIGHT, "Requests that wait for their answer.");
    describe_gauge!(ENTRIES, "Entries on the record.");
    describe_gauge!(PROJECTED, "Entries that the pages know of.");
    describe_gauge!(MEMBERS, "Accounts on the record that have not left.");
    describe_gauge!(DEAD_JOBS, "Jobs that failed for good.");
    describe_gauge!(BUILD, "Always one; its label is the version.");
    describe_gauge!(
        STARTED,
        Unit::Seconds,
        "When the node started, in Unix time."
    );
    describe_gauge!(RESIDENT, Unit::Bytes, "Memory in use.");
}

/// `GET /metrics`: everything, as of now.
async fn show(State(source): State<Source>) -> Response {
    read_now(&source.app).await;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], source.handle.render()).into_response()
}

/// Sets what is not counted as it happens. What cannot be read now keeps its last value.
async fn read_now(app: &App) {
    set(ENTRIES, app.record.entries());
    let members = app.record.read(|state| {
        let all = state.members.iter();
        all.filter(|member| member.left_ms.is_none()).count()
    });
    if let Ok(members) = members {
        set(MEMBERS, members as u64);
    }
    if let Ok(mut reader) = app.store.read().await {
        if let Ok(upto) = reader.projected_upto().await {
            set(PROJECTED, upto);
        }
        if let Ok(dead) = reader.list_dead_jobs().await {
            set(DEAD_JOBS, dead.len() as u64);
        }
    }
    if let Some(bytes) = resident_bytes() {
        set(RESIDENT, bytes);
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a gauge is a floating-point number, exact up to 2^53"
)]
fn set(name: &'static str, value: u64) {
    gauge!(name).set(value as f64);
}

/// What Linux says of this process; nothing elsewhere.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

/// Counts every request to `router` and how long it took.
pub(crate) fn counted(router: Router) -> Router {
    router.layer(from_fn(count))
}

async fn count(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = method_word(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |it| it.as_str().to_owned());
    let waiting = Waiting::begin();
    let response = next.run(request).await;
    drop(waiting);
    let status = response.status().as_u16().to_string();
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    histogram!(DURATION, "method" => method, "route" => route)
        .record(began.elapsed().as_secs_f64());
    response
}

/// A request in flight, also one whose visitor does not wait for the answer.
struct Waiting;

impl Waiting {
    fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1.0);
        Self
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1.0);
    }
}

/// A method is whatever a visitor typed; only the known ones are labels.
fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
