//! What stands in "This week in the commons": open votes, and appreciation to give.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::ids::ProposalId;
use ledger::proposal::Stage;

use crate::access::Who;
use crate::components::week::{WeekBar, WeekEntry};
use crate::error::PageError;
use crate::pages::commons::{Subject, needs_words};
use crate::recent::Summons;
use crate::text::Lang;
use crate::text::moment::{deadline, left};
use crate::text::number::percent_short;
use crate::visit::Visit;
use crate::{links, t};

/// Open votes shown; the rest wait in the commons.
const VOTES_SHOWN: usize = 2;

/// A vote that is open, as everyone sees it.
#[derive(Clone, Debug)]
pub struct OpenVote {
    id: ProposalId,
    subject: Subject,
    closes_ms: u64,
    approval_bps: u64,
    approval_needed_bps: u64,
    sides: u64,
    /// Ballots of a ranking; nothing where a side is chosen.
    rankings: Option<u64>,
}

/// Reads the entries of the panel: open votes for everybody, and for `who` what they may still give.
///
/// # Errors
///
/// [`PageError::App`] if the database or the record failed.
pub async fn entries(visit: &Visit, who: Option<&Who>) -> Result<Vec<WeekEntry>, PageError> {
    if !visit.app().is_founded() {
        return Ok(Vec::new());
    }
    let now_ms = visit.app().clock.now_ms();
    let (given, asked, summons) = match who {
        Some(who) => {
            let known = visit.known(who.member).await?;
            (Some(known.appreciated), known.asked, known.summons)
        }
        None => (None, Vec::new(), Vec::new()),
    };
    let moment = (visit.app().record.entries(), now_ms / 1_000);
    let reader = (visit.lang, given, asked, summons);
    if let Some(entries) = visit.door.votes.said(moment, &reader) {
        return Ok(entries);
    }
    let votes = open_votes(visit)?;
    let is_asked = |vote: &OpenVote| reader.2.contains(&vote.id);
    let asked = votes.iter().filter(|it| is_asked(it));
    let others = votes.iter().filter(|it| !is_asked(it));
    let shown = asked.clone().count().max(VOTES_SHOWN);
    let mut entries = Vec::with_capacity(shown);
    // People wait for a jury, so it stands before what everybody decides.
    entries.extend(reader.3.iter().map(|it| jury_entry(visit, *it, now_ms)));
    for vote in asked.chain(others).take(shown) {
        let title = title(visit, vote).await?;
        entries.push(vote_entry(visit, vote, title, is_asked(vote), now_ms));
    }
    entries.extend(given.map(|given| appreciation_entry(visit, given, now_ms)));
    visit.door.votes.say(moment, reader, entries.clone());
    Ok(entries)
}

fn vote_entry(
    visit: &Visit,
    vote: &OpenVote,
    title: Option<String>,
    is_asked: bool,
    now_ms: u64,
) -> WeekEntry {
    let lang = visit.lang;
    let words = |bps: u64| percent_short(lang, i64::try_from(bps).unwrap_or(i64::MAX));
    let small = |bps: u64| u32::try_from(bps).unwrap_or(10_000);
    let need = needs_words(lang, vote.approval_needed_bps);
    let note = if let Some(rankings) = vote.rankings {
        t!(lang, "card-rankings", count = rankings).into_owned()
    } else if vote.sides == 0 {
        t!(lang, "week-no-votes", need = need).into_owned()
    } else {
        t!(
            lang,
            "week-approval",
            value = words(vote.approval_bps),
            need = need
        )
        .into_owned()
    };
    WeekEntry {
        kind: if is_asked {
            t!(lang, "week-asked").into_owned()
        } else {
            vote.subject.words(lang).into_owned()
        },
        until: left(lang, vote.closes_ms, now_ms),
        title: title.unwrap_or_else(|| t!(lang, "week-untitled", number = vote.id.0).into_owned()),
        href: Some(links::decision(u64::from(vote.id.0))),
        bar: (vote.sides > 0 && vote.rankings.is_none()).then(|| WeekBar {
            value_bps: small(vote.approval_bps),
            need_bps: Some(small(vote.approval_needed_bps)),
            label: note.clone(),
        }),
        note,
    }
}

fn jury_entry(visit: &Visit, summons: Summons, now_ms: u64) -> WeekEntry {
    let lang = visit.lang;
    let (title, note) = if summons.opens {
        ("week-jury-open", "week-jury-open-note")
    } else {
        ("week-jury-seal", "week-jury-seal-note")
    };
    WeekEntry {
        kind: t!(lang, "week-jury").into_owned(),
        until: left(lang, summons.until_ms, now_ms),
        title: t!(lang, title).into_owned(),
        href: Some(links::jury_room(u64::from(summons.jury.0))),
        bar: None,
        note: t!(lang, note).into_owned(),
    }
}

