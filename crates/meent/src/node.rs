//! A node: the parts of a network opened, plugged together, and stopped in order.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::{App, Clock};
use record::sequencer::{Sequencer, Settings};
use store::{Options, Store};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A running network without its door.
pub(crate) struct Node {
    pub(crate) app: Arc<App>,
    follower: JoinHandle<()>,
    chores: Vec<JoinHandle<()>>,
    jobs: Option<JoinHandle<()>>,
    stop: watch::Sender<bool>,
}

impl Node {
    /// Opens the network in `folder` with its database at `database`.
    pub(crate) async fn open(
        folder: &Path,
        database: &str,
        options: &Options,
        clock: Clock,
    ) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("making the folder {}", folder.display()))?;
        let settings = Settings {
            clock: clock.clone(),
            ..Settings::in_folder(folder)
        };
        let opened = Sequencer::open(settings).context("opening the record")?;
        if let Some(torn) = &opened.torn {
            tracing::warn!(
                ?torn,
                "the record's last write was cut off and is set aside; nothing acknowledged was in it"
            );
        }
        for snapshot in &opened.set_aside {
            tracing::warn!(?snapshot, "a snapshot could not be used");
        }
        let store = Store::open(database, options)
            .await
            .context("opening the database")?;
        let program = std::env::current_exe()
            .context("finding this program, which decodes pictures in a child")?;
        let jail = media::Jail::new(program);
        let app = App::new(store, opened.sequencer, jail, clock, folder.to_path_buf())
            .await
            .context("putting the parts together")?;
        let following = Arc::clone(&app);
        let follower = tokio::spawn(async move {
            if let Err(error) = following.follow_record().await {
                tracing::error!(error = %error, "the projection stopped; pages would show an old truth, so the node stops");
                std::process::exit(1);
            }
        });
        Ok(Self {
            app,
            follower,
            chores: Vec::new(),
            jobs: None,
            stop: watch::Sender::new(false),
        })
    }

    /// Starts what happens by itself: ticks, settlements, jobs.
    pub(crate) fn start_chores(&mut self) -> Result<()> {
        self.app
            .record
            .start_ticker(Duration::from_millis(500))
            .context("starting the ticker")?;
        let app = Arc::clone(&self.app);
        self.chores.push(tokio::spawn(async move {
            let mut every_second = tokio::time::interval(Duration::from_secs(1));
            loop {
                every_second.tick().await;
                look_after(&app).await;
            }
        }));
        let app = Arc::clone(&self.app);
        let stop = self.stop.subscribe();
        self.jobs = Some(tokio::spawn(async move {
            if let Err(error) = app.run_jobs(stop).await {
                tracing::error!(%error, "the table of jobs cannot be reached, so the node stops");
                std::process::exit(1);
            }
        }));
        Ok(())
    }

    /// Stops in order: chores, jobs, record, projection.
    pub(crate) async fn close(self) -> Result<()> {
        for chore in self.chores {
            chore.abort();
            let _ = chore.await;
        }
        self.stop.send_replace(true);
        if let Some(jobs) = self.jobs {
            jobs.await.context("finishing the job at hand")?;
        }
        let app = Arc::clone(&self.app);
        tokio::task::spawn_blocking(move || app.record.close())
            .await
            .context("closing the record")?;
        self.follower.await.context("closing the projection")?;
        Ok(())
    }
}

/// Settles closed rounds, passes on warnings, and stops the node if the record has stopped.
async fn look_after(app: &App) {
    if app.is_founded()
        && let Err(error) = app.settle_rounds().await
    {
        tracing::error!(%error, "a closed round could not be settled; it is tried again");
    }
    for warning in app.record.take_warnings() {
        tracing::warn!(%warning, "the record");
    }
    if let Some(stopped) = app.record.find_stop() {
        tracing::error!(reason = %stopped.reason, "the record has stopped and so does the node");
        std::process::exit(1);
    }
}
