//! Operations: made ready, signed elsewhere, submitted, proved.
//!
//! The answer to `prepare` is bytes; whoever signs decodes them first. The answer to a submission is
//! the entry with the proof that it is on the record.

use app::signing::{Accepted, Evidence, Prepared};
use app::{AppError, Companion, Refusal};
use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::ids::{KeyNumber, MemberNumber};
use ledger::operation::{Body, Operation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::session::Session;
use utoipa::ToSchema;

use super::Body as JsonBody;
use super::want::{Want, Wanted};
use crate::error::{PageError, Problem};
use crate::session::{Token, clear_session, set_session};
use crate::text::refusal::refused_text;
use crate::visit::Visit;
use crate::{links, t};

pub(in crate::api) mod names;

use self::names::{
    assign, assigned, called_back, document, grant_name, item_titles, members_of, observing,
    parameter_names, people_of, person_names, projects_of, submitted, transfer_name,
};

/// How often a proof is asked for while the checkpoint catches up, and the pause between.
const PROOF_ATTEMPTS: u32 = 100;
const PROOF_PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Bytes ready to be signed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreparedJson {
    /// Canonical bytes in base64url.
    operation: String,
    /// Passkeys of the member that may sign.
    keys: Vec<KeyJson>,
    /// Names for numbers in the bytes, for showing beside them.
    names: Value,
    /// To be sent back with the signature.
    attachment: Value,
    /// Whether this is a demo, where the node keeps the keys of its made-up members.
    demo: bool,
}

/// A passkey that is in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyJson {
    number: u32,
    credential_id: String,
    name: String,
}

/// A signed operation.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SubmitJson {
    /// The bytes, as prepared.
    operation: String,
    /// The signature.
    signature: SignatureJson,
    /// As prepared.
    attachment: Option<AttachmentJson>,
}

/// What goes with an operation.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct AttachmentJson {
    #[schema(value_type = Object)]
    companion: Option<Companion>,
    hue: Option<u16>,
    code: Option<String>,
}

/// A signature.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum SignatureJson {
    /// A passkey's assertion; everything in base64url, the signature in DER.
    Webauthn {
        /// The credential's id.
        credential_id: String,
        /// Hash of the rp id, flags, counter.
        authenticator_data: String,
        /// What the browser says it asked for.
        client_data_json: String,
        /// DER.
        signature: String,
    },
    /// An Ed25519 signature of the hash.
    Ed25519 {
        /// Number of the member's key.
        key: u32,
        /// 64 bytes in base64url.
        signature: String,
    },
    /// In a demo: by the key that the node keeps for the member stepped in as.
    Demo,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptedJson {
    /// The network, in hex.
    network: String,
    /// Who acted; the new number for who joined.
    member: u32,
    /// Place on the record.
    index: u64,
    /// When, in milliseconds.
    time_ms: u64,
    /// Size of the record that the proof leads to.
    size: u64,
    /// Canonical bytes of the entry, in base64url.
    entry: String,
    /// Hashes of the proof in base64url, lowest first.
    proof: Vec<String>,
    /// The signed checkpoint.
    checkpoint: String,
    /// Number of the key that was added or granted.
    key: Option<u32>,
    /// Where to look at what came of it.
    location: Option<String>,
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(text: &str) -> Result<Vec<u8>, PageError> {
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| PageError::Unreadable("base64url"))
}

/// Says a rule's no in the reader's language; everything else is for the door to dress.
fn refuse(visit: &Visit, error: PageError) -> Response {
    match &error {
        PageError::App(inner @ (AppError::Rejected(_) | AppError::Refused(_))) => (
            error.status(),
            Json(Problem {
                code: error.code(),
                message: refused_text(visit.lang, inner),
            }),
        )
            .into_response(),
        _ => error.into_response(),
    }
}

