//! Who is here, who vouches for whom, invitations.

use app::AppError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::ids::MemberNumber;
use ledger::member::Standing as LedgerStanding;

use super::{faces, signer};
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::{From, Query};
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
struct Facts {
    standing: LedgerStanding,
    vouched_by: Vec<MemberNumber>,
    vouches: Vec<MemberNumber>,
    associate_since_ms: Option<u64>,
    active_rounds: u64,
    left: u64,
    invitations: Vec<([u8; 32], u64)>,
}

/// `GET /commons/people`: everyone, and how one stands oneself.
pub async fn show(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let charter = visit.app().commons().charter.clone();
    let counts = visit
        .app()
        .record
        .read(|state| {
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
        })
        .map_err(AppError::from)?;
    let own = match visit.member() {
        Some(member) => Some(own(&visit, member, now_ms).await?),
        None => None,
    };
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
        counts,
        people: lines(&visit, &listed.rows, own.as_ref(), now_ms)?,
        own: own.map(|(own, _)| own),
        older,
        charter: CharterView {
            vouches_needed: charter.vouches_needed.into(),
            associate_ms: charter.ticks_ms(charter.associate_ticks),
            active_rounds: charter.active_rounds_needed.into(),
            vouches_open: charter.vouches_open_max.into(),
            vouches_per_round: charter.vouches_per_round.into(),
            bootstrap: charter.bootstrap_members.into(),
            earns_equally: charter.earning == ledger::charter::Earning::Equal,
            round_ms: charter.round_ms(),
        },
    };
    Ok(answer(&shell, &people::people(&shell, &view)))
}

fn facts(visit: &Visit, member: MemberNumber, now_ms: u64) -> Result<Facts, PageError> {
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
        Some(Facts {
            standing: it.standing(charter, now_ms),
            vouched_by: it.vouched_by.clone(),
            vouches: it.vouches.iter().map(|vouch| vouch.to).collect(),
            associate_since_ms: it.associate_since_ms,
            active_rounds: (it.active_rounds & 0xff).count_ones().into(),
            left,
            invitations: invitations
                .map(|(key, invitation)| (*key, invitation.expires_ms))
                .collect(),
        })
    });
    facts.map_err(AppError::from)?.ok_or(PageError::NotFound)
}

async fn own(
    visit: &Visit,
    member: MemberNumber,
    now_ms: u64,
) -> Result<(OwnStanding, Vec<MemberNumber>), PageError> {
    let facts = facts(visit, member, now_ms)?;
    let charter = visit.app().commons().charter.clone();
    let near: Vec<MemberNumber> = facts
        .vouched_by
        .iter()
        .chain(&facts.vouches)
        .copied()
        .collect();
    let people = faces(visit, near).await?;
    let face = |it: &MemberNumber| {
        people
            .get(&it.0)
            .filter(|face| !face.handle.is_empty())
            .cloned()
    };
    let due_ms = facts
        .associate_since_ms
        .map(|since| since.saturating_add(charter.ticks_ms(charter.associate_ticks)));
    let own = OwnStanding {
        standing: standing(facts.standing),
        vouched_by: facts.vouched_by.iter().filter_map(face).collect(),
        member_from_ms: due_ms.filter(|due| *due > now_ms),
        active_rounds: facts.active_rounds,
        vouches: facts
            .vouches
            .iter()
            .filter_map(|it| face(it).map(|face| (face, it.0)))
            .collect(),
        left: facts.left,
        invitations: invitations(visit, member, facts.invitations).await?,
        signer: signer(visit).await?,
    };
    Ok((own, facts.vouches))
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
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let facts = facts(visit, member, now_ms)?;
    invitations(visit, member, facts.invitations).await
}

fn lines(
    visit: &Visit,
    cards: &[store::card::MemberCard],
    own: Option<&(OwnStanding, Vec<MemberNumber>)>,
    now_ms: u64,
) -> Result<Vec<PersonLine>, PageError> {
    let known = visit.app().record.read(|state| {
        cards
            .iter()
            .map(|card| {
                (
                    state.standing(card.number, now_ms),
                    state.find_member(card.number).map_or(0, |it| it.joined_ms),
                )
            })
            .collect::<Vec<_>>()
    });
    let known = known.map_err(AppError::from)?;
    let may_vouch = own.is_some_and(|(own, _)| own.standing == Standing::Member && own.left > 0);
    let line = |(card, (level, joined_ms)): (&store::card::MemberCard, (LedgerStanding, u64))| {
        let face: Face = present::face(visit.lang, card);
        let vouched = own.is_some_and(|(_, vouches)| vouches.contains(&card.number));
        PersonLine {
            number: card.number.0,
            standing: standing(level),
            joined_ms,
            may_vouch: may_vouch
                && !vouched
                && visit.member() != Some(card.number)
                && level < LedgerStanding::Member,
            vouched,
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
