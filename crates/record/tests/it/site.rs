//! A network on a disk of its own, with people who sign.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::authenticator::CommandLineKey;
use ledger::charter::{Charter, Joining, Template};
use ledger::ids::{BasisPoints, KeyNumber, MemberNumber, NetworkId};
use ledger::key::PublicKey;
use ledger::operation::{Body, Founding, Join};
use ledger::policy::{Audience, Basis, Category, DataItem};
use ledger::{Operation, SignedOperation};
use record::disk::{Disk, FaultyDisk};
use record::verify::{Report, Source, verify};
use record::{Clock, Opened, Receipt, Sequencer, Settings, SubmitError};

/// When every test begins, in milliseconds.
pub(crate) const START_MS: u64 = 1_800_000_000_000;
/// A tick of the default charter, in milliseconds.
pub(crate) const TICK_MS: u64 = 3_600_000;

/// A network under test.
pub(crate) struct Site {
    pub(crate) disk: FaultyDisk,
    pub(crate) settings: Settings,
    pub(crate) now_ms: Arc<AtomicU64>,
}

impl Site {
    /// Returns a site on a disk in memory. Segments are small, so that there are several.
    pub(crate) fn new() -> Self {
        let disk = FaultyDisk::new();
        let mut site = Self::on(Arc::new(disk.clone()), Path::new("/site"));
        site.disk = disk;
        site
    }

    /// Returns a site on `disk` under `dir`.
    pub(crate) fn on(disk: Arc<dyn Disk>, dir: &Path) -> Self {
        let now_ms = Arc::new(AtomicU64::new(START_MS));
        let mut settings = Settings::in_folder(dir);
        settings.clock = Clock::Manual(Arc::clone(&now_ms));
        settings.segment_bytes = 4096;
        settings.snapshot_every = 16;
        settings.verify_threads = 2;
        settings.disk = disk;
        Self {
            disk: FaultyDisk::new(),
            settings,
            now_ms,
        }
    }

    pub(crate) fn open(&self) -> Sequencer {
        self.opened().sequencer
    }

    pub(crate) fn opened(&self) -> Opened {
        Sequencer::open(self.settings.clone()).unwrap()
    }

    /// Opens a new record and founds its network.
    pub(crate) fn found(&self) -> (Sequencer, People) {
        let sequencer = self.open();
        let people = People::found(&sequencer, START_MS);
        (sequencer, people)
    }

    /// Founds under another charter.
    pub(crate) fn found_under(&self, charter: Charter) -> (Sequencer, People) {
        let sequencer = self.open();
        let people = People::found_under(charter, &sequencer, START_MS);
        (sequencer, people)
    }

    pub(crate) fn advance(&self, ms: u64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn record_dir(&self) -> PathBuf {
        self.settings.record_dir.clone()
    }

    pub(crate) fn source(&self) -> Source<'static> {
        Source::Folder {
            disk: Arc::clone(&self.settings.disk),
            dir: self.record_dir(),
        }
    }

    pub(crate) fn verify(&self) -> Report {
        verify(&self.source(), 2, |_| {}).unwrap()
    }

    /// Verifies the folder and expects that everything matches.
    #[track_caller]
    pub(crate) fn verify_matches(&self) -> Report {
        let report = self.verify();
        assert!(report.difference.is_none(), "{report}");
        report
    }
}

/// A network, and how it was founded.
pub(crate) struct People {
    pub(crate) network: NetworkId,
    pub(crate) founding: Vec<u8>,
}

/// Somebody who signs.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) key: CommandLineKey,
    pub(crate) network: NetworkId,
    pub(crate) member: MemberNumber,
    pub(crate) sequence: u64,
}

/// The charter of these tests.
pub(crate) fn charter() -> Charter {
    Charter {
        joining: Joining::Open,
        // Whatever not everybody voted on is put to a panel of two.
        support_floor: 0,
        panel_turnout: BasisPoints(10_000),
        panel_seats: 2,
        panel_answers: 1,
        ..Charter::of(Template::Cooperative)
    }
}

fn founding(node: [u8; 32], founder: &CommandLineKey, charter: Charter) -> Founding {
    let item = |category: Category| DataItem {
        category,
        purpose: "so that the tests have something to keep".to_owned(),
        basis: Basis::Needed,
        retention_days: 0,
        audience: Audience::Offices,
    };
    let needed = Category::ALL.into_iter().filter(|it| it.is_needed_to_run());
    Founding {
        name: "Lumen".to_owned(),
        charter,
        moderation: Vec::new(),
        data: needed.map(item).collect(),
        feed: Vec::new(),
        founder: founder.public_key(),
        node,
    }
}

