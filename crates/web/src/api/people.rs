//! Who is here, how they stand, who vouches for whom.

use axum::Json;
use ledger::ids::MemberNumber;
use ledger::trust::VouchAnswer;
use serde::Serialize;
use utoipa::ToSchema;

use super::list::FromQuery;
use super::view::{List, MemberJson, members, standing_word};
use crate::error::{PageError, Problem};
use crate::handlers::Query;
use crate::handlers::commons::people::{
    Facts, LineFacts, charter, counts, line_facts, own_facts, own_invitations,
};
use crate::pages::commons::people::{CharterView, Invitation};
use crate::visit::Visit;

/// Somebody and how they stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonJson {
    /// Who.
    member: MemberJson,
    /// `guest`, `associate` or `member`.
    standing: &'static str,
    /// Since when they are here.
    joined_at_ms: u64,
    /// Whether the visitor may vouch for them now.
    may_vouch: bool,
    /// Whether the visitor vouches for them.
    vouched: bool,
}

impl PersonJson {
    fn of(card: &store::card::MemberCard, facts: &LineFacts) -> Self {
        Self {
            member: card.into(),
            standing: standing_word(facts.standing),
            joined_at_ms: facts.joined_ms,
            may_vouch: facts.may_vouch,
            vouched: facts.vouched,
        }
    }
}

/// An invitation that is open.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationJson {
    /// Its public key in base64url.
    key: String,
    /// Whom it is for, in the inviter's words; may be empty.
    name: String,
    /// When it ends.
    expires_at_ms: u64,
}

impl From<&Invitation> for InvitationJson {
    fn from(it: &Invitation) -> Self {
        Self {
            key: it.key.clone(),
            name: it.name.clone(),
            expires_at_ms: it.expires_ms,
        }
    }
}

/// Whether the visitor knows somebody who vouches for them.
#[derive(Debug, Serialize, ToSchema)]
pub struct VouchAnswerJson {
    /// Their number.
    person: u32,
    /// `accepted` or `refused`; nothing as long as nothing was said.
    answer: Option<&'static str>,
}

impl VouchAnswerJson {
    fn of((from, answer): &(MemberNumber, Option<VouchAnswer>)) -> Self {
        Self {
            person: from.0,
            answer: answer.map(VouchAnswer::word),
        }
    }
}

/// How the visitor stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnStandingJson {
    /// `guest`, `associate` or `member`.
    standing: &'static str,
    /// Who vouches for them.
    vouched_by: Vec<MemberJson>,
    /// What the visitor said of each of these vouches.
    vouch_answers: Vec<VouchAnswerJson>,
    /// Whom they vouch for.
    vouches: Vec<MemberJson>,
    /// When they become a member if nothing changes.
    member_from_ms: Option<u64>,
    /// Active rounds, of the last 8.
    active_rounds: u64,
    /// How many more vouches or invitations they may give now.
    vouches_left: u64,
    /// Their open invitations.
    invitations: Vec<InvitationJson>,
}

impl OwnStandingJson {
    async fn of(visit: &Visit, facts: &Facts) -> Result<Self, PageError> {
        let invitations = own_invitations(visit).await?;
        let vouchers: Vec<_> = facts.vouched_by.iter().map(|it| it.0).collect();
        Ok(Self {
            standing: standing_word(facts.standing),
            vouched_by: members(visit, &vouchers).await?,
            vouch_answers: facts.vouched_by.iter().map(VouchAnswerJson::of).collect(),
            vouches: members(visit, &facts.vouches).await?,
            member_from_ms: facts.member_from_ms,
            active_rounds: facts.active_rounds,
            vouches_left: facts.left,
            invitations: invitations.iter().map(Into::into).collect(),
        })
    }
}

/// What the charter asks of those who come in.
#[derive(Debug, Serialize, ToSchema)]
pub struct JoiningJson {
    /// Vouches that make an associate.
    vouches_needed: u64,
    /// Milliseconds as an associate before membership.
    associate_ms: u64,
    /// Active rounds, of the last 8, that membership needs.
    active_rounds_needed: u64,
    /// Vouches and invitations one may have open.
    vouches_open_max: u64,
    /// New ones a round.
    vouches_per_round: u64,
    /// The first so many members need no vouch.
    bootstrap_members: u64,
    /// Whether a round's issuance is shared equally.
    earns_equally: bool,
    /// Length of a round, in milliseconds.
    round_ms: u64,
}

impl From<CharterView> for JoiningJson {
    fn from(it: CharterView) -> Self {
        Self {
            vouches_needed: it.vouches_needed,
            associate_ms: it.associate_ms,
            active_rounds_needed: it.active_rounds,
            vouches_open_max: it.vouches_open,
            vouches_per_round: it.vouches_per_round,
            bootstrap_members: it.bootstrap,
            earns_equally: it.earns_equally,
            round_ms: it.round_ms,
        }
    }
}

/// The people of the network.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleJson {
    /// How many are members.
    members: u64,
    /// How many are associates.
    associates: u64,
    /// How many are guests.
    guests: u64,
    /// How the visitor stands; nothing without a session.
    own: Option<OwnStandingJson>,
    /// What the charter asks.
    charter: JoiningJson,
    /// In order of number; those who left are not listed.
    people: List<PersonJson>,
}

/// Who is here and how they stand.
#[utoipa::path(get, path = "/api/meent/v1/people", tag = "people", params(FromQuery), responses((status = 200, body = PeopleJson), (status = 400, body = Problem)))]
pub async fn list(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<PeopleJson>, PageError> {
    let cursor = from.cursor()?;
    let facts = own_facts(&visit)?;
    let listed = visit
        .app()
        .store
        .read()
        .await?
        .list_members(cursor.as_ref(), store::PAGE_ROWS)
        .await?;
    let known = line_facts(&visit, &listed.rows, facts.as_ref())?;
    let rows = listed
        .rows
        .iter()
        .zip(&known)
        .filter(|(card, _)| card.handle.is_some())
        .map(|(card, facts)| PersonJson::of(card, facts))
        .collect();
    let [members, associates, guests] = counts(&visit)?;
    Ok(Json(PeopleJson {
        members,
        associates,
        guests,
        own: match &facts {
            Some(facts) => Some(OwnStandingJson::of(&visit, facts).await?),
            None => None,
        },
        charter: charter(&visit).into(),
        people: List {
            rows,
            next: listed.next.map(|it| it.to_string()),
        },
    }))
}
