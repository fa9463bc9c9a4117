//! Elections: who stands, how far they are, and the whole account of the count.

use app::AppError;
use axum::Json;
use ledger::count::Reason;
use ledger::election::{Counted, Election, ElectionStage, Nomination, tally};
use ledger::ids::{ElectionId, MemberNumber};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// Elections that one answer lists.
const LISTED_MAX: usize = 100;

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
    fn of(election: &Election) -> Self {
        let until_ms = match election.stage {
            ElectionStage::Nominating { closes_ms } | ElectionStage::Voting { closes_ms, .. } => {
                Some(closes_ms)
            }
            ElectionStage::Taking { takes_ms } => Some(takes_ms),
            ElectionStage::Taken { since_ms } => Some(since_ms),
            ElectionStage::Void => None,
        };
        let counted = election.counted.as_ref();
        Self {
            number: election.id.0,
            office: election.office.word(),
            seats: election.seats,
            stage: election.stage.word(),
            until_ms,
            called_at_ms: election.called_ms,
            sponsors_needed: election.sponsors_needed,
            electorate: election.poll.as_ref().map(|it| it.electorate),
            seated: counted.map(|it| numbers(&it.seated)).unwrap_or_default(),
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
    let read = visit.app().record.read(|state| {
        let latest = state.elections.iter().rev().take(LISTED_MAX);
        latest.map(ElectionJson::of).collect()
    });
    Ok(Json(read.map_err(AppError::from)?))
}

/// An election: who stands, and, once it is counted, everything that the count follows from. Standing,
/// sponsoring, withdrawing and ranking are operations: `nominate`, `sponsor-nomination`,
/// `withdraw-nomination` and `rank`.
#[utoipa::path(get, path = "/api/meent/v1/elections/{number}", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = ElectionFullJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Json<ElectionFullJson>, PageError> {
    let me = visit.member();
    // Not the election itself: it may hold millions of ballots.
    let read = visit.app().record.read(|state| {
        let election = state.find_election(ElectionId(number))?;
        let poll = election.poll.as_ref();
        let candidates = match (me, poll) {
            (Some(me), Some(_)) => election.order_for(me),
            (None, Some(poll)) => poll.candidates.clone(),
            (_, None) => Vec::new(),
        };
        let own = me.and_then(|me| poll?.ballots.get(&me)).cloned();
        Some((
            ElectionJson::of(election),
            election.nominations.clone(),
            candidates,
            own,
            election.counted.clone(),
        ))
    });
    let (election, standing, candidates, own, counted) =
        read.map_err(AppError::from)?.ok_or(PageError::NotFound)?;
    let mut nominations = Vec::with_capacity(standing.len());
    for (number, it) in &standing {
        nominations.push(nomination(&visit, *number, it).await?);
    }
    Ok(Json(ElectionFullJson {
        election,
        nominations,
        candidates: numbers(&candidates),
        own_ranking: own.map(|it| numbers(&it)),
        count: counted.and_then(|it| CountJson::of(ElectionId(number), &it)),
    }))
}

async fn nomination(
    visit: &Visit,
    number: MemberNumber,
    it: &Nomination,
) -> Result<NominationJson, PageError> {
    let sponsors = |me| it.sponsors.contains(&me);
    Ok(NominationJson {
        number: number.0,
        member: member(visit, number).await?,
        since_ms: it.since_ms,
        sponsors: it.sponsors.len(),
        is_sponsored_by_me: visit.member().is_some_and(sponsors),
        sponsored_at_ms: it.sponsored_ms,
        withdrawn_at_ms: it.withdrawn_ms,
    })
}