/// Returns the signed founding of the test network, by the node with the key `node`.
pub(crate) fn signed_founding(node: [u8; 32], now_ms: u64) -> SignedOperation {
    signed_founding_under(charter(), node, now_ms)
}

fn signed_founding_under(charter: Charter, node: [u8; 32], now_ms: u64) -> SignedOperation {
    let key = CommandLineKey::from_seed(&[1; 32]);
    let operation = Operation {
        network: NetworkId::default(),
        member: MemberNumber(1),
        sequence: 1,
        expires_ms: now_ms + 1_000,
        body: Body::Found(Box::new(founding(node, &key, charter))),
    };
    let signature = key.sign(KeyNumber(0), &operation.signing_hash().0);
    SignedOperation {
        operation,
        signature,
    }
}

impl People {
    pub(crate) fn found(sequencer: &Sequencer, now_ms: u64) -> Self {
        Self::found_under(charter(), sequencer, now_ms)
    }

    fn found_under(charter: Charter, sequencer: &Sequencer, now_ms: u64) -> Self {
        let signed = signed_founding_under(charter, sequencer.node_key(), now_ms);
        let network = NetworkId(signed.operation.signing_hash().0);
        let founding = signed.to_bytes();
        sequencer.submit(founding.clone()).wait().unwrap();
        Self { network, founding }
    }

    /// Lets the person of `seed` join.
    pub(crate) fn join(&self, sequencer: &Sequencer, seed: u64) -> Person {
        let mut person = Person::of(self.network, seed);
        let bytes = person.join_operation(sequencer.now_ms().unwrap());
        sequencer.submit(bytes).wait().unwrap();
        person.member = person.number(sequencer).unwrap();
        person
    }
}

impl Person {
    /// Returns the person of `seed`, who is nobody yet.
    pub(crate) fn of(network: NetworkId, seed: u64) -> Self {
        let mut bytes = [9; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let key = CommandLineKey::from_seed(&bytes);
        Self {
            key,
            network,
            member: MemberNumber(0),
            sequence: 1,
        }
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        self.key.public_key()
    }

    /// Returns the member number that the record gave.
    pub(crate) fn number(&self, sequencer: &Sequencer) -> Option<MemberNumber> {
        let key = self.public_key();
        sequencer
            .read(|state| state.key_owners.get(&key).copied())
            .unwrap()
    }

    pub(crate) fn join_operation(&self, now_ms: u64) -> Vec<u8> {
        let body = Body::Join(Join {
            key: self.public_key(),
            invitation: None,
        });
        let operation = Operation {
            network: self.network,
            member: MemberNumber(0),
            sequence: 1,
            expires_ms: now_ms + 60_000,
            body,
        };
        self.sign(operation).to_bytes()
    }

    /// Returns this person's next operation.
    pub(crate) fn operation(&mut self, now_ms: u64, body: Body) -> SignedOperation {
        self.sequence += 1;
        self.operation_at(self.sequence, now_ms, body)
    }

    /// Returns an operation with the sequence number given.
    pub(crate) fn operation_at(&self, sequence: u64, now_ms: u64, body: Body) -> SignedOperation {
        let operation = Operation {
            network: self.network,
            member: self.member,
            sequence,
            expires_ms: now_ms + 60_000,
            body,
        };
        self.sign(operation)
    }

    fn sign(&self, operation: Operation) -> SignedOperation {
        let signature = self.key.sign(KeyNumber(0), &operation.signing_hash().0);
        SignedOperation {
            operation,
            signature,
        }
    }

    /// Does something that is always accepted and changes little.
    pub(crate) fn act(&mut self, sequencer: &Sequencer) -> Result<Receipt, SubmitError> {
        let now_ms = sequencer.now_ms()?;
        let bytes = self.operation(now_ms, Body::RevokeSessions).to_bytes();
        sequencer.submit(bytes).wait()
    }

    /// Acts `count` times.
    pub(crate) fn acts(&mut self, sequencer: &Sequencer, count: usize) {
        for _ in 0..count {
            self.act(sequencer).unwrap();
        }
    }
}
