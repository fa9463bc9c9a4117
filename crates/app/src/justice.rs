//! Cases before juries: appealing, judging, and what a ruling does to the work (ADR-0014).
//!
//! The record holds numbers, rule ids and salted hashes; the work, the words of who appealed, sealed
//! verdicts and statements are kept here. A ruling is carried out when its entry is projected: nobody
//! presses a button.

use domain::ids::ActionId;
use domain::moderation::{Consequence, DAY_MS};
use domain::text::Reasons;
use domain::visibility::Viewpoint;
use ledger::Body;
use ledger::change::Change;
use ledger::ids::{CaseId, Digest, JuryId, MemberNumber};
use ledger::jury::{
    Agreement, Appeal, Case, Duty, Ground, Jury, JuryStage, Ruling, Seat, StepKind, Verdict,
};
use ledger::policy::Step;
use sha2::{Digest as _, Sha256};
use store::action::Action;
use store::appeal::{SealedVerdict, StatedVerdict, StoredAppeal};
use store::commons_words::{WordsId, WordsPlace};
use store::notification::NotificationKind as Kind;
use store::{Reader, Tx};

use crate::App;
use crate::challenge::Judged;
use crate::companion::Companion;
use crate::error::{AppError, Refusal, Result};
use crate::moderation::{add_label, gravest, marks_of, set_labels, set_reach};

/// How long ago a juror may not have appreciated a work of the one whom they judge.
const ENDORSED_MS: u64 = 90 * DAY_MS;
/// Cases that one answer lists.
const LISTED_MAX: usize = 50;
/// Earlier cases that a juror is shown.
const PRECEDENTS_MAX: usize = 5;

/// A case with its juries and what they said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The case.
    pub case: Case,
    /// Its juries, in order; a second hearing is among them.
    pub juries: Vec<Jury>,
    /// What they said, as far as it is kept.
    pub statements: Vec<StatedVerdict>,
}

/// What keeps a juror from judging that the record does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// They appreciated a work of the one whom they judge within ninety days.
    Appreciated,
}

/// A case as a juror hears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JuryRoom {
    /// The jury.
    pub jury: Jury,
    /// The case.
    pub case: Case,
    /// What is to be judged.
    pub judged: Judged,
    /// What who appealed or challenges tells the jury.
    pub words: String,
    /// Whether they sealed a verdict that can be opened here.
    pub sealed: Option<SealedVerdict>,
    /// What keeps them from judging.
    pub tie: Option<Tie>,
    /// Earlier rulings under the same rule.
    pub precedents: Vec<Heard>,
}

/// Returns what stands on the record for an act: `SHA-256("meent/act/v1" ‖ salt ‖ id of the action)`.
#[must_use]
pub fn digest_of_act(salt: &str, action: ActionId) -> Digest {
    let hash = Sha256::new()
        .chain_update(b"meent/act/v1")
        .chain_update(salt.as_bytes())
        .chain_update(action.as_bytes())
        .finalize();
    Digest(hash.into())
}

/// Returns what stands on the record for a statement: `SHA-256("meent/statement/v1" ‖ salt ‖ words)`.
#[must_use]
pub fn digest_of_statement(salt: &str, words: &str) -> Digest {
    let hash = Sha256::new()
        .chain_update(b"meent/statement/v1")
        .chain_update(salt.as_bytes())
        .chain_update(words.as_bytes())
        .finalize();
    Digest(hash.into())
}

impl App {
    /// Makes an appeal against an act ready to be signed by whom it was taken against.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for somebody else's act; [`Refusal::Text`] for words over 2,000
    /// characters.
    pub async fn word_appeal(
        &self,
        member: MemberNumber,
        id: ActionId,
        words: &str,
    ) -> Result<(Body, Companion)> {
        let action = self.load_own_action(member, id).await?;
        self.check_unheard(id).await?;
        let words = Reasons::parse(words.trim().to_owned()).map_err(|_| Refusal::Text("appeal"))?;
        let salt = self.salt();
        let appeal = appeal_against(&action, digest_of_act(&salt, id));
        let companion = Companion::Appeal {
            action: id.to_string(),
            words: words.as_str().to_owned(),
            salt,
        };
        Ok((Body::Appeal(appeal), companion))
    }

