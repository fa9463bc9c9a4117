//! Elections: who stands, how far they are, and the whole account of the count.

use app::office::{ElectionLine, ElectionView, NominationView};
use axum::Json;
use axum::http::StatusCode;
use ledger::count::Reason;
use ledger::election::{Counted, ElectionStage, tally};
use ledger::ids::{ElectionId, MemberNumber};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// An election in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ElectionJson {
    /// Its number.
    number: u32,
    /// `team`, `guardian`, `trustee` or `validator`.
    office: &'static str,
    /// Seats to be filled.
    seats: u16,
    /// `nominating`, `voting`, `taking`, `taken` or `void`.
    stage: &'static str,
    /// When nominations or ballots close, the elected take their seats, or took them.
    until_ms: Option<u64>,
    /// When it was called.
    called_at_ms: u64,
    /// Sponsors that a nomination needs.
    sponsors_needed: u32,
    /// Who may vote, once the ballots are open.
    electorate: Option<u32>,
    /// Who took a seat by it, in order.
    seated: Vec<u32>,
    /// Until when those of them who are still in office hold it; not in the list.
    terms: Option<Vec<TermJson>>,
}

/// Until when a seat is held.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermJson {
    /// By which member.
    member: u32,
    /// When it ends, in Unix milliseconds.
    until_ms: u64,
}

/// An election with everything that the record says of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ElectionFullJson {
    /// What the list says.
    #[serde(flatten)]
    #[schema(inline)]
    election: ElectionJson,
    /// Who stands or stood, by member number.
    nominations: Vec<NominationJson>,
    /// Who can be ranked, in the visitor's own order; by number where nobody is signed in.
    candidates: Vec<u32>,
    /// The visitor's own ballot, the best first; nothing once it is counted.
    own_ranking: Option<Vec<u32>>,
    /// The count.
    count: Option<CountJson>,
}

/// Somebody who stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct NominationJson {
    /// Their number.
    number: u32,
    /// Who they are, as far as they are known.
    member: Option<MemberJson>,
    /// What they say, in Markdown; nothing if it was erased.
    words: Option<String>,
    /// SHA-256 of salt and words, in hexadecimal, as on the record.
    words_digest: String,
    /// Since when.
    since_ms: u64,
    /// How many support it.
    sponsors: usize,
    /// Whether the visitor is one of them.
    is_sponsored_by_me: bool,
    /// When they had enough.
    sponsored_at_ms: Option<u64>,
    /// When they withdrew.
    withdrawn_at_ms: Option<u64>,
}

/// A count, from which anybody counts again.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountJson {
    /// Seats that were counted for.
    seats: u16,
    /// Who was counted, by member number.
    candidates: Vec<u32>,
    /// Equal ballots put together.
    ballots: Vec<BallotsJson>,
    /// After how many entries the log had the root that breaks ties.
    beacon_index: u64,
    /// The root, in hexadecimal.
    beacon: String,
    /// The elected in the order of their election, then the runners-up, the best first.
    succession: Vec<u32>,
    /// What a candidate needed, in units.
    quota: u64,
    /// Units of one vote.
    units_per_vote: u64,
    /// What happened, round by round.
    rounds: Vec<RoundJson>,
}

/// Ballots that say the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotsJson {
    /// Member numbers, the best first.
    ranking: Vec<u32>,
    /// How many cast it.
    count: u64,
}

/// A round of a count.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundJson {
    /// The votes of each who is still counted, in units.
    tally: Vec<TallyJson>,
    /// Votes that count for nobody any more, in units.
    exhausted: u64,
    /// Who is elected on these votes.
    elected: Vec<u32>,
    /// Who leaves the count on them.
    eliminated: Vec<u32>,
    /// Whose votes above the quota are passed on.
    surplus_of: Option<u32>,
    /// Ties that had to be broken.
    ties: Vec<TieJson>,
}

/// The votes of one candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct TallyJson {
    /// Their member number.
    member: u32,
    /// Their votes, in units.
    votes: u64,
}

/// A tie.
#[derive(Debug, Serialize, ToSchema)]
pub struct TieJson {
    /// Who was tied.
    among: Vec<u32>,
    /// Who was taken.
    taken: u32,
    /// `earlier-round`, `supporters` or `lot`.
    by: &'static str,
}

impl ElectionJson {
    fn of(line: &ElectionLine, view: Option<&ElectionView>) -> Self {
        let until_ms = match line.stage {
            ElectionStage::Nominating { closes_ms } | ElectionStage::Voting { closes_ms, .. } => {
                Some(closes_ms)
            }
            ElectionStage::Taking { takes_ms } => Some(takes_ms),
            ElectionStage::Taken { since_ms } => Some(since_ms),
            ElectionStage::Void => None,
        };
        Self {
            number: line.id.0,
            office: line.office.word(),
            seats: line.seats,
            stage: line.stage.word(),
            until_ms,
            called_at_ms: line.called_ms,
            sponsors_needed: line.sponsors_needed,
            electorate: line.electorate,
            seated: numbers(&line.seated),
            terms: view.map(|it| it.terms.iter().map(TermJson::of).collect()),
        }
    }
}

