//! A founded network behind a door, asked without a socket.

use std::sync::Arc;

use app::demo::Demo;
use app::founding::FoundingChoice;
use app::{App, Clock, Companion, Viewer};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use domain::founding::RuleSet;
use domain::profile::Language;
use ledger::authenticator::CommandLineKey;
use ledger::charter::{Charter, Template};
use ledger::ids::{KeyNumber, MemberNumber};
use ledger::key::PublicKey;
use ledger::member::Standing;
use ledger::operation::{Body as Operation, InvitationProof, Join, Operation as SignedBytes};
use ledger::signature::Signature;
use record::sequencer::{Sequencer, Settings};
use store::session::Session;
use store::{Options, Store};
use tower::ServiceExt as _;
use web::session::Token;
use web::{WebConfig, serve};

/// A noon in November 2026.
pub(crate) const NOON: u64 = 1_795_000_000_000;

pub(crate) const ORIGIN: &str = "http://localhost:4000";

/// A network and its door; its folder goes with it.
pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    pub(crate) router: Router,
    demo: Demo,
    _folder: tempfile::TempDir,
    follower: tokio::task::JoinHandle<app::Result<()>>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.follower.abort();
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Site {
    /// Founds a circle; its founder is member 1, called `fenna`.
    pub(crate) async fn found() -> Self {
        Self::found_under(|_| {}).await
    }

    /// Founds a circle with some numbers of its charter changed.
    pub(crate) async fn found_under(change: impl FnOnce(&mut Charter)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::manual(NOON);
        let database = folder
            .path()
            .join("meent.db")
            .to_str()
            .expect("a plain path")
            .to_owned();
        let store = Store::open(&database, &Options::default())
            .await
            .expect("the store opens");
        let settings = Settings {
            clock: clock.clone(),
            ..Settings::in_folder(folder.path())
        };
        let opened = Sequencer::open(settings).expect("the record opens");
        let jail = media::Jail::new("no-worker-in-these-tests");
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
        let config = WebConfig {
            rate: None,
            design: true,
            ..WebConfig::new(ORIGIN)
        };
        let router = serve(Arc::clone(&app), config);
        let site = Self {
            app,
            router,
            demo: Demo::new(1, ORIGIN),
            _folder: folder,
            follower,
        };
        let choice = FoundingChoice {
            name: "Lumen".to_owned(),
            hue: 30,
            template: Template::Circle,
            rules: RuleSet::Makers,
            language: Language::English,
        };
        let key = site.demo.passkey(MemberNumber(1)).public_key();
        let prepared = site
            .app
            .prepare_founding(&choice, key)
            .expect("it can be founded");
        let mut operation = SignedBytes::from_bytes(&prepared.bytes).expect("an operation");
        if let Operation::Found(founding) = &mut operation.body {
            change(&mut founding.charter);
        }
        let signature = site
            .demo
            .passkey(MemberNumber(1))
            .sign(KeyNumber(0), &operation.signing_hash().0);
        let evidence = app::signing::Evidence::Signed(signature);
        site.app
            .found(&operation.to_bytes(), evidence, person("fenna"), 30)
            .await
            .expect("it is founded");
        site
    }

    pub(crate) fn sign(
        &self,
        member: MemberNumber,
        prepared: &app::signing::Prepared,
    ) -> app::signing::Evidence {
        app::signing::Evidence::Signed(
            self.demo
                .passkey(member)
                .sign(KeyNumber(0), &prepared.hash.0),
        )
    }

    /// Lets somebody join by the founder's invitation, with the next number.
    pub(crate) async fn join(&self, handle: &str) -> MemberNumber {
        self.join_by(MemberNumber(1), handle).await
    }

    /// Lets `inviter` invite somebody, who joins.
    pub(crate) async fn join_by(&self, inviter: MemberNumber, handle: &str) -> MemberNumber {
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
        let body = Operation::Invite {
            key: invitation,
            expires_ms,
        };
        self.act(inviter, body, None).await;
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
        self.app
            .submit(&prepared.bytes, evidence, Some(person(handle)))
            .await
            .expect("they joined");
        number
    }

    /// Signs and submits an operation as `member`.
    pub(crate) async fn act(
        &self,
        member: MemberNumber,
        body: Operation,
        companion: Option<Companion>,
    ) {
        let prepared = self.app.prepare(member, body).expect("it can be prepared");
        let evidence = self.sign(member, &prepared);
        self.app
            .submit(&prepared.bytes, evidence, companion)
            .await
            .expect("it is accepted");
    }

    /// Signs a member in and returns the cookie their browser would send.
    pub(crate) async fn cookie(&self, member: MemberNumber) -> String {
        let token = Token::random();
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let session = Session {
            token_digest: token.digest(),
            member,
            created_at_ms: NOON,
            last_used_at_ms: NOON,
            device_name: None,
        };
        tx.insert_session(&session).await.expect("a session");
        tx.commit().await.expect("it is kept");
        let set = web::session::set_session(token);
        set.to_str()
            .expect("plain text")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    /// Publishes words.
    pub(crate) async fn post(&self, author: MemberNumber, text: &str) -> String {
        let draft = domain::post::PostDraft {
            text: text.to_owned(),
            photos: Vec::new(),
        };
        self.app
            .publish(&viewer(author), draft)
            .await
            .expect("it is published")
            .id
            .to_string()
    }

    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(Method::GET, path, cookie, "", "").await
    }

    /// Asks our own JSON, which must answer, for what is below its address.
    pub(crate) async fn json(&self, path: &str, cookie: &str) -> serde_json::Value {
        let answer = self.call(Method::GET, path, cookie, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).expect("JSON")
    }

    /// Sends JSON to what is below the address of our own.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        body: &str,
    ) -> Answer {
        let path = format!("{}{path}", web::links::API);
        self.send(method, &path, cookie, "application/json", body)
            .await
    }

    /// Sends a form, as a page of ours would.
    pub(crate) async fn form(&self, path: &str, cookie: &str, form: &str) -> Answer {
        self.send(
            Method::POST,
            path,
            cookie,
            "application/x-www-form-urlencoded",
            form,
        )
        .await
    }

    /// Sends anything.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        kind: &str,
        body: &str,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.to_owned()))
            .expect("a plain request");
        self.ask(request).await
    }

    /// Sends a request as it is.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 16 * 1024 * 1024)
            .await
            .expect("a body");
        Answer {
            status: parts.status,
            location: parts
                .headers
                .get(header::LOCATION)
                .and_then(|it| it.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

pub(crate) fn viewer(number: MemberNumber) -> Viewer {
    Viewer::Member {
        number,
        standing: Standing::Guest,
        language: Language::English,
    }
}

fn person(handle: &str) -> Companion {
    Companion::Person {
        handle: handle.to_owned(),
        display_name: handle.to_uppercase(),
        language: "en".to_owned(),
        credential_id: None,
        key_name: None,
    }
}
