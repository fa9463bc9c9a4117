//! Who is here, who vouches for whom, invitations.

use app::AppError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::ids::MemberNumber;
use ledger::member::Standing as LedgerStanding;
use ledger::trust::VouchAnswer;

use super::{faces, signer};
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::{From, Query};
use crate::pages::commons::acquaintances::{TrustFacts, Voucher};
use crate::pages::commons::paths;
use crate::pages::commons::people::{
    self, CharterView, Invitation, OwnStanding, PeopleView, PersonLine, Standing,
};
use crate::present;
use crate::visit::{Html, Visit, answer};

/// A standing as pages name it.
pub fn standing(standing: LedgerStanding) -> Standing {
    match standing {
        LedgerStanding::Guest => Standing::Guest,
        LedgerStanding::Associate => Standing::Associate,
        LedgerStanding::Member => Standing::Member,
    }
}

/// What the record says of one member's standing, copied out of the state.
pub struct Facts {
    /// Where they stand.
    pub standing: LedgerStanding,
    /// Who vouches for them, and whether they know them, too.
    pub vouched_by: Vec<(MemberNumber, Option<VouchAnswer>)>,
    /// Whom they vouch for.
    pub vouches: Vec<MemberNumber>,
    /// When they become a member if nothing changes, in milliseconds.
    pub member_from_ms: Option<u64>,
    /// Active rounds, of the last 8.
    pub active_rounds: u64,
    /// How many more vouches or invitations they may give now.
    pub left: u64,
    /// How trust reaches them.
    pub trust: TrustFacts,
    /// Keys of their open invitations, and when each ends, in milliseconds.
    pub invitations: Vec<([u8; 32], u64)>,
}

/// What the record says of somebody in the list.
pub struct LineFacts {
    /// Where they stand.
    pub standing: LedgerStanding,
    /// Since when they are here, in milliseconds.
    pub joined_ms: u64,
    /// Whether the visitor may vouch for them now.
    pub may_vouch: bool,
    /// Whether the visitor vouches for them.
    pub vouched: bool,
    /// Whether the visitor may say now that they met them.
    pub may_attest: bool,
}

/// `GET /commons/people`: everyone, and how one stands oneself.
pub async fn show(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let facts = own_facts(&visit)?;
    let cursor = from.cursor()?;
    let listed = visit
        .app()
        .store
        .read()
        .await?
        .list_members(cursor.as_ref(), store::PAGE_ROWS)
        .await?;
    let older = present::older(listed.next.as_ref(), paths::PEOPLE);
    let view = PeopleView {
        counts: counts(&visit)?,
        people: lines(&visit, &listed.rows, facts.as_ref())?,
        own: match (visit.member(), facts) {
            (Some(member), Some(facts)) => Some(own(&visit, member, facts).await?),
            _ => None,
        },
        older,
        charter: charter(&visit),
    };
    Ok(answer(&shell, &people::people(&shell, &view)))
}

/// What the charter asks of those who come in.
pub fn charter(visit: &Visit) -> CharterView {
    let charter = &visit.app().commons().charter;
    CharterView {
        vouches_needed: charter.vouches_needed.into(),
        associate_ms: charter.ticks_ms(charter.associate_ticks),
        active_rounds: charter.active_rounds_needed.into(),
        vouches_open: charter.vouches_open_max.into(),
        vouches_per_round: charter.vouches_per_round.into(),
        bootstrap: charter.bootstrap_members.into(),
        earns_equally: charter.earning == ledger::charter::Earning::Equal,
        round_ms: charter.round_ms(),
    }
}

/// Counts members, associates and guests.
///
/// # Errors
///
/// [`PageError::App`] if the record failed.
pub fn counts(visit: &Visit) -> Result<[u64; 3], PageError> {
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let counted = visit.app().record.read(|state| {
        let mut counts = [0_u64; 3];
        for (_, member) in state
            .numbered_members()
            .filter(|(_, member)| member.left_ms.is_none())
        {
            match member.standing(&state.charter, now_ms) {
                LedgerStanding::Member => counts[0] += 1,
                LedgerStanding::Associate => counts[1] += 1,
                LedgerStanding::Guest => counts[2] += 1,
            }
        }
        counts
    });
    Ok(counted.map_err(AppError::from)?)
}

/// Reads the visitor's own standing; nothing without a session.
///
/// # Errors
///
/// [`PageError::App`] if the record failed.
pub fn own_facts(visit: &Visit) -> Result<Option<Facts>, PageError> {
    visit
        .member()
        .map(|member| facts(visit, member))
        .transpose()
}