/// Makes an operation ready to be signed.
#[utoipa::path(post, path = "/api/meent/v1/operations/prepare", tag = "operations", request_body = Want, responses((status = 200, body = PreparedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn prepare(visit: Visit, JsonBody(want): JsonBody<Want>) -> Response {
    match prepare_now(&visit, &want).await {
        Ok(prepared) => Json(prepared).into_response(),
        Err(error) => refuse(&visit, error),
    }
}

// long: one arm for each kind of wish
async fn prepare_now(visit: &Visit, want: &Want) -> Result<PreparedJson, PageError> {
    let app = visit.app();
    match want.read(visit)? {
        Wanted::Founding {
            choice,
            founder,
            companion,
            code,
        } => {
            if !app.is_founding_code(&code) {
                return Err(AppError::Refused(Refusal::Stage).into());
            }
            let prepared = app.prepare_founding(&choice, founder)?;
            let attachment = json!({ "companion": companion, "hue": choice.hue, "code": code });
            Ok(ready(
                &prepared,
                Vec::new(),
                person_names(&companion),
                attachment,
                false,
            ))
        }
        Wanted::Joining(join, companion) => {
            if let Companion::Person { handle, .. } = &companion {
                app.check_handle(handle).await?;
            }
            let prepared = app.prepare_join(join)?;
            let attachment = json!({ "companion": companion });
            let names = person_names(&companion);
            Ok(ready(&prepared, Vec::new(), names, attachment, false))
        }
        Wanted::Delegating(topic, handles) => {
            let member = visit.member().ok_or(PageError::SignIn)?;
            let to = members_of(visit, &handles).await?;
            let body = Body::Delegate { topic, to };
            let names = names_of(visit, &body, None).await?;
            let prepared = app.prepare(member, body)?;
            let keys = keys_of(visit, member).await?;
            let demo = visit.door.config.demo;
            Ok(ready(&prepared, keys, names, json!({}), demo))
        }
        Wanted::Assigning(handle, amount) => {
            prepare_act(visit, None, assign(visit, handle, amount).await?, None).await
        }
        Wanted::Observing(it) => prepare_act(visit, None, observing(visit, &it).await?, None).await,
        Wanted::Naming(it) => prepare_act(visit, None, it.read(visit).await?, None).await,
        Wanted::Filing(id) => {
            let (propose, words) = app.file_draft(&visit.viewer(), id).await?;
            prepare_act(visit, None, Body::Propose(propose), Some(words)).await
        }
        Wanted::Appealing(action, words) => {
            let member = visit.member().ok_or(PageError::SignIn)?;
            let (body, companion) = app.word_appeal(member, action, &words).await?;
            prepare_act(visit, None, body, Some(companion)).await
        }
        Wanted::Referring(action) => {
            let member = visit.member().ok_or(PageError::SignIn)?;
            let (body, companion) = app.word_referral(member, action).await?;
            prepare_act(visit, None, body, Some(companion)).await
        }
        Wanted::Submitting(project) => {
            let (body, companion) = project.prepare(visit).await?;
            prepare_act(visit, None, body, Some(companion)).await
        }
        Wanted::Requesting(typed) => {
            let (body, companion) = typed.prepare(visit).await?;
            prepare_act(visit, None, body, Some(companion)).await
        }
        Wanted::Opening(jury) => {
            let member = visit.member().ok_or(PageError::SignIn)?;
            let body = app.open_verdict(member, jury).await?;
            prepare_act(visit, None, body, None).await
        }
        Wanted::Act(body, companion) => prepare_act(visit, want.voter(), body, companion).await,
    }
}

/// Makes what a member does ready; `voter` is whose ballot it is where nobody is signed in.
async fn prepare_act(
    visit: &Visit,
    voter: Option<MemberNumber>,
    body: Body,
    companion: Option<Companion>,
) -> Result<PreparedJson, PageError> {
    let own = visit.member();
    let member = own.or(voter).ok_or(PageError::SignIn)?;
    let names = names_of(visit, &body, companion.as_ref()).await?;
    let prepared = visit.app().prepare(member, body)?;
    let keys = match own {
        Some(member) => keys_of(visit, member).await?,
        None => Vec::new(),
    };
    Ok(ready(
        &prepared,
        keys,
        names,
        json!({ "companion": companion }),
        visit.door.config.demo,
    ))
}

