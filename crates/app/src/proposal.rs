//! Proposals as pages show them: the ledger's facts with the words that are kept beside it.

use std::collections::BTreeMap;

use ledger::State;
use ledger::charter::Class;
use ledger::entry::{Act, Entry};
use ledger::ids::{CaseId, Digest, EntryIndex, JuryId, KeyNumber, MemberNumber, ProposalId};
use ledger::member::Standing;
use ledger::operation::{Body, Choice, Payload, Propose};
use ledger::proposal::{Count, Delegates, MemberMap, MemberSet, Proposal, Snapshot, Stage};
use ledger::roadmap::RankedVote;
use store::projection::{ProposalText, TallyRow};
use store::{Cursor, Page};

use crate::companion::{Payee, Words};
use crate::error::{AppError, Result};
use crate::roadmap::{RoadmapPart, roadmap_part};
use crate::viewer::Viewer;
use crate::{App, Companion};

/// A proposal with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalView {
    /// What the ledger holds; voters are left out.
    pub proposal: Proposal,
    /// How the vote stands in both chambers.
    pub count: Count,
    /// Its words; nothing once they are erased.
    pub words: Option<Words>,
    /// How `viewer` voted, where the vote is open.
    pub own_choice: Option<Choice>,
    /// Whether `viewer` may vote.
    pub may_vote: bool,
    /// Whether `viewer` may sponsor it.
    pub may_sponsor: bool,
    /// Benches of which `viewer` is one, as far as it is theirs to put to the vote.
    pub benches: Vec<Bench>,
    /// Whether `viewer` may sign the petition for it.
    pub may_petition: bool,
    /// Whether `viewer` signed it, while it is a draft.
    pub has_petitioned: bool,
    /// The part of `viewer` in a roadmap; nothing in any other.
    pub roadmap: Option<RoadmapPart>,
}

/// A jury of level 3 that can put a draft to the vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bench {
    /// The jury.
    pub jury: JuryId,
    /// What it ruled on.
    pub case: CaseId,
    /// How many of it want this draft put to the vote.
    pub sponsors: u32,
    /// How many must.
    pub needed: u32,
    /// Whether the viewer does already, this draft or another.
    pub has_sponsored: bool,
}

/// Lists the benches that `member` is one of, for a draft of a moderation clause.
fn benches(state: &State, proposal: &Proposal, member: MemberNumber) -> Vec<Bench> {
    let is_draft = matches!(proposal.stage, Stage::Draft { .. });
    if !is_draft || proposal.class != Class::Moderation || proposal.bench.is_some() {
        return Vec::new();
    }
    let juries = state.justice.juries.iter().filter(|it| it.is_bench());
    let seats = juries.filter_map(|jury| jury.find_sitting(member).map(|seat| (jury, seat)));
    seats
        .filter(|(_, seat)| seat.opened.is_some())
        .map(|(jury, seat)| Bench {
            jury: jury.id,
            case: jury.case,
            sponsors: jury.count_sponsors(proposal.id),
            needed: jury.bench_needed(),
            has_sponsored: seat.sponsors.is_some(),
        })
        .collect()
}

/// The count at one moment, for the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TallyPoint {
    /// When, in milliseconds.
    pub time_ms: u64,
    /// For.
    pub yes: u64,
    /// Against, veto included.
    pub no: u64,
    /// For, in person.
    pub support: u64,
}

/// A ballot as the record holds it. A later one of the same member takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CastBallot {
    /// Whose.
    pub member: MemberNumber,
    /// What they chose.
    pub choice: Choice,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Its place on the record.
    pub entry: EntryIndex,
    /// The key of theirs that signed it.
    pub key: KeyNumber,
}

impl App {
    /// Makes the words of a proposal with a fresh salt, and the operation's body that names them.
    #[must_use]
    pub fn word_proposal(
        &self,
        payload: Payload,
        title: &str,
        summary: &str,
    ) -> (Propose, Companion) {
        let words = self.salt_words(title, summary);
        (
            Propose {
                payload,
                text: words.digest(),
            },
            Companion::Words(words),
        )
    }

    /// Salts words that the record will hold the digest of.
    #[must_use]
    pub fn salt_words(&self, title: &str, summary: &str) -> Words {
        let salt: Vec<u8> = (0..3).flat_map(|_| self.entropy.bits()).collect();
        Words {
            title: title.trim().to_owned(),
            summary: summary.trim().to_owned(),
            salt: hex::encode(salt),
            payee: None,
        }
    }

