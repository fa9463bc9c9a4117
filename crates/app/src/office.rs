//! Offices: what candidates say, who is told of an election, and what people in office tell
//! everybody (ADR-0015, ADR-0016). Who holds what is the ledger's.

use domain::ids::OfficeReportId;
use domain::text::{OfficeReportText, OfficeReportTitle};
use domain::visibility::Reach;
use ledger::Rejection;
use ledger::apply::{check_nomination, check_nomination_support};
use ledger::change::Change;
use ledger::election::{Counted, Election, ElectionStage, Nomination, Poll};
use ledger::ids::{Digest, ElectionId, MemberNumber, ProposalId};
use ledger::office::{GivenBy, Office};
use ledger::policy::Category;
use store::commons_words::{WordsId, WordsPlace};
use store::notification::NotificationKind as Kind;
use store::office::OfficeReport;
use store::{Cursor, Page, Tx};

use crate::companion::{Companion, Words};
use crate::error::{AppError, Refusal, Result};
use crate::jobs::Job;
use crate::notice::next_told;
use crate::{App, Viewer};

/// Elections that one list holds.
const LISTED_MAX: usize = 100;

/// An election without its ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionView {
    /// What a list says of it.
    pub line: ElectionLine,
    /// When its ballots opened, in milliseconds.
    pub opened_ms: Option<u64>,
    /// How many have voted so far; nothing once they are counted.
    pub ballots: usize,
    /// Who stands or stood, in the order of their numbers.
    pub nominations: Vec<NominationView>,
    /// Who can be ranked, in the viewer's own order; by number where nobody is signed in.
    pub candidates: Vec<MemberNumber>,
    /// The viewer's ballot, the best first; nothing once it is counted.
    pub own_ranking: Option<Vec<MemberNumber>>,
    /// Whether the viewer may vote now.
    pub may_vote: bool,
    /// Why the viewer cannot stand; nothing if they can.
    pub cannot_stand: Option<Rejection>,
    /// The count.
    pub counted: Option<Counted>,
    /// Until when the seats taken by it are held, by member, as far as they are.
    pub terms: Vec<(MemberNumber, u64)>,
}

/// Somebody who stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NominationView {
    /// Who.
    pub member: MemberNumber,
    /// What the record says of it.
    pub nomination: Nomination,
    /// What they say; nothing if it was erased.
    pub words: Option<String>,
    /// How far they reach, and what labels moderation put on them.
    pub marks: (Reach, Vec<String>),
    /// Whether the viewer may support it.
    pub may_support: bool,
}

/// An election in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionLine {
    /// Which.
    pub id: ElectionId,
    /// For which office.
    pub office: Office,
    /// Seats to be filled.
    pub seats: u16,
    /// Where it is.
    pub stage: ElectionStage,
    /// When it was called, in milliseconds.
    pub called_ms: u64,
    /// Sponsors that a nomination needs.
    pub sponsors_needed: u32,
    /// Who may vote, once the ballots are open.
    pub electorate: Option<u32>,
    /// How many stand.
    pub standing: usize,
    /// Who took a seat by it, in order.
    pub seated: Vec<MemberNumber>,
    /// Whether the viewer may vote in it and has not.
    pub awaits_viewer: bool,
}

impl ElectionLine {
    fn of(it: &Election, viewer: Option<MemberNumber>) -> Self {
        let (poll, counted) = (it.poll.as_ref(), it.counted.as_ref());
        let awaits = |poll: &Poll| {
            viewer.is_some_and(|me| poll.voters.contains(me) && !poll.ballots.contains_key(&me))
        };
        let standing = it.nominations.keys().filter(|who| it.stands(**who));
        Self {
            id: it.id,
            office: it.office,
            seats: it.seats,
            stage: it.stage,
            called_ms: it.called_ms,
            sponsors_needed: it.sponsors_needed,
            electorate: poll.map(|it| it.electorate),
            standing: standing.count(),
            seated: counted.map(|it| it.seated.clone()).unwrap_or_default(),
            awaits_viewer: matches!(it.stage, ElectionStage::Voting { .. })
                && poll.is_some_and(awaits),
        }
    }
}