fn ready(
    prepared: &Prepared,
    keys: Vec<KeyJson>,
    names: Value,
    attachment: Value,
    demo: bool,
) -> PreparedJson {
    PreparedJson {
        operation: encode(&prepared.bytes),
        keys,
        names,
        attachment,
        demo,
    }
}

/// Passkeys of `member` that are in force: one that waits would sign for nothing.
async fn keys_of(visit: &Visit, member: MemberNumber) -> Result<Vec<KeyJson>, PageError> {
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let in_force: Vec<KeyNumber> = visit
        .app()
        .record
        .read(|state| {
            let held = state.find_member(member).map_or(&[][..], |it| &it.keys);
            let in_force = held.iter().filter(|key| key.in_force_ms <= now_ms);
            in_force.map(|key| key.number).collect()
        })
        .map_err(AppError::from)?;
    let listed = visit
        .app()
        .store
        .read()
        .await?
        .list_credentials(member)
        .await?;
    let key = |it: store::session::Credential| KeyJson {
        number: it.key_number.0,
        credential_id: encode(&it.credential_id),
        name: it.name.unwrap_or_default(),
    };
    Ok(listed
        .into_iter()
        .filter(|it| in_force.contains(&it.key_number))
        .map(key)
        .collect())
}

/// Names for the numbers that a body holds.
// long: one arm for each kind of operation
async fn names_of(
    visit: &Visit,
    body: &Body,
    companion: Option<&Companion>,
) -> Result<Value, PageError> {
    let app = visit.app();
    Ok(match body {
        Body::Vote { proposal, .. }
        | Body::AnswerPanel { proposal, .. }
        | Body::Sponsor(proposal)
        | Body::SponsorFromBench { proposal, .. }
        | Body::SignPetition(proposal)
        | Body::WithdrawProposal(proposal) => {
            let view = app.load_proposal(*proposal, visit.member()).await?;
            let title = view.words.map(|words| words.title);
            let before = view.own_choice.map(ledger::operation::Choice::word);
            json!({ "decisions": title.map(|title| json!({ proposal.0.to_string(): title })), "before": before })
        }
        Body::ChallengeDecision { proposal, .. } | Body::SupportChallenge { proposal, .. } => {
            super::challenge::names(visit, *proposal, document(companion)).await?
        }
        Body::AddItem { proposal, .. }
        | Body::CostItem { proposal, .. }
        | Body::RankItems { proposal, .. } => {
            let view = app.load_proposal(*proposal, visit.member()).await?;
            let titles = item_titles(visit, &view.proposal).await?;
            let decision = view.words.map(|words| words.title);
            let title = match companion {
                Some(Companion::Words(words)) => Some(words.title.clone()),
                _ => None,
            };
            json!({ "decisions": decision.map(|it| json!({ proposal.0.to_string(): it })), "items": titles, "title": title })
        }
        Body::AttestIncome { .. } => json!({ "title": document(companion) }),
        Body::AttestPayment { transfer, .. } => {
            let transfer = transfer_name(visit, *transfer).await?;
            json!({ "title": document(companion), "transfer": transfer })
        }
        Body::ConfirmTransfer(transfer) | Body::RefuseTransfer(transfer) => {
            json!({ "transfer": transfer_name(visit, *transfer).await? })
        }
        Body::ConfirmPaid(trade) | Body::AttestPaid(trade) => {
            json!({ "trade": super::auction::trade_name(visit, *trade).await? })
        }
        Body::ClaimPaid { trade, .. } => {
            let name = super::auction::trade_name(visit, *trade).await?;
            json!({ "title": document(companion), "trade": name })
        }
        Body::ConfirmHardship(person) | Body::NameObserver(person) => {
            json!({ "people": people_of(visit, &[*person]).await? })
        }
        Body::Subscribe { offer, .. }
        | Body::RedeemUnits { offer, .. }
        | Body::WithdrawSubscription(offer)
        | Body::AnswerConsent {
            proposal: offer, ..
        } => super::investing::decision_named(visit, *offer).await?,
        Body::AttestSubscription {
            offer, investor, ..
        } => super::investing::subscription_named(visit, (*offer, *investor), companion).await?,
        Body::NameUnpaid { members, .. } => json!({ "people": people_of(visit, members).await? }),
        Body::ClaimWork { .. } => match companion {
            Some(Companion::Words(words)) => json!({ "title": words.title }),
            _ => json!({}),
        },
        Body::SubmitProject { to, .. } | Body::RequestGrant { to, .. } => {
            submitted(visit, *to, companion).await?
        }
        Body::WithdrawGrant(grant) | Body::SupportGrant { grant, .. } => {
            grant_name(visit, *grant).await?
        }
        Body::WithdrawProject { call, project } => {
            projects_of(visit, *call, std::slice::from_ref(project)).await?
        }
        Body::ApproveProjects { call, projects } => projects_of(visit, *call, projects).await?,
        Body::Vouch(person)
        | Body::WithdrawVouch(person)
        | Body::AnswerVouch { from: person, .. }
        | Body::ReferAct { member: person, .. }
        | Body::AttestPerson { person, .. } => {
            let card = app
                .store
                .read()
                .await?
                .find_member_card(*person)
                .await?
                .ok_or(PageError::NotFound)?;
            json!({ "people": { person.0.to_string(): crate::present::face(visit.lang, &card).name } })
        }
        Body::RemoveKey(number) => {
            let member = visit.member().ok_or(PageError::SignIn)?;
            let keys = app.list_keys(member).await?;
            let name = keys
                .into_iter()
                .find(|key| key.number == *number)
                .and_then(|key| key.name);
            json!({ "keys": name.map(|name| json!({ number.0.to_string(): name })) })
        }
        Body::SponsorNomination { nominee, .. } => {
            json!({ "people": people_of(visit, &[*nominee]).await? })
        }
        Body::Rank { ranking, .. } => json!({ "people": people_of(visit, ranking).await? }),
        Body::AssignShares { to, .. } => assigned(visit, *to).await?,
        Body::CallBackShares(id) => called_back(visit, *id).await?,
        Body::Delegate { to, .. } => json!({ "people": people_of(visit, to).await? }),
        Body::Propose(propose) => match companion {
            Some(Companion::Words(words)) => json!({
                "title": words.title,
                "parameters": parameter_names(visit, &propose.payload),
            }),
            Some(
                Companion::Person { .. }
                | Companion::Key { .. }
                | Companion::Nomination(_)
                | Companion::Invitation { .. }
                | Companion::Appeal { .. }
                | Companion::Verdict { .. }
                | Companion::Statement { .. },
            )
            | None => json!({}),
        },
        _ => json!({}),
    })
}