fn appreciation_entry(visit: &Visit, given: u64, now_ms: u64) -> WeekEntry {
    let lang = visit.lang;
    let commons = visit.app().commons();
    WeekEntry {
        kind: t!(lang, "week-appreciation").into_owned(),
        until: t!(
            lang,
            "week-until",
            when = deadline(lang, commons.round_closes_ms, now_ms)
        )
        .into_owned(),
        title: t!(lang, "week-appreciated", count = given).into_owned(),
        href: Some("/commons/work".to_owned()),
        bar: None,
        note: t!(lang, "week-appreciation-note").into_owned(),
    }
}

/// Reads the open votes, soonest close first. Kept until the record grows: it is the same for all.
fn open_votes(visit: &Visit) -> Result<Arc<Vec<OpenVote>>, PageError> {
    let grown = visit.app().record.entries();
    let now_ms = visit.app().clock.now_ms();
    if let Some(votes) = visit.door.votes.get(grown) {
        return Ok(votes);
    }
    let mut votes = visit
        .app()
        .record
        .read(|state| {
            state
                .proposals
                .iter()
                .filter_map(|it| open_vote(it, now_ms))
                .collect::<Vec<_>>()
        })
        .map_err(app::AppError::from)?;
    votes.sort_by_key(|vote| vote.closes_ms);
    Ok(visit.door.votes.put(grown, votes))
}

/// Reads what a vote is about, once while the record stands. Absent if its words were erased: what
/// stands instead depends on the reader's language.
async fn title(visit: &Visit, vote: &OpenVote) -> Result<Option<String>, PageError> {
    let grown = visit.app().record.entries();
    if let Some(title) = visit.door.votes.title(grown, vote.id) {
        return Ok(title);
    }
    let title = visit.app().find_title(vote.id).await?;
    visit.door.votes.put_title(grown, vote.id, title.clone());
    Ok(title)
}

fn open_vote(proposal: &ledger::proposal::Proposal, now_ms: u64) -> Option<OpenVote> {
    let Stage::Open { closes_ms } = proposal.stage else {
        return None;
    };
    let snapshot = proposal.snapshot.as_ref()?;
    let count = proposal.count();
    let sides = count.sides();
    let at = snapshot.moment(now_ms);
    Some(OpenVote {
        id: proposal.id,
        subject: Subject::of(&proposal.payload),
        closes_ms,
        approval_bps: (count.yes() * 10_000).checked_div(sides).unwrap_or(0),
        approval_needed_bps: u64::from(snapshot.track.approval.shown_at(at).0),
        sides,
        rankings: proposal
            .ranked
            .as_ref()
            .filter(|it| it.is_ranking())
            .map(|_| count.direct.votes()),
    })
}

/// What the panel says, until the record grows or a second passes: nearly every page has it, and its
/// words cost more than the rest of the frame.
#[derive(Debug, Default)]
pub struct Kept {
    votes: Mutex<Option<(u64, Arc<Vec<OpenVote>>)>>,
    titles: Mutex<(u64, HashMap<ProposalId, Option<String>>)>,
    said: Mutex<Said>,
}

/// Length of the record, and the second of the clock.
type Moment = (u64, u64);
/// Language, how many works a member appreciated in this round, what they are asked for, and the
/// juries that wait for them.
type Reader = (Lang, Option<u64>, Vec<ProposalId>, Vec<Summons>);

#[derive(Debug, Default)]
struct Said {
    at: Moment,
    entries: HashMap<Reader, Vec<WeekEntry>>,
}

impl Kept {
    fn get(&self, grown: u64) -> Option<Arc<Vec<OpenVote>>> {
        let kept = lock(&self.votes);
        kept.as_ref()
            .filter(|(at, _)| *at == grown)
            .map(|(_, votes)| Arc::clone(votes))
    }

    fn put(&self, grown: u64, votes: Vec<OpenVote>) -> Arc<Vec<OpenVote>> {
        let votes = Arc::new(votes);
        *lock(&self.votes) = Some((grown, Arc::clone(&votes)));
        votes
    }

    fn title(&self, grown: u64, id: ProposalId) -> Option<Option<String>> {
        let titles = lock(&self.titles);
        (titles.0 == grown).then(|| titles.1.get(&id).cloned())?
    }

    fn put_title(&self, grown: u64, id: ProposalId, title: Option<String>) {
        let mut titles = lock(&self.titles);
        if titles.0 != grown {
            *titles = (grown, HashMap::new());
        }
        titles.1.insert(id, title);
    }

    fn said(&self, at: Moment, to: &Reader) -> Option<Vec<WeekEntry>> {
        let said = lock(&self.said);
        (said.at == at).then(|| said.entries.get(to).cloned())?
    }

    fn say(&self, at: Moment, to: Reader, entries: Vec<WeekEntry>) {
        let mut said = lock(&self.said);
        if said.at != at {
            *said = Said {
                at,
                entries: HashMap::new(),
            };
        }
        said.entries.insert(to, entries);
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