impl TermJson {
    fn of((member, until_ms): &(MemberNumber, u64)) -> Self {
        Self {
            member: member.0,
            until_ms: *until_ms,
        }
    }
}

fn numbers(members: &[MemberNumber]) -> Vec<u32> {
    members.iter().map(|it| it.0).collect()
}

impl CountJson {
    fn of(id: ElectionId, counted: &Counted) -> Option<Self> {
        let (seats, candidates, papers) = (counted.seats, &counted.candidates, &counted.papers);
        let outcome = tally(id, seats, candidates, papers, counted.beacon)?;
        let number =
            |it: &ledger::count::Candidate| counted.candidates.get(it.place()).map_or(0, |it| it.0);
        let all = |them: &[ledger::count::Candidate]| them.iter().map(number).collect();
        let rounds = outcome.rounds.iter().map(|round| RoundJson {
            tally: round
                .tally
                .iter()
                .map(|(candidate, votes)| TallyJson {
                    member: number(candidate),
                    votes: *votes,
                })
                .collect(),
            exhausted: round.exhausted,
            elected: all(&round.elected),
            eliminated: all(&round.eliminated),
            surplus_of: round.surplus_of.as_ref().map(number),
            ties: round
                .ties
                .iter()
                .map(|tie| TieJson {
                    among: all(&tie.among),
                    taken: number(&tie.taken),
                    by: match tie.by {
                        Reason::EarlierRound(_) => "earlier-round",
                        Reason::Supporters => "supporters",
                        Reason::Lot => "lot",
                    },
                })
                .collect(),
        });
        let ballots = counted.papers.iter().map(|(ranking, count)| BallotsJson {
            ranking: numbers(ranking),
            count: *count,
        });
        Some(Self {
            seats: counted.seats,
            candidates: numbers(&counted.candidates),
            ballots: ballots.collect(),
            beacon_index: counted.beacon.index.0,
            beacon: counted.beacon.hash.to_string(),
            succession: numbers(&counted.succession),
            quota: outcome.quota.unwrap_or(0),
            units_per_vote: outcome.units_per_vote,
            rounds: rounds.collect(),
        })
    }
}

/// The latest hundred elections, the last one first.
#[utoipa::path(get, path = "/api/meent/v1/elections", tag = "decisions", responses((status = 200, body = Vec<ElectionJson>)))]
pub async fn list(visit: Visit) -> Result<Json<Vec<ElectionJson>>, PageError> {
    let listed = visit.app().list_elections(&visit.viewer())?;
    let listed = listed.iter().map(|it| ElectionJson::of(it, None));
    Ok(Json(listed.collect()))
}

/// An election: who stands, and, once it is counted, everything that the count follows from. Standing,
/// sponsoring, withdrawing and ranking are operations: `nominate`, `sponsor-nomination`,
/// `withdraw-nomination` and `rank`.
#[utoipa::path(get, path = "/api/meent/v1/elections/{number}", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = ElectionFullJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Json<ElectionFullJson>, PageError> {
    let id = ElectionId(number);
    let view = visit.app().load_election(id, &visit.viewer()).await?;
    let mut nominations = Vec::with_capacity(view.nominations.len());
    for it in &view.nominations {
        nominations.push(nomination(&visit, it).await?);
    }
    Ok(Json(ElectionFullJson {
        election: ElectionJson::of(&view.line, Some(&view)),
        nominations,
        candidates: numbers(&view.candidates),
        own_ranking: view.own_ranking.as_ref().map(|it| numbers(it)),
        count: view.counted.as_ref().and_then(|it| CountJson::of(id, it)),
    }))
}

async fn nomination(visit: &Visit, view: &NominationView) -> Result<NominationJson, PageError> {
    let it = &view.nomination;
    let sponsors = |me| it.sponsors.contains(&me);
    Ok(NominationJson {
        number: view.member.0,
        member: member(visit, view.member).await?,
        words: view.words.clone(),
        words_digest: it.text.to_string(),
        since_ms: it.since_ms,
        sponsors: it.sponsors.len(),
        is_sponsored_by_me: visit.member().is_some_and(sponsors),
        sponsored_at_ms: it.sponsored_ms,
        withdrawn_at_ms: it.withdrawn_ms,
    })
}

/// Erases what the visitor said when they stood; the digest on the record stays, and so do they.
#[utoipa::path(delete, path = "/api/meent/v1/elections/{number}/words", tag = "decisions", params(("number" = u32, Path)), responses((status = 204), (status = 401, body = Problem)))]
pub async fn forget(visit: Visit, Path(number): Path<u32>) -> Result<StatusCode, PageError> {
    let (id, viewer) = (ElectionId(number), visit.viewer());
    visit.app().erase_nomination_text(&viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