    /// Makes a verdict ready to be sealed.
    #[must_use]
    pub fn seal_verdict(
        &self,
        member: MemberNumber,
        jury: JuryId,
        ruling: Ruling,
        ground: Ground,
    ) -> (Body, Companion) {
        let salt = self.salt_bytes();
        let verdict = Verdict {
            salt,
            ruling,
            ground,
        };
        let seal = verdict.seal(self.commons().network, jury, member);
        let companion = Companion::Verdict {
            salt: hex::encode(salt),
            ruling: ruling.word().to_owned(),
            ground: ground.word().to_owned(),
        };
        (Body::SealVerdict { jury, seal }, companion)
    }

    /// Makes the opening of what `member` sealed ready.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if nothing that they sealed is kept here.
    pub async fn open_verdict(&self, member: MemberNumber, jury: JuryId) -> Result<Body> {
        let mut reader = self.store.read().await?;
        let sealed = reader.find_own_sealed_verdict(member, jury).await?;
        let sealed = sealed.ok_or(AppError::NotFound)?;
        let verdict = Verdict {
            salt: unhex(&sealed.salt).ok_or(AppError::Internal("a salt is hexadecimal"))?,
            ruling: sealed.ruling,
            ground: sealed.ground,
        };
        Ok(Body::OpenVerdict { jury, verdict })
    }

    /// Makes a jury's statement ready.
    ///
    /// # Errors
    ///
    /// [`Refusal::Text`] if it is empty or over 2,000 characters.
    pub fn word_statement(&self, jury: JuryId, words: &str) -> Result<(Body, Companion)> {
        let words = check_statement(words)?;
        let salt = self.salt();
        let text = digest_of_statement(&salt, &words);
        Ok((
            Body::StateVerdict { jury, text },
            Companion::Statement { words, salt },
        ))
    }

    /// Checks what accompanies the operations of juries, while it can still be refused.
    pub(crate) async fn check_case_companion(
        &self,
        member: MemberNumber,
        body: &Body,
        companion: &Companion,
    ) -> Result<()> {
        let is_right = match (body, companion) {
            (
                Body::Appeal(appeal),
                Companion::Appeal {
                    action,
                    words,
                    salt,
                },
            ) => {
                Reasons::parse(words.clone()).map_err(|_| Refusal::Text("appeal"))?;
                let id = action.parse().map_err(|_| AppError::NotFound)?;
                let action = self.load_own_action(member, id).await?;
                self.check_unheard(id).await?;
                *appeal == appeal_against(&action, digest_of_act(salt, id))
            }
            (Body::ReferAct { member: of, act }, it @ Companion::Appeal { .. }) => {
                self.is_referral(member, (*of, act), it).await?
            }
            (
                Body::SealVerdict { jury, seal },
                Companion::Verdict {
                    salt,
                    ruling,
                    ground,
                },
            ) => verdict_of(salt, ruling, ground)
                .is_some_and(|it| it.seal(self.commons().network, *jury, member) == *seal),
            (Body::StateVerdict { text, .. }, Companion::Statement { words, salt }) => {
                check_statement(words)?;
                digest_of_statement(salt, words) == *text
            }
            _ => false,
        };
        if is_right {
            Ok(())
        } else {
            Err(Refusal::Text("digest").into())
        }
    }

    pub(crate) async fn load_own_action(
        &self,
        member: MemberNumber,
        id: ActionId,
    ) -> Result<Action> {
        let mut reader = self.store.read().await?;
        let action = reader.find_action(id).await?;
        action
            .filter(|it| it.author == member)
            .ok_or(AppError::NotFound)
    }

    /// Finds the case against an act, if there is one.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`], [`AppError::Record`].
    pub async fn find_case_against(&self, action: ActionId) -> Result<Option<Case>> {
        let appeal = self.store.read().await?.find_appeal_against(action).await?;
        match appeal {
            Some(appeal) => Ok(self
                .record
                .read(|state| state.find_case(appeal.case).cloned())?),
            None => Ok(None),
        }
    }

    /// Loads a case for everyone: not the work, not who it is about, of verdicts only what is open, and
    /// of statements what the viewer may read.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such case.
    pub async fn load_heard(&self, viewpoint: Viewpoint, id: CaseId) -> Result<Heard> {
        let found = self.record.read(|state| {
            let case = state.find_case(id)?.clone();
            let juries = case.juries.iter().filter_map(|it| state.find_jury(*it));
            let juries = juries.cloned().collect();
            Some((case, juries))
        })?;
        let (case, juries): (Case, Vec<Jury>) = found.ok_or(AppError::NotFound)?;
        let mut reader = self.store.read().await?;
        let mut statements = Vec::new();
        for jury in juries.iter().filter(|it| it.statement.is_some()) {
            if may_read(&mut reader, viewpoint, jury.id).await? {
                statements.extend(reader.find_verdict_statement(jury.id).await?);
            }
        }
        Ok(Heard {
            case,
            juries,
            statements,
        })
    }