    /// Names somebody outside who is to be paid. Whom a proposal named so before is the same payee:
    /// what was asked for them in 90 days is added up by their digest.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn salt_payee(&self, name: &str) -> Result<Payee> {
        let known = self.store.read().await?.find_payee(name.trim()).await?;
        Ok(match known {
            Some(text) => Payee {
                name: text.title,
                salt: String::from_utf8_lossy(&text.salt).into_owned(),
            },
            None => {
                let words = self.salt_words(name, "");
                Payee {
                    name: words.title,
                    salt: words.salt,
                }
            }
        })
    }

    /// Finds what somebody outside who is paid is called; nothing where the name was erased or
    /// never came here.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn find_payee_name(&self, payee: Digest) -> Result<Option<String>> {
        let found = self
            .store
            .read()
            .await?
            .find_proposal_text(&payee.0)
            .await?;
        Ok(found.filter(|it| it.summary.is_empty()).map(|it| it.title))
    }

    /// Keeps the name of somebody outside whom a draft of `viewer`'s pays.
    ///
    /// # Errors
    ///
    /// [`crate::Refusal::SignIn`]; [`crate::Refusal::Text`] for a name that is none;
    /// [`AppError::Store`].
    pub async fn keep_payee(&self, viewer: &Viewer, payee: Payee) -> Result<()> {
        let author = viewer.signed_in()?;
        check_payee_name(&payee.name)?;
        let mut tx = self.store.begin().await?;
        insert_words(&mut tx, author, payee.into_words(), self.clock.now_ms()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lists every proposal, latest first.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn list_proposals(&self, viewer: Option<MemberNumber>) -> Result<Vec<ProposalView>> {
        self.list_proposals_at(viewer, None, usize::MAX, |_| true)
            .await
    }

    /// Lists the proposals at a stage that `chosen` keeps, latest first, at most `limit` of those
    /// before number `before`.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn list_proposals_at(
        &self,
        viewer: Option<MemberNumber>,
        before: Option<u32>,
        limit: usize,
        chosen: impl Fn(&Stage) -> bool,
    ) -> Result<Vec<ProposalView>> {
        let ids: Vec<ProposalId> = self.record.read(|state| {
            let wanted = state
                .proposals
                .iter()
                .rev()
                .filter(|it| before.is_none_or(|before| it.id.0 < before) && chosen(&it.stage));
            wanted.map(|it| it.id).take(limit).collect()
        })?;
        let mut views = Vec::with_capacity(ids.len());
        for id in ids {
            views.push(self.load_proposal(id, viewer).await?);
        }
        Ok(views)
    }

    /// Finds what a proposal is called; nothing where its words were erased, or there is none.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn find_title(&self, id: ProposalId) -> Result<Option<String>> {
        let text = self
            .record
            .read(|state| state.find_proposal(id).map(|it| it.text))?;
        let Some(text) = text else { return Ok(None) };
        let words = self.store.read().await?.find_proposal_text(&text.0).await?;
        Ok(words.map(|it| it.title))
    }

    /// Loads a proposal.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Record`] or [`AppError::Store`].
    pub async fn load_proposal(
        &self,
        id: ProposalId,
        viewer: Option<MemberNumber>,
    ) -> Result<ProposalView> {
        let now_ms = self.record.now_ms()?;
        let view = self.record.read(|state| {
            let proposal = state.find_proposal(id)?;
            let is_voter = |member| {
                proposal
                    .snapshot
                    .as_ref()
                    .is_some_and(|it| it.voters.contains(member))
            };
            let own_choice = viewer
                .and_then(|member| proposal.ballots.get(member))
                .map(|ballot| ballot.choice);
            let may_vote = proposal.is_open() && viewer.is_some_and(is_voter);
            let is_draft = matches!(proposal.stage, Stage::Draft { .. });
            let is_member = |member| state.standing(member, now_ms) == Standing::Member;
            let may_sponsor = is_draft
                && viewer.is_some_and(|member| {
                    is_member(member) && !proposal.sponsors.contains(&member)
                });
            let has_petitioned =
                viewer.is_some_and(|member| proposal.petitioners.contains(&member));
            let may_petition = is_draft
                && proposal.petition_needed > 0
                && proposal.petitioned_ms.is_none()
                && !has_petitioned
                && viewer.is_some_and(is_member);
            Some(ProposalView {
                proposal: without_voters(proposal),
                count: proposal.count(),
                words: None,
                own_choice,
                may_vote,
                may_sponsor,
                benches: viewer.map_or_else(Vec::new, |it| benches(state, proposal, it)),
                may_petition,
                has_petitioned,
                roadmap: roadmap_part(state, proposal, viewer, now_ms),
            })
        })?;
        let mut view = view.ok_or(AppError::NotFound)?;
        let stored = self
            .store
            .read()
            .await?
            .find_proposal_text(&view.proposal.text.0)
            .await?;
        view.words = stored.map(|it| Words {
            title: it.title,
            summary: it.summary,
            salt: String::from_utf8_lossy(&it.salt).into_owned(),
            payee: None,
        });
        Ok(view)
    }

    /// Lists how the count of a vote went, oldest first, at most 400 points.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_tally(&self, id: ProposalId) -> Result<Vec<TallyPoint>> {
        let mut reader = self.store.read().await?;
        let mut points = Vec::new();
        loop {
            let rows = reader
                .list_tallies(id, points.last().map(|it: &TallyRow| it.index))
                .await?;
            if rows.is_empty() {
                break;
            }
            points.extend(rows);
        }
        let step = points.len().div_ceil(400).max(1);
        let last = points.last().copied();
        let mut thinned: Vec<_> = points.into_iter().step_by(step).collect();
        if let Some(last) = last
            && thinned.last() != Some(&last)
        {
            thinned.push(last);
        }
        let point = |it: TallyRow| TallyPoint {
            time_ms: it.time_ms,
            yes: it.yes,
            no: it.no.saturating_add(it.veto),
            support: it.support,
        };
        Ok(thinned.into_iter().map(point).collect())
    }

    /// Finds where `member`'s last ballot on a proposal stands on the record.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn find_ballot_entry(
        &self,
        id: ProposalId,
        member: MemberNumber,
    ) -> Result<Option<EntryIndex>> {
        let found = self.store.read().await?.find_ballot(id, member).await?;
        Ok(found.map(|entry| entry.index))
    }

    /// Finds `member`'s last ballot on a proposal, as the record holds it.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`], or [`AppError::Internal`] if the log cannot be read.
    pub async fn find_last_ballot(
        &self,
        id: ProposalId,
        member: MemberNumber,
    ) -> Result<Option<CastBallot>> {
        match self.find_ballot_entry(id, member).await? {
            Some(index) => Ok(self.read_entry(index)?.and_then(|entry| cast(&entry))),
            None => Ok(None),
        }
    }

    /// Lists the ballots on a proposal as the record holds them, those that a later one replaced
    /// too, oldest first. A page can hold fewer than its limit: other acts are left out.
    ///
    /// # Errors
    ///
    /// As [`App::find_last_ballot`].
    pub async fn list_ballots(
        &self,
        id: ProposalId,
        cursor: Option<&Cursor>,
    ) -> Result<Page<CastBallot>> {
        let listed = self
            .store
            .read()
            .await?
            .list_entries_of_proposal(id, cursor, store::PAGE_ROWS)
            .await?;
        let mut rows = Vec::with_capacity(listed.rows.len());
        for row in &listed.rows {
            rows.extend(self.read_entry(row.index)?.and_then(|entry| cast(&entry)));
        }
        Ok(Page {
            rows,
            next: listed.next,
        })
    }

    /// Reads an entry of the record; nothing if it is not there.
    ///
    /// # Errors
    ///
    /// [`AppError::Internal`] if the log cannot be read.
    pub fn read_entry(&self, index: EntryIndex) -> Result<Option<Entry>> {
        let bytes = self
            .record
            .log()
            .read(index.0)
            .map_err(|_| AppError::Internal("the record's log can be read"))?;
        Ok(bytes.and_then(|bytes| Entry::from_bytes(&bytes).ok()))
    }
}