fn facts(visit: &Visit, member: MemberNumber) -> Result<Facts, PageError> {
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let facts = visit.app().record.read(|state| {
        let it = state.find_member(member)?;
        let charter = &state.charter;
        let open = u64::from(charter.vouches_open_max).saturating_sub(it.vouches_open() as u64);
        let round = u64::from(charter.vouches_per_round)
            .saturating_sub(it.vouched_in_round(state.round).into());
        // While a place begins, invitations are not counted against anybody's vouches.
        let is_young =
            state.members.len() < usize::try_from(charter.bootstrap_members).unwrap_or(usize::MAX);
        let left = if is_young {
            open.max(1)
        } else {
            open.min(round)
        };
        let invitations = state
            .invitations
            .iter()
            .filter(|(_, invitation)| invitation.by == member);
        let due_ms = it
            .associate_since_ms
            .map(|since| since.saturating_add(charter.ticks_ms(charter.associate_ticks)));
        Some(Facts {
            standing: it.standing(charter, now_ms),
            vouched_by: it
                .vouched_by
                .iter()
                .map(|from| (*from, state.trust.answer(*from, member)))
                .collect(),
            vouches: it.vouches.iter().map(|vouch| vouch.to).collect(),
            member_from_ms: due_ms.filter(|due| *due > now_ms),
            active_rounds: (it.active_rounds & 0xff).count_ones().into(),
            left,
            trust: TrustFacts::of(state, member),
            invitations: invitations
                .map(|(key, invitation)| (*key, invitation.expires_ms))
                .collect(),
        })
    });
    facts.map_err(AppError::from)?.ok_or(PageError::NotFound)
}

async fn own(visit: &Visit, member: MemberNumber, facts: Facts) -> Result<OwnStanding, PageError> {
    let near: Vec<MemberNumber> = facts
        .vouched_by
        .iter()
        .map(|it| it.0)
        .chain(facts.vouches.iter().copied())
        .collect();
    let people = faces(visit, near).await?;
    let face = |it: &MemberNumber| {
        people
            .get(&it.0)
            .filter(|face| !face.handle.is_empty())
            .cloned()
    };
    Ok(OwnStanding {
        lost: visit.app().lost_by_vouching(member)?,
        standing: standing(facts.standing),
        vouched_by: facts
            .vouched_by
            .iter()
            .filter_map(|(from, answer)| {
                face(from).map(|face| Voucher {
                    face,
                    number: from.0,
                    answer: *answer,
                })
            })
            .collect(),
        member_from_ms: facts.member_from_ms,
        active_rounds: facts.active_rounds,
        vouches: facts
            .vouches
            .iter()
            .filter_map(|it| face(it).map(|face| (face, it.0)))
            .collect(),
        left: facts.left,
        trust: facts.trust,
        invitations: invitations(visit, member, facts.invitations).await?,
        signer: signer(visit).await?,
    })
}

/// Open invitations of `member`, with the names they gave them.
async fn invitations(
    visit: &Visit,
    member: MemberNumber,
    open: Vec<([u8; 32], u64)>,
) -> Result<Vec<Invitation>, PageError> {
    let names = visit
        .app()
        .store
        .read()
        .await?
        .list_invitation_names(member)
        .await?;
    let named = |key: &[u8; 32]| {
        names
            .iter()
            .find(|it| it.invitation == key)
            .map(|it| it.name.clone())
            .unwrap_or_default()
    };
    Ok(open
        .iter()
        .map(|(key, expires_ms)| Invitation {
            key: URL_SAFE_NO_PAD.encode(key),
            name: named(key),
            expires_ms: *expires_ms,
        })
        .collect())
}

/// Open invitations of the reader, for the last step of the founding.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn own_invitations(visit: &Visit) -> Result<Vec<Invitation>, PageError> {
    let member = visit.member().ok_or(PageError::SignIn)?;
    let facts = facts(visit, member)?;
    invitations(visit, member, facts.invitations).await
}

/// Reads what the record says of each of `cards`, in their order.
///
/// # Errors
///
/// [`PageError::App`] if the record failed.
pub fn line_facts(
    visit: &Visit,
    cards: &[store::card::MemberCard],
    own: Option<&Facts>,
) -> Result<Vec<LineFacts>, PageError> {
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let may_vouch = own.is_some_and(|own| own.standing == LedgerStanding::Member && own.left > 0);
    let may_attest = own.is_some_and(|own| {
        own.standing == LedgerStanding::Member && own.trust.has_cut && own.trust.is_verified
    });
    let known = visit.app().record.read(|state| {
        let line = |card: &store::card::MemberCard| {
            let standing = state.standing(card.number, now_ms);
            let vouched = own.is_some_and(|own| own.vouches.contains(&card.number));
            LineFacts {
                standing,
                joined_ms: state.find_member(card.number).map_or(0, |it| it.joined_ms),
                may_vouch: may_vouch
                    && !vouched
                    && visit.member() != Some(card.number)
                    // Where trust walks over vouches, members say that they know each other, too.
                    && (standing < LedgerStanding::Member || state.has_trust_cut()),
                vouched,
                may_attest: may_attest
                    && visit.member() != Some(card.number)
                    && !state.is_verified(card.number),
            }
        };
        cards.iter().map(line).collect()
    });
    Ok(known.map_err(AppError::from)?)
}

fn lines(
    visit: &Visit,
    cards: &[store::card::MemberCard],
    own: Option<&Facts>,
) -> Result<Vec<PersonLine>, PageError> {
    let known = line_facts(visit, cards, own)?;
    let line = |(card, facts): (&store::card::MemberCard, LineFacts)| {
        let face: Face = present::face(visit.lang, card);
        PersonLine {
            number: card.number.0,
            standing: standing(facts.standing),
            joined_ms: facts.joined_ms,
            may_vouch: facts.may_vouch,
            vouched: facts.vouched,
            may_attest: facts.may_attest,
            face,
        }
    };
    Ok(cards
        .iter()
        .zip(known)
        .filter(|(card, _)| card.handle.is_some())
        .map(line)
        .collect())
}
