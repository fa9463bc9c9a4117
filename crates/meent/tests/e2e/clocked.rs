//! A network on a free port of `localhost`, whose clock the test moves.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use app::{App, Clock};
use record::sequencer::{Sequencer, Settings};
use store::{Options, Store};
use tempfile::TempDir;
use testkit::wait;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use web::door::WebConfig;

const HOUR_MS: u64 = 3_600_000;

/// A network and the thread that serves it. Dropping it stops it and removes its folder.
pub(crate) struct Clocked {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Clock,
    base: String,
    router: axum::Router,
    /// The way in from outside; `None` while it is cut.
    line: Mutex<Option<Line>>,
    runtime: Runtime,
    _folder: TempDir,
}

/// A listener at work, and how to end it.
struct Line {
    end: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Clocked {
    /// Starts an empty network, waiting to be founded, with the embedded database.
    pub(crate) fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = folder.path().join("meent.db").display().to_string();
        Self::start_in(folder, &database)
    }

    /// Starts an empty network on a PostgreSQL database of its own.
    pub(crate) fn start_on_postgres() -> Result<Self> {
        Self::start_in(tempfile::tempdir()?, &testkit::postgres::url())
    }

    fn start_in(folder: TempDir, database: &str) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let now_ms = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
        let clock = Clock::manual(now_ms);
        let (app, listener) = runtime.block_on(open(folder.path(), database, clock.clone()))?;
        let base = format!("http://localhost:{}", listener.local_addr()?.port());
        let config = WebConfig {
            rate: None,
            ..WebConfig::new(&*base)
        };
        let router = web::serve(Arc::clone(&app), config);
        let line = runtime.block_on(async { serve(listener, router.clone()) });
        Ok(Self {
            app,
            clock,
            base,
            router,
            line: Mutex::new(Some(line)),
            runtime,
            _folder: folder,
        })
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(crate) fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    /// Waits for what the site does, from a test that is no part of it.
    pub(crate) fn wait_for<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Cuts the line: nobody reaches the site any more, and who was connected is no longer.
    pub(crate) fn cut_line(&self) -> Result<()> {
        let line = self.line.lock().expect("nobody panicked").take();
        let Line { end, serving } = line.context("the line is there")?;
        end.send(()).ok().context("the listener is at work")?;
        Ok(self.runtime.block_on(serving)?)
    }

    /// Puts the line back, at the same address.
    pub(crate) fn mend_line(&self) -> Result<()> {
        let port = self.base.rsplit(':').next().unwrap_or_default().parse()?;
        let line = self.runtime.block_on(async {
            let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await?;
            anyhow::Ok(serve(listener, self.router.clone()))
        })?;
        *self.line.lock().expect("nobody panicked") = Some(line);
        Ok(())
    }

    /// Moves the clock by `hours` and waits until the commons has caught up.
    pub(crate) fn advance(&self, hours: u64) -> Result<()> {
        if let Clock::Manual(now_ms) = &self.clock {
            now_ms.fetch_add(hours * HOUR_MS, Ordering::SeqCst);
        }
        let now_ms = self.now_ms();
        wait::until("the commons to catch up with the clock", || {
            let due_ms = self.app.record.read(ledger::State::next_timer_ms)?;
            Ok(due_ms.is_none_or(|due_ms| due_ms > now_ms).then_some(()))
        })?;
        let entries = self.app.record.entries();
        wait::until("the pages to catch up with the record", || {
            let projected = self
                .runtime
                .block_on(async { self.app.store.read().await?.projected_upto().await })?;
            Ok((projected >= entries).then_some(()))
        })
    }
}

/// Serves until the line is cut.
fn serve(listener: TcpListener, router: axum::Router) -> Line {
    let (end, ended) = oneshot::channel();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move {
        let until_cut = async { drop(ended.await) };
        let serving = axum::serve(listener, service).with_graceful_shutdown(until_cut);
        serving.await.expect("the line serves");
    });
    Line { end, serving }
}

async fn open(folder: &Path, database: &str, clock: Clock) -> Result<(Arc<App>, TcpListener)> {
    let settings = Settings {
        clock: clock.clone(),
        ..Settings::in_folder(folder)
    };
    let record = Sequencer::open(settings)?.sequencer;
    let store = Store::open(database, &Options::default()).await?;
    let jail = media::Jail::new(env!("CARGO_BIN_EXE_meent"));
    let app = App::new(store, record, jail, clock, folder.to_path_buf()).await?;
    let following = Arc::clone(&app);
    tokio::spawn(async move { following.follow_record().await });
    app.record.start_ticker(Duration::from_millis(50))?;
    let working = Arc::clone(&app);
    tokio::spawn(async move {
        let mut often = tokio::time::interval(Duration::from_millis(100));
        loop {
            often.tick().await;
            if working.is_founded() {
                working.settle_rounds().await.expect("rounds settle");
            }
            working.run_due_jobs().await.expect("jobs run");
        }
    });
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    Ok((app, listener))
}
