//! `meent serve`: a real network.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use store::Options;
use tokio::net::TcpListener;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use web::door::WebConfig;

use crate::config::{Config, ServeArgs};
use crate::metrics;
use crate::node::Node;

pub(crate) fn run(args: ServeArgs) -> Result<ExitCode> {
    start_logging("info");
    let config = Config::load(args)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(serve(config))?;
    Ok(ExitCode::SUCCESS)
}

/// Logs to standard error; `RUST_LOG` says how much.
pub(crate) fn start_logging(default: &str) {
    let wanted = std::env::var("RUST_LOG").ok();
    let wanted = wanted.as_deref().unwrap_or(default).parse::<Targets>();
    let shown = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(shown)
        .with(
            wanted
                .as_ref()
                .cloned()
                .unwrap_or_else(|_| Targets::new().with_default(Level::INFO)),
        )
        .init();
    if let Err(error) = wanted {
        tracing::warn!(%error, "RUST_LOG is not understood");
    }
}

async fn serve(config: Config) -> Result<()> {
    let mut node = Node::open(
        &config.data,
        &config.database(),
        &Options::default(),
        app::Clock::System,
    )
    .await?;
    node.start_chores()?;
    if !node.app.is_founded() {
        // The code proves that whoever founds the network can read the node's console.
        eprintln!(
            "\nThis network waits to be founded. Open {}/found and give this code:",
            config.public_url
        );
        eprintln!("\n    {}\n", node.app.founding_code());
    }
    let web = WebConfig {
        trusted_proxies: config.trusted_proxies.clone(),
        rate: Some(config.rate),
        ..WebConfig::new(&*config.public_url)
    };
    let metrics = match config.metrics {
        Some(address) => Some(metrics::serve(address, Arc::clone(&node.app)).await?),
        None => None,
    };
    let mut router = web::serve(Arc::clone(&node.app), web);
    if metrics.is_some() {
        router = metrics::counted(router);
    }
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("listening on {}", config.listen))?;
    tracing::info!(address = %config.listen, url = %config.public_url, "serving");
    listen(listener, router).await?;
    tracing::info!("stopping: finishing what is at hand");
    drop(metrics);
    node.close().await
}

/// Serves until the process is told to stop, then lets requests finish.
pub(crate) async fn listen(listener: TcpListener, router: axum::Router) -> Result<()> {
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(asked_to_stop())
        .await
        .context("serving")
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
                return;
            }
            Err(error) => tracing::warn!(%error, "only an interrupt stops this node"),
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