/// Submits a signed operation and proves that it is on the record.
#[utoipa::path(post, path = "/api/meent/v1/operations", tag = "operations", request_body = SubmitJson, responses((status = 200, body = AcceptedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn submit(visit: Visit, JsonBody(sent): JsonBody<SubmitJson>) -> Response {
    match submit_now(&visit, sent).await {
        Ok(response) => response,
        Err(error) => refuse(&visit, error),
    }
}

async fn submit_now(visit: &Visit, sent: SubmitJson) -> Result<Response, PageError> {
    let app = visit.app();
    let bytes = decode(&sent.operation)?;
    let operation = Operation::from_bytes(&bytes).map_err(AppError::from)?;
    let evidence = evidence(visit, sent.signature, &bytes)?;
    let attachment = sent.attachment.unwrap_or_default();
    let accepted = if let Body::Found(_) = operation.body {
        let code = attachment.code.as_deref().unwrap_or_default();
        if !app.is_founding_code(code) {
            return Err(AppError::Refused(Refusal::Stage).into());
        }
        let person = attachment
            .companion
            .ok_or(PageError::Unreadable("the founder"))?;
        app.found(&bytes, evidence, person, attachment.hue.unwrap_or(254))
            .await?
    } else {
        app.submit(&bytes, evidence, attachment.companion).await?
    };
    let answer = prove(visit, &operation, &accepted).await?;
    let mut response = Json(answer).into_response();
    match operation.body {
        Body::Found(_) | Body::Join(_) => {
            response.headers_mut().append(
                header::SET_COOKIE,
                set_session(start_session(visit, accepted.member).await?),
            );
        }
        Body::Leave => {
            response
                .headers_mut()
                .append(header::SET_COOKIE, clear_session());
        }
        _ => {}
    }
    Ok(response)
}