    /// Lists cases for everyone, the latest first: all, those of one [`ledger::jury::Matter::topic`], or those whose juries said
    /// something that contains `words`.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`], [`AppError::Record`].
    pub async fn list_cases(
        &self,
        viewpoint: Viewpoint,
        rule: &str,
        words: &str,
    ) -> Result<Vec<Heard>> {
        let said = match words.trim() {
            "" => None,
            words => {
                let mut reader = self.store.read().await?;
                let mut said = Vec::new();
                for found in reader.search_verdict_statements(words, 500).await? {
                    if may_read(&mut reader, viewpoint, found.jury).await? {
                        said.push(found);
                    }
                }
                Some(said)
            }
        };
        let ids: Vec<CaseId> = self.record.read(|state| {
            let is_said = |case: &&Case| {
                said.as_ref().is_none_or(|said| {
                    let mut said = said.iter();
                    said.any(|it| case.juries.contains(&it.jury))
                })
            };
            let cases = state.justice.cases.iter().rev();
            cases
                .filter(|it| rule.is_empty() || it.matter.topic() == rule)
                .filter(is_said)
                .take(LISTED_MAX)
                .map(|it| it.id)
                .collect()
        })?;
        let mut heard = Vec::with_capacity(ids.len());
        for id in ids {
            heard.push(self.load_heard(viewpoint, id).await?);
        }
        Ok(heard)
    }

    /// Loads a jury for everyone, as the record holds it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`].
    pub fn load_jury(&self, id: JuryId) -> Result<Jury> {
        let jury = self.record.read(|state| state.find_jury(id).cloned())?;
        jury.ok_or(AppError::NotFound)
    }