impl App {
    /// Makes the words of a nomination with a fresh salt, and the digest that the record holds.
    #[must_use]
    pub fn word_nomination(&self, text: &str) -> (Digest, Companion) {
        let salt: Vec<u8> = (0..3).flat_map(|_| self.entropy.bits()).collect();
        let words = Words {
            title: String::new(),
            summary: text.trim().to_owned(),
            salt: hex::encode(salt),
            payee: None,
        };
        (words.digest(), Companion::Nomination(words))
    }

    /// Lists the latest hundred elections, the last one first.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn list_elections(&self, viewer: &Viewer) -> Result<Vec<ElectionLine>> {
        let me = viewer.number();
        let listed = self.record.read(|state| {
            let latest = state.elections.iter().rev().take(LISTED_MAX);
            latest.map(|it| ElectionLine::of(it, me)).collect()
        });
        Ok(listed?)
    }

    /// Loads an election with what its candidates say. Not its ballots: there may be millions.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Record`] or [`AppError::Store`].
    // long: the parts of one view
    pub async fn load_election(&self, id: ElectionId, viewer: &Viewer) -> Result<ElectionView> {
        let me = viewer.number();
        let now_ms = self.record.now_ms()?;
        let found = self.record.read(|state| {
            let it = state.find_election(id)?;
            let poll = it.poll.as_ref();
            let is_open =
                matches!(it.stage, ElectionStage::Voting { closes_ms, .. } if now_ms < closes_ms);
            let may_support = |nominee| {
                let who = (id, nominee);
                me.is_some_and(|me| check_nomination_support(state, now_ms, who, me).is_ok())
            };
            let nomination = |(member, nomination): (&MemberNumber, &Nomination)| NominationView {
                member: *member,
                nomination: nomination.clone(),
                words: None,
                marks: (Reach::Everyone, Vec::new()),
                may_support: may_support(*member),
            };
            let by_it = state
                .seats
                .iter()
                .filter(|seat| seat.by == GivenBy::Election(id));
            Some(ElectionView {
                line: ElectionLine::of(it, me),
                opened_ms: poll.map(|it| it.opened_ms),
                ballots: poll.map_or(0, |it| it.ballots.len()),
                nominations: it.nominations.iter().map(nomination).collect(),
                candidates: match (me, poll) {
                    (Some(me), Some(_)) => it.order_for(me),
                    (None, Some(poll)) => poll.candidates.clone(),
                    (_, None) => Vec::new(),
                },
                own_ranking: me.and_then(|me| poll?.ballots.get(&me)).cloned(),
                may_vote: is_open
                    && poll.is_some_and(|it| me.is_some_and(|me| it.voters.contains(me))),
                cannot_stand: me.map_or(Some(Rejection::StandingTooLow), |me| {
                    check_nomination(state, now_ms, id, me).err()
                }),
                counted: it.counted.clone(),
                terms: by_it.map(|seat| (seat.member, seat.until_ms)).collect(),
            })
        })?;
        let mut view = found.ok_or(AppError::NotFound)?;
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        for it in &mut view.nominations {
            let words = WordsId::of(WordsPlace::Nomination(id, it.member));
            let words = reader
                .find_commons_words_visible_to(viewpoint, words)
                .await?;
            if let Some(words) = words {
                it.words = Some(words.text);
                it.marks = (words.reach, words.labels);
            }
        }
        Ok(view)
    }

    /// Erases what the viewer said when they stood in an election; they go on standing.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn erase_nomination_text(&self, viewer: &Viewer, id: ElectionId) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.delete_nomination_text(id, member).await?;
        tx.commit().await?;
        Ok(self.store.forget_erased().await?)
    }

    /// Says no while the core team is a caretaker: it has no power of office then but to moderate, to
    /// keep the network safe and to be paid.
    ///
    /// # Errors
    ///
    /// [`Rejection::CaretakerMode`].
    pub(crate) fn check_no_caretaker(&self) -> Result<()> {
        let now_ms = self.record.now_ms()?;
        let since = self.record.read(|state| state.caretaker_since_ms(now_ms))?;
        match since {
            Some(_) => Err(AppError::Rejected(Rejection::CaretakerMode)),
            None => Ok(()),
        }
    }

    /// Publishes a report of an office that the viewer holds. Also a caretaker reports.
    ///
    /// # Errors
    ///
    /// [`Refusal::Text`] for a text that is blank or too long; [`Rejection::OfficeNotHeld`];
    /// [`Refusal::DataPolicy`] if it may not be kept.
    pub async fn publish_office_report(
        &self,
        viewer: &Viewer,
        office: Office,
        title: &str,
        text: &str,
    ) -> Result<OfficeReportId> {
        let author = viewer.signed_in()?;
        let title = OfficeReportTitle::parse(title.trim().to_owned())
            .map_err(|_| Refusal::Text("title"))?;
        let text =
            OfficeReportText::parse(text.trim().to_owned()).map_err(|_| Refusal::Text("text"))?;
        let now_ms = self.clock.now_ms();
        let (holds, mandate) = self.record.read(|state| {
            let mandate = state.mandate.as_ref().map(|it| it.by);
            (state.holds(author, office, now_ms), mandate)
        })?;
        if !holds {
            return Err(AppError::Rejected(Rejection::OfficeNotHeld));
        }
        let mut tx = self.store.begin().await?;
        self.collector()
            .require(&mut tx, Category::Posts, author)
            .await?;
        let report = OfficeReport {
            id: OfficeReportId::new(now_ms, self.entropy.bits()),
            author,
            office,
            mandate: mandate.filter(|_| office == Office::Team),
            title: title.as_str().to_owned(),
            text: text.as_str().to_owned(),
            written_at_ms: now_ms,
        };
        tx.insert_office_report(&report).await?;
        tx.commit().await?;
        Ok(report.id)
    }

    /// Deletes a report of an office that the viewer wrote.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it is not theirs.
    pub async fn delete_office_report(&self, viewer: &Viewer, id: OfficeReportId) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let found = tx.find_office_report(id).await?;
        if found.is_none_or(|it| it.author != member) {
            return Err(AppError::NotFound);
        }
        tx.delete_office_report(id).await?;
        tx.commit().await?;
        Ok(self.store.forget_erased().await?)
    }

    /// Loads a report of an office that the viewer may read, with how far it reaches and its labels.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] or [`AppError::Store`].
    pub async fn load_office_report(
        &self,
        viewer: &Viewer,
        id: OfficeReportId,
    ) -> Result<(OfficeReport, (Reach, Vec<String>))> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        let words = WordsId::of(WordsPlace::OfficeReport(id));
        let words = reader.find_commons_words_visible_to(viewpoint, words);
        let words = words.await?.ok_or(AppError::NotFound)?;
        let found = reader.find_office_report(id).await?;
        Ok((
            found.ok_or(AppError::NotFound)?,
            (words.reach, words.labels),
        ))
    }

    /// Lists the reports of all offices that the viewer may read, newest first. A page can hold fewer
    /// than its limit.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_office_reports(
        &self,
        viewer: &Viewer,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<OfficeReport>> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        let listed = reader.list_office_reports(cursor, limit).await?;
        let mut rows = Vec::with_capacity(listed.rows.len());
        for report in listed.rows {
            let words = WordsId::of(WordsPlace::OfficeReport(report.id));
            let words = reader.find_commons_words_visible_to(viewpoint, words);
            rows.extend(words.await?.map(|_| report));
        }
        Ok(Page {
            rows,
            next: listed.next,
        })
    }

    /// Tells of what happens to offices, and forgets the words of who stands no more.
    pub(crate) async fn announce_office(
        &self,
        tx: &mut Tx,
        change: &Change,
        time_ms: u64,
    ) -> Result<()> {
        match change {
            Change::ElectionCalled { election } => {
                self.begin_telling(tx, election.id, time_ms).await
            }
            Change::ElectionOpened { election, .. } => {
                self.begin_telling(tx, *election, time_ms).await
            }
            Change::NominationWithdrawn { election, member } => {
                tx.delete_nomination_text(*election, *member).await?;
                Ok(())
            }
            Change::SeatTaken { seat } => match seat.by {
                GivenBy::Election(id) => {
                    self.notify(tx, seat.member, Kind::Elected, id.0.to_string(), time_ms)
                        .await
                }
                GivenBy::Proposal(_) => Ok(()),
            },
            Change::RenewalAsked { proposal } => {
                let leads = self.leads_under(*proposal)?;
                self.notify_leads(tx, leads, Kind::RenewalAsked, *proposal, time_ms)
                    .await
            }
            Change::MandateLapsed { proposal } => {
                let leads = self.leads_under(*proposal)?;
                self.notify_leads(tx, leads, Kind::MandateLapsed, *proposal, time_ms)
                    .await
            }
            _ => Ok(()),
        }
    }

    /// Returns whose seats end with the mandate that `proposal` gave, over or not: seats that are over
    /// stay in the state until their office is given anew.
    fn leads_under(&self, proposal: ProposalId) -> Result<Vec<MemberNumber>> {
        let read = self.record.read(|state| {
            let mandate = state.mandate.as_ref().filter(|it| it.by == proposal);
            let until_ms = mandate.map(|it| it.until_ms);
            let team = state.seats.iter().filter(|it| it.office == Office::Team);
            team.filter(|it| Some(it.until_ms) == until_ms)
                .map(|it| it.member)
                .collect()
        });
        Ok(read?)
    }

    async fn notify_leads(
        &self,
        tx: &mut Tx,
        leads: Vec<MemberNumber>,
        kind: Kind,
        mandate: ProposalId,
        time_ms: u64,
    ) -> Result<()> {
        for member in leads {
            self.notify(tx, member, kind, mandate.to_string(), time_ms)
                .await?;
        }
        Ok(())
    }

    async fn begin_telling(&self, tx: &mut Tx, id: ElectionId, time_ms: u64) -> Result<()> {
        let job = Job::TellOfElection {
            election: id.0,
            after: 0,
        };
        self.enqueue(tx, &job, time_ms).await
    }

    /// Tells some members of an election, and leaves the rest to another job: while nominations are
    /// open, who may stand in it; while ballots are, who may vote. Whoever was told is not told again.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] or [`AppError::Record`].
    pub async fn tell_of_election(&self, election: u32, after: u32) -> Result<()> {
        let now_ms = self.record.now_ms()?;
        let id = ElectionId(election);
        let found = self.record.read(|state| {
            let it = state.find_election(id)?;
            let kind = match it.stage {
                ElectionStage::Nominating { .. } => Kind::ElectionCalled,
                ElectionStage::Voting { .. } => Kind::ElectionOpened,
                ElectionStage::Taking { .. }
                | ElectionStage::Taken { .. }
                | ElectionStage::Void => {
                    return None;
                }
            };
            let concerns = |member: MemberNumber| match (kind, &it.poll) {
                (Kind::ElectionOpened, Some(poll)) => poll.voters.contains(member),
                _ => check_nomination(state, now_ms, id, member).is_ok(),
            };
            let told = next_told(state, after, concerns);
            Some((kind, told))
        })?;
        let Some((kind, told)) = found else {
            return Ok(());
        };
        let next = |after| Job::TellOfElection { election, after };
        self.tell_some(kind, &election.to_string(), &told, next)
            .await
    }
}
