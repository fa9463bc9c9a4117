//! A founded network per engine, with people in it and a clock that is moved by hand.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use app::demo::Demo;
use app::founding::FoundingChoice;
use app::signing::{Accepted, Evidence};
use app::{App, Clock, Companion, Viewer};
use domain::founding::RuleSet;
use domain::ids::MediaHash;
use domain::post::{DraftPhoto, PostDraft};
use domain::profile::Language;
use ledger::authenticator::CommandLineKey;
use ledger::charter::Template;
use ledger::ids::{KeyNumber, MemberNumber};
use ledger::key::PublicKey;
use ledger::operation::{Body, InvitationProof, Join};
use ledger::signature::Signature;
use record::sequencer::{Sequencer, Settings};
use store::card::PostCard;
use store::{Durability, Options, Store};

/// A noon in November 2026.
pub(crate) const NOON: u64 = 1_795_000_000_000;

const ORIGIN: &str = "http://localhost:4000";

/// A network at work; its folder goes with it.
pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    pub(crate) folder: tempfile::TempDir,
    demo: Demo,
    follower: tokio::task::JoinHandle<app::Result<()>>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.follower.abort();
    }
}

/// Runs a story on each engine, saying which one failed.
macro_rules! on_both {
    ($site:ident => $story:block) => {
        for engine in crate::site::ENGINES {
            eprintln!("on {engine:?}");
            let $site = &crate::site::Site::found(engine).await;
            $story
        }
    };
}
pub(crate) use on_both;

pub(crate) const ENGINES: [store::Engine; 2] = [store::Engine::Sqlite, store::Engine::Postgres];

impl Site {
    /// Founds a circle; its founder is member 1, called `ana`.
    pub(crate) async fn found(engine: store::Engine) -> Self {
        Self::found_as(engine, Template::Circle).await
    }