    /// Lists the juries on which a member sits and something is to be done.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn list_own_juries(&self, member: MemberNumber) -> Result<Vec<Jury>> {
        let waits = |jury: &&Jury| {
            let juror = || jury.find_sitting(member);
            match jury.stage {
                JuryStage::Sealing { .. } => juror().is_some(),
                JuryStage::Opening { .. } => {
                    juror().is_some_and(|it| it.seal.is_some() && it.opened.is_none())
                }
                JuryStage::Called { .. } | JuryStage::Over { .. } => false,
            }
        };
        Ok(self.record.read(|state| {
            let juries = state.justice.juries.iter();
            juries.filter(waits).cloned().collect()
        })?)
    }

    /// Returns whether a member can be drawn, and what they are owed for sitting, in minor units.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn jury_duty(&self, member: MemberNumber) -> Result<(Duty, u64)> {
        Ok(self.record.read(|state| {
            let justice = &state.justice;
            let duty = if justice.declined.contains(&member) {
                Duty::Declined
            } else {
                Duty::Willing
            };
            (duty, justice.credited.get(&member).copied().unwrap_or(0))
        })?)
    }

    /// Returns how clear the rules are, by id, as far as cases were heard twice.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn list_agreements(&self) -> Result<Vec<(String, Agreement)>> {
        Ok(self.record.read(|state| {
            let rules = state.justice.rules.iter();
            let as_it_reads = |it: &(&String, &Agreement)| {
                let rule = state.moderation.find_rule(it.0);
                rule.is_some_and(|rule| rule.since_ms == it.1.since_ms)
            };
            rules
                .filter(as_it_reads)
                .map(|it| (it.0.clone(), *it.1))
                .collect()
        })?)
    }

    /// Loads the case that a jury hears, for one who sits on it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`], also for everybody else, and where this node does not know the act.
    pub async fn load_jury_room(&self, member: MemberNumber, id: JuryId) -> Result<JuryRoom> {
        let jury = self.load_jury(id)?;
        let sits = jury.find_sitting(member).is_some();
        let case = self
            .record
            .read(|state| state.find_case(jury.case).cloned())?;
        let case = case.filter(|_| sits).ok_or(AppError::NotFound)?;
        let (judged, words) = self.load_judged(&case).await?;
        let mut reader = self.store.read().await?;
        let since_ms = case.filed_ms.saturating_sub(ENDORSED_MS);
        let appreciated = reader
            .count_appreciated_since(member, case.appellant, since_ms)
            .await?;
        let sealed = reader.find_own_sealed_verdict(member, id).await?;
        drop(reader);
        let viewpoint = Viewpoint::Member(member);
        let mut precedents = self.list_cases(viewpoint, &case.matter.topic(), "").await?;
        // What another jury makes of this case is not for this one.
        precedents.retain(|it| it.case.id != case.id && it.case.appeal_until_ms.is_some());
        precedents.truncate(PRECEDENTS_MAX);
        Ok(JuryRoom {
            words,
            tie: (appreciated > 0).then_some(Tie::Appreciated),
            jury,
            case,
            judged,
            sealed,
            precedents,
        })
    }

    /// Says whether `member` sits on a jury that judges a work now, and so may see it as it was.
    ///
    /// # Errors
    ///
    /// As [`App::load_jury_room`].
    pub async fn check_judges(&self, member: MemberNumber, id: JuryId) -> Result<Action> {
        match self.load_jury_room(member, id).await?.judged {
            Judged::Act(action) => Ok(*action),
            Judged::Decision(..) => Err(AppError::NotFound),
        }
    }

    /// Tells members what a change about juries means for them, and carries rulings out.
    pub(crate) async fn announce_justice(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        change: &Change,
    ) -> Result<()> {
        match change {
            Change::JuryDrawn { jury, receipt, .. } => {
                for member in receipt.seated() {
                    self.notify(tx, member, Kind::JurySummoned, jury.to_string(), time_ms)
                        .await?;
                }
            }
            Change::JurorReplaced {
                jury,
                by: Some(member),
                ..
            } => {
                self.notify(tx, *member, Kind::JurySummoned, jury.to_string(), time_ms)
                    .await?;
            }
            Change::JuryOpens { jury, .. } => {
                let found = self.load_jury(*jury)?;
                let sealed = found.jurors.iter();
                for juror in sealed.filter(|it| it.seat == Seat::Sitting && it.seal.is_some()) {
                    let number = jury.to_string();
                    self.notify(tx, juror.member, Kind::JuryOpens, number, time_ms)
                        .await?;
                }
            }
            Change::JuryEnded { jury, .. } => {
                tx.forget_sealed_verdicts(*jury).await?;
            }
            Change::CaseFiled { case } => {
                self.announce_challenge(tx, case, time_ms).await?;
            }
            Change::CaseRuled { case, ruling, .. } => {
                let found = self.record.read(|state| state.find_case(*case).cloned())?;
                if let Some(found) = found {
                    self.announce_challenge_ruled(tx, &found, *ruling, time_ms)
                        .await?;
                }
                self.carry_out_ruling(tx, *case, *ruling, time_ms).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn carry_out_ruling(
        &self,
        tx: &mut Tx,
        case: CaseId,
        ruling: Ruling,
        time_ms: u64,
    ) -> Result<()> {
        // What another node knows of is carried out there.
        let Some(appeal) = tx.find_appeal(case).await? else {
            return Ok(());
        };
        if let Some(action) = tx.find_action(appeal.action).await? {
            match (ruling, action.reversed_at_ms) {
                (Ruling::Reverse, None) => undo(tx, &action, time_ms).await?,
                (Ruling::Uphold, Some(_)) => redo(tx, &action, time_ms).await?,
                (Ruling::Reverse, Some(_)) | (Ruling::Uphold, None) => {}
            }
        }
        let detail = format!("{case} {}", ruling.word());
        self.notify(tx, appeal.author, Kind::CaseRuled, detail, time_ms)
            .await
    }

    fn salt_bytes(&self) -> [u8; 32] {
        let mut salt = [0; 32];
        for part in salt.chunks_mut(10) {
            let bits = self.entropy.bits();
            part.copy_from_slice(&bits[..part.len()]);
        }
        salt
    }

    pub(crate) fn salt(&self) -> String {
        hex::encode(self.salt_bytes())
    }
}

/// Says whether `viewpoint` may read what a jury said.
async fn may_read(reader: &mut Reader, viewpoint: Viewpoint, jury: JuryId) -> Result<bool> {
    let words = WordsId::of(WordsPlace::Statement(jury));
    let words = reader.find_commons_words_visible_to(viewpoint, words);
    Ok(words.await?.is_some())
}

/// Keeps what accompanies an operation of a case, once it is on the record.
pub(crate) async fn keep(
    tx: &mut Tx,
    time_ms: u64,
    member: MemberNumber,
    body: &Body,
    companion: Companion,
    changes: &[Change],
) -> Result<()> {
    match (body, companion) {
        (
            Body::Appeal(_) | Body::ReferAct { .. },
            Companion::Appeal {
                action,
                words,
                salt,
            },
        ) => {
            let author = match body {
                Body::ReferAct { member, .. } => *member,
                _ => member,
            };
            let case = changes.iter().find_map(|change| match change {
                Change::CaseFiled { case } => Some(case.id),
                _ => None,
            });
            if let (Some(case), Ok(action)) = (case, action.parse()) {
                let appeal = StoredAppeal {
                    case,
                    action,
                    author,
                    salt,
                    words,
                    filed_at_ms: time_ms,
                };
                tx.insert_appeal(&appeal).await?;
            }
        }
        (
            Body::SealVerdict { jury, .. },
            Companion::Verdict {
                salt,
                ruling,
                ground,
            },
        ) => {
            if let Some(verdict) = verdict_of(&salt, &ruling, &ground) {
                let sealed = SealedVerdict {
                    salt,
                    ruling: verdict.ruling,
                    ground: verdict.ground,
                };
                tx.save_sealed_verdict(member, *jury, &sealed, time_ms)
                    .await?;
            }
        }
        (Body::StateVerdict { jury, .. }, Companion::Statement { words, salt }) => {
            let statement = StatedVerdict {
                jury: *jury,
                words,
                stated_at_ms: time_ms,
            };
            tx.insert_verdict_statement(member, &salt, &statement)
                .await?;
        }
        _ => {}
    }
    Ok(())
}

/// Undoes an act: the work and its author are as the acts that still stand make them.
async fn undo(tx: &mut Tx, action: &Action, time_ms: u64) -> Result<()> {
    tx.update_action_reversed(action.id, Some(time_ms)).await?;
    let standing = standing_on(tx, action).await?;
    if let Ok((_, labels)) = marks_of(tx, action.subject).await {
        let reach = gravest(standing.iter().map(|it| Consequence::of(&it.step).reach));
        set_reach(tx, action.subject, reach).await?;
        if let Step::Label(label) = &action.step
            && !standing.iter().any(|it| it.step == action.step)
        {
            let left: Vec<String> = labels.into_iter().filter(|it| it != label).collect();
            set_labels(tx, action.subject, &left).await?;
        }
    }
    restore_author(tx, action.author).await
}

/// Does an act again that a jury had undone and a higher one did not.
async fn redo(tx: &mut Tx, action: &Action, time_ms: u64) -> Result<()> {
    tx.update_action_reversed(action.id, None).await?;
    let consequence = Consequence::of(&action.step);
    if let Ok((reach, _)) = marks_of(tx, action.subject).await {
        set_reach(tx, action.subject, gravest([reach, consequence.reach])).await?;
        if let Some(label) = &consequence.label {
            add_label(tx, action.subject, label).await?;
        }
    }
    if let Some(until_ms) = action.until_ms {
        tx.suspend_member(action.author, until_ms).await?;
    }
    if consequence.expulsion.is_some() {
        tx.expel_member(action.author, time_ms).await?;
    }
    Ok(())
}

/// Lists the other acts on the same work that stand.
async fn standing_on(tx: &mut Tx, action: &Action) -> Result<Vec<Action>> {
    let mut acts = tx.list_actions_on(action.subject).await?;
    acts.retain(|it| it.id != action.id && it.reversed_at_ms.is_none());
    Ok(acts)
}

/// Gives an author the right to publish back that no act which stands takes.
async fn restore_author(tx: &mut Tx, author: MemberNumber) -> Result<()> {
    let mut acts = tx.list_actions_against(author).await?;
    acts.retain(|it| it.reversed_at_ms.is_none());
    tx.end_suspension(author).await?;
    if let Some(until_ms) = acts.iter().filter_map(|it| it.until_ms).max() {
        tx.suspend_member(author, until_ms).await?;
    }
    if !acts.iter().any(|it| it.step == Step::Expel) {
        tx.readmit_member(author).await?;
    }
    Ok(())
}

pub(crate) fn appeal_against(action: &Action, act: Digest) -> Appeal {
    Appeal {
        act,
        rule: action.rule_id.clone(),
        version: action.rule_version,
        step: StepKind::of(&action.step),
    }
}

fn check_statement(words: &str) -> Result<String> {
    let words = words.trim().to_owned();
    if words.is_empty() || words.chars().count() > 2_000 {
        return Err(Refusal::Text("statement").into());
    }
    Ok(words)
}

fn verdict_of(salt: &str, ruling: &str, ground: &str) -> Option<Verdict> {
    let rulings = [Ruling::Uphold, Ruling::Reverse];
    Some(Verdict {
        salt: unhex(salt)?,
        ruling: rulings.into_iter().find(|it| it.word() == ruling)?,
        ground: Ground::ALL.into_iter().find(|it| it.word() == ground)?,
    })
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}
