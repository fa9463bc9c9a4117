//! Use cases shared by all doors, and jobs.
//!
//! An [`App`] is a network at work: its database, its record, its media, its clock. A use case
//! loads, decides, records and announces, and is one method; the doors (`web`, the command line,
//! the demo) parse, call one method, and answer.
//!
//! What binds goes to the record as a signed operation ([`App::prepare`], [`App::submit`]); all else
//! goes to the store in one transaction. The two never pretend to be one: what accompanies an
//! operation waits in [`companion`] until the entry is projected ([`App::follow_record`]).
//!
//! *Architecture invariant:* no HTTP, no HTML and no command line is known here.
//! *Architecture invariant:* no use case changes a policy; only an enacted proposal does, in `ledger`.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use ledger::charter::Charter;
use ledger::ids::{NetworkId, RoundNumber};
use ledger::policy::{DataPolicy, FeedPolicy, ModerationPolicy};
use record::sequencer::Sequencer;
use store::Store;
use tokio::sync::{Mutex, Notify, Semaphore, watch};

pub mod asking;
pub mod bank;
pub mod call;
pub mod cap;
pub mod certificate;
pub mod challenge;
pub mod collector;
pub mod companion;
pub mod comparing;
pub mod delegating;
pub mod deliberation;
pub mod demo;
pub mod draft;
pub mod entropy;
mod error;
pub mod feed;
pub mod founding;
pub mod gesture;
pub mod grant;
pub mod investing;
pub mod jobs;
pub mod justice;
pub mod label;
pub mod market;
pub mod moderation;
mod notice;
pub mod office;
pub mod passing;
pub mod payments;
pub mod people;
pub mod policy;
pub mod profile;
mod projection;
pub mod proposal;
pub mod publish;
pub mod recipe;
pub mod referring;
pub mod roadmap;
pub mod round;
pub mod search;
pub mod share;
pub mod signing;
pub mod simulation;
pub mod surplus;
pub mod thread;
pub mod transparency;
pub mod treasury;
mod trusting;
pub mod upload;
pub mod viewer;
mod withheld;
pub mod work;

pub use companion::Companion;
pub use entropy::Entropy;
pub use error::{AppError, Refusal, Result};
pub use record::clock::Clock;
pub use viewer::Viewer;

/// Pictures that are decoded at once: each may take a core and some hundred megabytes.
const DECODERS_MAX: usize = 2;

/// A network at work.
#[derive(Debug)]
pub struct App {
    /// Everything that outlives the process, except the record.
    pub store: Store,
    /// The record, with its state.
    pub record: Sequencer,
    /// Where foreign pictures are decoded.
    pub jail: media::Jail,
    /// What time it is.
    pub clock: Clock,
    /// The folder of the network: `media/` and `uploads/` are in it.
    pub folder: PathBuf,
    /// Where the random part of identifiers comes from.
    pub entropy: Entropy,
    /// Held while served files come or go, so that none is removed as it arrives.
    files: Mutex<()>,
    /// Bounds the pictures that are decoded at once.
    decoders: Semaphore,
    /// What was noted in passing and not written yet.
    notes: collector::notes::Notes,
    /// Rings when a job was enqueued here.
    job_bell: Notify,
    /// Set in a demo network only.
    demo: OnceLock<demo::Demo>,
    /// Files that are served to nobody.
    withheld: withheld::Withheld,
    founding_code: String,
    challenges: people::Challenges,
    projected: watch::Sender<u64>,
    commons: RwLock<Arc<Commons>>,
}

/// What pages need of the commons at every turn, copied after each batch so that reading it never
/// waits for the writer.
#[derive(Clone, Debug)]
pub struct Commons {
    /// The network; all zero before the founding.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// Parameters of its rules.
    pub charter: Charter,
    /// The moderation policy in force.
    pub moderation: ModerationPolicy,
    /// The data policy in force.
    pub data: DataPolicy,
    /// The feed policy in force.
    pub feed: FeedPolicy,
    /// When the network began, in milliseconds.
    pub founded_ms: u64,
    /// The current round.
    pub round: RoundNumber,
    /// When it closes, in milliseconds.
    pub round_closes_ms: u64,
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] if the record has stopped; [`AppError::Store`].
    pub async fn new(
        store: Store,
        record: Sequencer,
        jail: media::Jail,
        clock: Clock,
        folder: PathBuf,
    ) -> Result<Arc<Self>> {
        let commons = RwLock::new(Arc::new(record.read(commons_of)?));
        let mut reader = store.read().await?;
        let upto = reader.projected_upto().await?;
        let withheld = withheld::Withheld::default();
        withheld.replace(reader.list_withheld_files().await?.into_iter().collect());
        drop(reader);
        let founding_code = founding::make_founding_code();
        let challenges = people::Challenges::default();
        let (projected, _) = watch::channel(upto);
        Ok(Arc::new(Self {
            store,
            record,
            jail,
            clock,
            folder,
            entropy: Entropy::default(),
            files: Mutex::new(()),
            decoders: Semaphore::new(DECODERS_MAX),
            notes: collector::notes::Notes::default(),
            job_bell: Notify::new(),
            demo: OnceLock::new(),
            withheld,
            founding_code,
            challenges,
            projected,
            commons,
        }))
    }

    /// Returns the commons as of the last batch.
    #[must_use]
    pub fn commons(&self) -> Arc<Commons> {
        Arc::clone(&self.commons.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the code that founds the network, for the operator's eyes.
    #[must_use]
    pub fn founding_code(&self) -> &str {
        &self.founding_code
    }

    fn refresh_commons(&self) -> Result<()> {
        let fresh = Arc::new(self.record.read(commons_of)?);
        *self.commons.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
}

fn commons_of(state: &ledger::State) -> Commons {
    let next_round = u64::from(state.round.0).saturating_add(1);
    let round_closes_ms = state
        .founded_ms
        .saturating_add(state.charter.round_ms().saturating_mul(next_round));
    Commons {
        network: state.network,
        name: state.name.clone(),
        charter: state.charter.clone(),
        moderation: state.moderation.clone(),
        data: state.data.clone(),
        feed: state.feed.clone(),
        founded_ms: state.founded_ms,
        round: state.round,
        round_closes_ms,
    }
}