fn evidence(visit: &Visit, signature: SignatureJson, bytes: &[u8]) -> Result<Evidence, PageError> {
    match signature {
        SignatureJson::Webauthn {
            credential_id,
            authenticator_data,
            client_data_json,
            signature,
        } => Ok(Evidence::Passkey {
            credential_id: decode(&credential_id)?,
            authenticator_data: decode(&authenticator_data)?,
            client_data_json: decode(&client_data_json)?,
            signature: decode(&signature)?,
        }),
        SignatureJson::Ed25519 { key, signature } => {
            let bytes = decode(&signature)?
                .try_into()
                .map_err(|_| PageError::Unreadable("a signature"))?;
            Ok(Evidence::Key {
                number: KeyNumber(key),
                bytes,
            })
        }
        SignatureJson::Demo => {
            let member = visit.member().ok_or(PageError::SignIn)?;
            Ok(visit.app().sign_as_demo_member(member, bytes)?)
        }
    }
}

/// Waits for the checkpoint that counts the entry, which is a moment behind it.
async fn prove(
    visit: &Visit,
    operation: &Operation,
    accepted: &Accepted,
) -> Result<AcceptedJson, PageError> {
    let app = visit.app();
    let mut found = None;
    for _ in 0..PROOF_ATTEMPTS {
        found = app
            .record
            .prove(accepted.index)
            .map_err(|_| AppError::Internal("the record proves what it holds"))?;
        if found.is_some() {
            break;
        }
        tokio::time::sleep(PROOF_PAUSE).await;
    }
    let proof = found.ok_or(AppError::Busy)?;
    Ok(AcceptedJson {
        network: app.commons().network.to_string(),
        member: accepted.member.0,
        index: accepted.index.0,
        time_ms: accepted.time_ms,
        size: proof.size,
        entry: encode(&proof.entry),
        proof: proof.hashes.iter().map(|hash| encode(&hash.0)).collect(),
        checkpoint: proof.checkpoint.to_string(),
        key: added_key(visit, operation, accepted.member)?,
        location: location(visit, &operation.body, accepted.member)?,
    })
}

/// Number of the key that an operation brought.
fn added_key(
    visit: &Visit,
    operation: &Operation,
    member: MemberNumber,
) -> Result<Option<u32>, PageError> {
    use ledger::key::PublicKey;
    let key = match &operation.body {
        Body::GrantSession { key, .. } => PublicKey::Ed25519(*key),
        Body::AddKey(key) => key.clone(),
        _ => return Ok(None),
    };
    let number = visit.app().record.read(|state| {
        let held = &state.find_member(member)?.keys;
        held.iter().find(|it| it.key == key).map(|it| it.number.0)
    });
    Ok(number.map_err(AppError::from)?)
}