    /// Founds a network by a template.
    pub(crate) async fn found_as(engine: store::Engine, template: Template) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::manual(NOON);
        let options = Options {
            durability: Durability::ProcessCrash,
            connections: 3,
        };
        let database = match engine {
            store::Engine::Sqlite => folder
                .path()
                .join("meent.db")
                .to_str()
                .expect("a plain path")
                .to_owned(),
            store::Engine::Postgres => testkit::postgres::url(),
        };
        let store = Store::open(&database, &options)
            .await
            .expect("the store opens");
        let settings = Settings {
            clock: clock.clone(),
            ..Settings::in_folder(folder.path())
        };
        let opened = Sequencer::open(settings).expect("the record opens");
        let jail = media::Jail::new(worker());
        let app = App::new(
            store,
            opened.sequencer,
            jail,
            clock,
            folder.path().to_owned(),
        )
        .await
        .expect("the parts fit");
        let follower = tokio::spawn(Arc::clone(&app).follow_record());
        let site = Self {
            app,
            folder,
            demo: Demo::new(1, ORIGIN),
            follower,
        };
        let choice = FoundingChoice {
            name: "A test of many".to_owned(),
            hue: 30,
            template,
            rules: RuleSet::Makers,
            language: Language::English,
        };
        let key = site.demo.passkey(MemberNumber(1)).public_key();
        let prepared = site
            .app
            .prepare_founding(&choice, key)
            .expect("it can be founded");
        let evidence = site.sign(MemberNumber(1), &prepared);
        site.app
            .found(&prepared.bytes, evidence, person("ana"), 30)
            .await
            .expect("it is founded");
        site
    }

    fn sign(&self, member: MemberNumber, prepared: &app::signing::Prepared) -> Evidence {
        Evidence::Signed(
            self.demo
                .passkey(member)
                .sign(KeyNumber(0), &prepared.hash.0),
        )
    }

    pub(crate) fn founder(&self) -> Viewer {
        viewer(MemberNumber(1))
    }

    /// Lets somebody join by the founder's invitation, with the next number.
    pub(crate) async fn join(&self, handle: &str) -> Viewer {
        let next = self
            .app
            .record
            .read(|state| state.members.len())
            .expect("the record is there")
            + 1;
        let number = MemberNumber(u32::try_from(next).expect("few members"));
        let key = self.demo.passkey(number).public_key();
        let secret = CommandLineKey::from_seed(&[u8::try_from(number.0).expect("few members"); 32]);
        let PublicKey::Ed25519(invitation) = secret.public_key() else {
            panic!("an invitation is Ed25519")
        };
        let expires_ms = self.app.clock.now_ms() + 86_400_000;
        self.act(
            &self.founder(),
            Body::Invite {
                key: invitation,
                expires_ms,
            },
            None,
        )
        .await;
        let hash = ledger::operation::invitation_hash(self.app.commons().network, &key);
        let Signature::Ed25519 { bytes, .. } = secret.sign(KeyNumber(0), &hash.0) else {
            panic!("it is Ed25519")
        };
        let join = Join {
            key,
            invitation: Some(InvitationProof {
                key: invitation,
                signature: bytes,
            }),
        };
        let prepared = self.app.prepare_join(join).expect("they can join");
        let evidence = self.sign(number, &prepared);
        let accepted = self
            .app
            .submit(&prepared.bytes, evidence, Some(person(handle)))
            .await
            .expect("they joined");
        assert_eq!(accepted.member, number);
        viewer(number)
    }

    /// Signs and submits an operation as `member`.
    pub(crate) async fn act(
        &self,
        member: &Viewer,
        body: Body,
        companion: Option<Companion>,
    ) -> Accepted {
        let number = member.number().expect("a member");
        let prepared = self.app.prepare(number, body).expect("it can be prepared");
        let evidence = self.sign(number, &prepared);
        self.app
            .submit(&prepared.bytes, evidence, companion)
            .await
            .expect("it is accepted")
    }

    /// Publishes words, a second after whatever was before.
    pub(crate) async fn post(&self, author: &Viewer, text: &str) -> PostCard {
        self.wait_ms(1_000);
        self.app
            .publish(author, words(text))
            .await
            .expect("it is published")
    }

    /// Publishes a photograph that was uploaded.
    pub(crate) async fn post_photo(&self, author: &Viewer, hash: MediaHash) -> PostCard {
        let photos = vec![DraftPhoto {
            hash,
            alt_text: "a lock at dawn".to_owned(),
        }];
        let draft = PostDraft {
            text: String::new(),
            photos,
        };
        self.app
            .publish(author, draft)
            .await
            .expect("it is published")
    }

    /// Moves the clock without letting anything fall due.
    pub(crate) fn wait_ms(&self, step_ms: u64) {
        let Clock::Manual(clock) = &self.app.clock else {
            panic!("a clock that is moved by hand")
        };
        clock.fetch_add(step_ms, std::sync::atomic::Ordering::SeqCst);
    }

    /// Says whether any file of the folder, the database included, holds `needle`.
    pub(crate) fn disk_holds(&self, needle: &str) -> bool {
        fn holds(path: &Path, needle: &[u8]) -> bool {
            if path.is_dir() {
                return std::fs::read_dir(path)
                    .expect("a folder")
                    .any(|it| holds(&it.expect("an entry").path(), needle));
            }
            let bytes = std::fs::read(path).expect("a file");
            bytes.windows(needle.len()).any(|window| window == needle)
        }
        holds(self.folder.path(), needle.as_bytes())
    }
}

pub(crate) fn viewer(number: MemberNumber) -> Viewer {
    Viewer::Member {
        number,
        standing: ledger::member::Standing::Guest,
        language: Language::English,
    }
}

pub(crate) const ANYONE: Viewer = Viewer::Anonymous {
    language: Language::English,
};

fn person(handle: &str) -> Companion {
    Companion::Person {
        handle: handle.to_owned(),
        display_name: handle.to_uppercase(),
        language: "en".to_owned(),
        credential_id: None,
        key_name: None,
    }
}

pub(crate) fn words(text: &str) -> PostDraft {
    PostDraft {
        text: text.to_owned(),
        photos: vec![],
    }
}

/// Returns the program that decodes pictures: the one that `MEENT_TEST_MEDIA_WORKER` names, or that of
/// the media crate, built if it is not there yet.
fn worker() -> PathBuf {
    static WORKER: OnceLock<PathBuf> = OnceLock::new();
    WORKER
        .get_or_init(|| {
            if let Some(program) = std::env::var_os("MEENT_TEST_MEDIA_WORKER") {
                return program.into();
            }
            let test = std::env::current_exe().expect("a program knows itself");
            let profile = test
                .ancestors()
                .nth(2)
                .expect("deps is in a profile's folder")
                .to_owned();
            let target = profile.parent().expect("a profile is in the target folder");
            let built = Command::new(env!("CARGO"))
                .args([
                    "build",
                    "--quiet",
                    "--package",
                    "media",
                    "--bin",
                    "media-worker",
                    "--target-dir",
                ])
                .arg(target)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .status()
                .expect("cargo runs");
            assert!(built.success(), "the media worker is built");
            profile.join("media-worker")
        })
        .clone()
}
