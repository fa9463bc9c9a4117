//! Elections: the list, one of them, and forgetting what one said.

use app::office::{ElectionView, NominationView};
use axum::response::Redirect;
use ledger::election::{ElectionStage, tally};
use ledger::ids::{ElectionId, MemberNumber};
use ledger::rejection::Rejection;

use store::commons_words::{WordsId, WordsPlace};

use super::words::words_text;
use super::{faces, signer};
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::Path;
use crate::pages::commons::elections::{self, Account, Candidate, ElectionCard, ElectionPage, You};
use crate::text::refusal::rejection_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present, t};

/// `GET /commons/elections`: what members stand in, vote in, and how it came out.
pub async fn list(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cards = cards(&visit).await?;
    Ok(answer(&shell, &elections::elections(&shell, &cards)))
}

/// Elections that are not over, for the front page of the commons.
///
/// # Errors
///
/// [`PageError::App`].
pub async fn live(visit: &Visit) -> Result<Vec<ElectionCard>, PageError> {
    let mut cards = cards(visit).await?;
    cards.retain(|it| it.stage.is_live());
    Ok(cards)
}

async fn cards(visit: &Visit) -> Result<Vec<ElectionCard>, PageError> {
    let listed = visit.app().list_elections(&visit.viewer())?;
    let seated = listed.iter().flat_map(|it| it.seated.clone()).collect();
    let people = faces(visit, seated).await?;
    let card = |it: app::office::ElectionLine| ElectionCard {
        number: it.id.0,
        office: it.office,
        seats: it.seats.into(),
        stage: it.stage,
        standing: it.standing as u64,
        seated: it
            .seated
            .iter()
            .filter_map(|who| people.get(&who.0).cloned())
            .collect(),
        awaits_you: it.awaits_viewer,
    };
    Ok(listed.into_iter().map(card).collect())
}

/// `GET /commons/elections/{number}`: one election.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let id = ElectionId(number);
    let loaded = visit.app().load_election(id, &visit.viewer()).await?;
    let mut involved: Vec<MemberNumber> = loaded.nominations.iter().map(|it| it.member).collect();
    involved.extend(loaded.counted.iter().flat_map(|it| it.candidates.clone()));
    let people = faces(&visit, involved).await?;
    let face = |member: MemberNumber| {
        let unknown = || Face {
            name: t!(visit.lang, "election-somebody", number = member.0).into_owned(),
            ..Face::default()
        };
        people.get(&member.0).cloned().unwrap_or_else(unknown)
    };
    let view = ElectionPage {
        number,
        office: loaded.line.office,
        seats: loaded.line.seats.into(),
        stage: loaded.line.stage,
        called_ms: loaded.line.called_ms,
        opened_ms: loaded.opened_ms,
        sponsors_needed: loaded.line.sponsors_needed.into(),
        electorate: loaded.line.electorate.map(u64::from),
        ballots: loaded.ballots as u64,
        candidates: candidates(&visit, &loaded, face),
        you: you(&visit, &loaded).await?,
        account: account(id, &loaded, face),
    };
    Ok(answer(&shell, &elections::election(&shell, &view)))
}

/// While ballots are open those who can be ranked, in the reader's order; else all who stand or stood.
fn candidates(
    visit: &Visit,
    loaded: &ElectionView,
    face: impl Fn(MemberNumber) -> Face,
) -> Vec<Candidate> {
    let me = visit.member();
    let drawn = |it: &NominationView| Candidate {
        member: it.member,
        face: face(it.member),
        words: it.words.as_deref().map(markdown::render),
        label: present::policy_label(visit, it.marks.0, &it.marks.1),
        report: (it.words.is_some() && me != Some(it.member)).then(|| {
            let words = WordsPlace::Nomination(loaded.line.id, it.member);
            links::report_words(&words_text(WordsId::of(words)))
        }),
        sponsors: it.nomination.sponsors.len() as u64,
        is_supported_by_you: me.is_some_and(|me| it.nomination.sponsors.contains(&me)),
        may_support: it.may_support,
        is_withdrawn: it.nomination.withdrawn_ms.is_some(),
    };
    if let ElectionStage::Voting { .. } = loaded.line.stage {
        let find = |who: &MemberNumber| loaded.nominations.iter().find(|it| it.member == *who);
        let in_order = loaded.candidates.iter().filter_map(find);
        return in_order.map(drawn).collect();
    }
    loaded.nominations.iter().map(drawn).collect()
}

async fn you(visit: &Visit, loaded: &ElectionView) -> Result<You, PageError> {
    let me = visit.member();
    let own = loaded.nominations.iter().find(|it| Some(it.member) == me);
    let seated = loaded.counted.iter().flat_map(|it| &it.seated);
    let is_seated = seated.copied().any(|it| Some(it) == me);
    let stands = own.is_some_and(|it| it.nomination.withdrawn_ms.is_none()) && !is_seated;
    let cannot_stand = loaded.cannot_stand.map(|why| match why {
        Rejection::OfficeHeld => t!(visit.lang, "election-cannot-office").into_owned(),
        other => rejection_text(visit.lang, other),
    });
    Ok(You {
        member: me,
        stands,
        has_words: own.is_some_and(|it| it.words.is_some()),
        cannot_stand,
        may_vote: loaded.may_vote,
        ranking: loaded.own_ranking.clone().unwrap_or_default(),
        signer: signer(visit).await?,
    })
}

fn account(
    id: ElectionId,
    loaded: &ElectionView,
    face: impl Fn(MemberNumber) -> Face,
) -> Option<Account> {
    let it = loaded.counted.as_ref()?;
    let outcome = tally(id, it.seats, &it.candidates, &it.papers, it.beacon)?;
    let until = |member: &MemberNumber| {
        let mut terms = loaded.terms.iter();
        terms
            .find(|(who, _)| who == member)
            .map(|(_, until)| *until)
    };
    Some(Account {
        outcome,
        people: it.candidates.iter().map(|who| (*who, face(*who))).collect(),
        ballots: it.papers.iter().map(|(_, count)| *count).sum(),
        seats: it.seats.into(),
        succession: it.succession.clone(),
        seated: it.seated.iter().map(|who| (*who, until(who))).collect(),
    })
}

/// `POST /commons/elections/{number}/forget`: erases what the reader said when they stood.
pub async fn forget(visit: Visit, Path(number): Path<u32>) -> Result<Redirect, PageError> {
    let (id, viewer) = (ElectionId(number), visit.viewer());
    visit.app().erase_nomination_text(&viewer, id).await?;
    Ok(Redirect::to(&links::election(number.into())))
}