fn location(visit: &Visit, body: &Body, member: MemberNumber) -> Result<Option<String>, PageError> {
    Ok(match body {
        Body::Found(_) => Some("/found/invite".to_owned()),
        Body::Join(_) => Some(links::HOME.to_owned()),
        Body::Leave => Some("/left".to_owned()),
        Body::Propose(propose) => {
            let newest = visit.app().record.read(|state| {
                state
                    .proposals
                    .iter()
                    .rev()
                    .find(|it| it.text == propose.text && it.author == member)
                    .map(|it| it.id.0)
            });
            newest
                .map_err(AppError::from)?
                .map(|number| links::decision(number.into()))
        }
        Body::Appeal(appeal) | Body::ReferAct { act: appeal, .. } => {
            let filed = visit.app().record.read(|state| {
                let mut cases = state.justice.cases.iter().rev();
                cases
                    .find(|it| it.matter.appeal() == Some(appeal))
                    .map(|it| it.id)
            });
            let filed = filed.map_err(AppError::from)?;
            filed.map(|id| links::case(id.0.into()))
        }
        _ => None,
    })
}

/// Begins a session of `member` and returns its secret.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn start_session(visit: &Visit, member: MemberNumber) -> Result<Token, PageError> {
    let token = Token::random();
    let now_ms = visit.app().clock.now_ms();
    let session = Session {
        token_digest: token.digest(),
        member,
        created_at_ms: now_ms,
        last_used_at_ms: now_ms,
        device_name: None,
    };
    let mut tx = visit.app().store.begin().await?;
    tx.insert_session(&session).await?;
    tx.commit().await?;
    Ok(token)
}

/// A sign-in begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChallengeJson {
    /// 32 bytes in base64url, good for five minutes and once.
    challenge: String,
    /// The host that passkeys are bound to.
    host: String,
}

/// A passkey's answer.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SignInJson {
    challenge: String,
    credential_id: String,
    authenticator_data: String,
    client_data_json: String,
    signature: String,
    #[serde(rename = "return")]
    back: Option<String>,
}

/// Begins a sign-in.
#[utoipa::path(post, path = "/api/meent/v1/sign-in/begin", tag = "people", responses((status = 200, body = ChallengeJson)))]
pub async fn begin_sign_in(visit: Visit) -> Json<ChallengeJson> {
    Json(ChallengeJson {
        challenge: encode(&visit.app().challenge_sign_in()),
        host: visit.door.config.host().to_owned(),
    })
}

/// Finishes a sign-in: the answer sets the session's cookie.
#[utoipa::path(post, path = "/api/meent/v1/sign-in/finish", tag = "people", request_body = SignInJson, responses((status = 200, body = Object), (status = 401, body = Problem)))]
pub async fn finish_sign_in(visit: Visit, JsonBody(sent): JsonBody<SignInJson>) -> Response {
    match finish_now(&visit, sent).await {
        Ok(response) => response,
        Err(error @ PageError::App(AppError::Refused(Refusal::SignIn))) => {
            let message = t!(visit.lang, "sign-in-refused").into_owned();
            (
                error.status(),
                Json(Problem {
                    code: error.code(),
                    message,
                }),
            )
                .into_response()
        }
        Err(error) => error.into_response(),
    }
}

async fn finish_now(visit: &Visit, sent: SignInJson) -> Result<Response, PageError> {
    let sign_in = app::people::SignIn {
        challenge: decode(&sent.challenge)?
            .try_into()
            .map_err(|_| PageError::Unreadable("the challenge"))?,
        credential_id: decode(&sent.credential_id)?,
        authenticator_data: decode(&sent.authenticator_data)?,
        client_data_json: decode(&sent.client_data_json)?,
        signature: decode(&sent.signature)?,
    };
    let member = visit.app().sign_in(sign_in).await?;
    let cookie = set_session(start_session(visit, member).await?);
    let back = links::own_path(sent.back.as_deref().unwrap_or(links::HOME)).to_owned();
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(json!({ "member": member.0, "location": back })),
    )
        .into_response())
}