/// Refuses a name of nobody, or a longer one than a title may be.
pub(crate) fn check_payee_name(name: &str) -> Result<()> {
    if (1..=160).contains(&name.trim().chars().count()) {
        Ok(())
    } else {
        Err(crate::Refusal::Text("payee").into())
    }
}

/// Keeps words that the record holds the digest of, and the name that goes with them.
pub(crate) async fn insert_words(
    tx: &mut store::Tx,
    author: MemberNumber,
    mut words: Words,
    now_ms: u64,
) -> Result<()> {
    let payee = words.payee.take().map(Payee::into_words);
    for words in [Some(words), payee].into_iter().flatten() {
        tx.insert_proposal_text(&ProposalText {
            digest: words.digest().0,
            author,
            title: words.title,
            summary: words.summary,
            salt: words.salt.into_bytes(),
            stored_at_ms: now_ms,
        })
        .await?;
    }
    Ok(())
}

/// Reads the ballot out of an entry that is one.
fn cast(entry: &Entry) -> Option<CastBallot> {
    let Act::Operation(signed) = &entry.act else {
        return None;
    };
    let Body::Vote { choice, .. } = signed.operation.body else {
        return None;
    };
    Some(CastBallot {
        member: signed.operation.member,
        choice,
        at_ms: entry.time_ms,
        entry: entry.index,
        key: signed.signature.key(),
    })
}

/// Ballots are public on the record; a page has no use for thousands of them.
fn without_voters(proposal: &Proposal) -> Proposal {
    Proposal {
        ballots: MemberMap::default(),
        carrying: proposal.carrying.sums(),
        panel: proposal.panel.clone(),
        snapshot: proposal.snapshot.as_ref().map(without_names),
        payload: proposal.payload.clone(),
        sponsors: proposal.sponsors.clone(),
        challenges: proposal.challenges.clone(),
        petitioners: proposal.petitioners.clone(),
        history: proposal.history.clone(),
        counts: proposal.counts.clone(),
        ranked: proposal.ranked.as_deref().map(|it| {
            Box::new(RankedVote {
                items: it.items.clone(),
                papers: it.papers.clone(),
                order: it.order.clone(),
                ballots: BTreeMap::new(),
                judged: BTreeMap::new(),
                ..*it
            })
        }),
        ..*proposal
    }
}

fn without_names(snapshot: &Snapshot) -> Snapshot {
    Snapshot {
        track: snapshot.track.clone(),
        weights: snapshot.weights.sum(),
        delegations: Delegates::default(),
        voters: MemberSet::default(),
        ..*snapshot
    }
}
