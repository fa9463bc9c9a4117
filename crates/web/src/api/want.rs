//! What a member wants to sign, as forms and programs say it, and its way to an operation's body.
//!
//! Numbers may come as text, since forms know nothing else. What is not asked for by a kind is left
//! unread, so that a form may carry its own fields.
// long: one variant and one arm for each kind of operation

use app::Companion;
use app::companion::Payee;
use app::founding::FoundingChoice;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::founding::RuleSet;
use ledger::books::IncomeKind;
use ledger::ids::{
    CaseId, ClaimId, ElectionId, JuryId, KeyNumber, MemberNumber, Money, ProposalId, TransferId,
};
use ledger::operation::{Body, InvitationProof, Join, Payload};
use ledger::roadmap::ItemNumber;
use ledger::trust::{VouchAnswer, Way};
use serde::Deserialize;

mod assign;
mod challenge;
mod investing;
mod key;
mod market;
mod number;
mod person;
mod project;
mod surplus;
mod wanted;
mod words;

use self::person::named;
use self::words::{
    parse_answer, parse_attestation, parse_choice, parse_declared, parse_duty, parse_ground,
    parse_ruling, parse_skill, parse_topic, ranked,
};
use super::policy::parse_payload;
use crate::error::PageError;
use crate::pages::founding::parse_template;
use crate::text::number::cents;
use crate::visit::{Visit, language_of};

pub use self::assign::{AssignWant, CallBackWant};
pub use self::challenge::{ChallengeWant, JoinChallengeWant};
pub use self::investing::{ConsentWant, OfferWant, SubscriptionWant, UnitsWant};
pub use self::key::KeyWant;
pub use self::market::{AnnounceWant, PaidWant, RedeemWant, RevealWant, SealWant, TradeWant};
pub use self::number::{Number, Numbers};
pub use self::person::{InvitationWant, PersonWant};
pub use self::project::{
    ApprovalsWant, GrantWant, ProjectOfCallWant, ProjectWant, SupportWant, TypedWant,
};
pub use self::surplus::UnpaidWant;
pub use self::wanted::Wanted;
pub use self::words::{ClaimWant, parse_office};

/// What somebody wants to sign.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Want {
    /// Found the network.
    Found {
        /// The code that the node printed.
        code: String,
        /// The network's name.
        name: String,
        /// Degrees of its colour.
        #[schema(value_type = u32)]
        hue: Number,
        /// `circle`, `cooperative` or `network`.
        template: String,
        /// `essential` or `makers`.
        rules: String,
        /// The founder.
        #[serde(flatten)]
        person: PersonWant,
    },
    /// Join it.
    Join {
        /// The invitation, where one is needed.
        invitation: Option<InvitationWant>,
        /// The newcomer.
        #[serde(flatten)]
        person: PersonWant,
    },
    /// Leave it.
    Leave,
    /// Add a key.
    AddKey {
        /// The key.
        key: KeyWant,
        /// What the member calls the device.
        key_name: Option<String>,
    },
    /// Remove a key.
    RemoveKey {
        /// Its number.
        #[schema(value_type = u32)]
        key: Number,
    },
    /// Let a browser cast ballots for as long as the charter allows.
    GrantSession {
        /// Its public key in base64url.
        key: String,
    },
    /// End that for all browsers.
    RevokeSessions,
    /// Make an invitation that lasts as long as the charter allows.
    Invite {
        /// Its public key in base64url.
        key: String,
        /// Whom it is for.
        name: Option<String>,
    },
    /// Take an invitation back.
    WithdrawInvitation {
        /// Its public key in base64url.
        key: String,
    },
    /// Vouch for somebody.
    Vouch {
        /// Their number.
        #[schema(value_type = u32)]
        person: Number,
    },
    /// Take a vouch back.
    WithdrawVouch {
        /// Their number.
        #[schema(value_type = u32)]
        person: Number,
    },
    /// Say whether one knows who vouched for one.
    AnswerVouch {
        /// Their number.
        #[schema(value_type = u32)]
        person: Number,
        /// `accepted` or `refused`.
        answer: String,
    },
    /// Say, as a verified member, that one met somebody.
    AttestPerson {
        /// Their number.
        #[schema(value_type = u32)]
        person: Number,
        /// `in-person` or `live`.
        way: String,
    },
    /// Propose something.
    Propose {
        /// What it changes, in JSON: see the policies' own pages.
        payload: String,
        /// The question.
        title: String,
        /// Why.
        reasons: String,
        /// The frozen draft that this files, in its own words; nothing for new words.
        #[serde(default)]
        deliberation: String,
        /// What somebody outside who is paid is called; nothing where nobody is.
        #[serde(default)]
        payee: String,
        /// The salt of that name, in hex: the payload holds the digest of both.
        #[serde(default)]
        payee_salt: String,
    },
    /// Take one's own draft back.
    WithdrawProposal {
        /// Its number.
        #[schema(value_type = u32)]
        proposal: Number,
    },
    /// Stand behind a draft.
    Sponsor {
        /// Its number.
        #[schema(value_type = u32)]
        proposal: Number,
    },
    /// Sign the petition that a draft be voted on at once.
    SignPetition {
        /// Its number.
        #[schema(value_type = u32)]
        proposal: Number,
    },
    /// Answer as a member of a panel.
    AnswerPanel {
        /// The decision that it sits on.
        #[schema(value_type = u32)]
        proposal: Number,
        /// `yes` or `no`.
        answer: String,
    },
    /// Name whose ballot counts where one casts none.
    Delegate {
        /// In votes on what: `moderation`, `data`, `product`, `money`, `grants`, `safety`, `craft`
        /// or `other`.
        topic: String,
        /// Handles, in order, with anything but letters, digits and underscores between them.
        to: String,
    },
    /// Take that back.
    Undelegate {
        /// The topic.
        topic: String,
    },
    /// Sign, as a guardian, that what comes into force pauses.
    Pause,
    /// Stand for an office.
    Nominate {
        /// In which election.
        #[schema(value_type = u32)]
        election: Number,
        /// What one says about it, in Markdown, at most 2,000 characters; kept off the record.
        text: String,
    },
    /// Stand no more.
    WithdrawNomination {
        /// In which election.
        #[schema(value_type = u32)]
        election: Number,
    },
    /// Support that somebody else stands.
    SponsorNomination {
        /// In which election.
        #[schema(value_type = u32)]
        election: Number,
        /// Their number.
        #[schema(value_type = u32)]
        nominee: Number,
    },
    /// Rank candidates, or rank them otherwise.
    Rank {
        /// In which election.
        #[schema(value_type = u32)]
        election: Number,
        /// Member numbers, the best first.
        #[schema(value_type = Vec<u32>)]
        #[serde(default)]
        ranking: Numbers,
    },
    /// Give back an office that one holds.
    Resign {
        /// `team`, `guardian`, `trustee` or `validator`.
        office: String,
    },
    /// Add an item to a roadmap.
    AddItem {
        /// The decision that makes it.
        #[schema(value_type = u32)]
        proposal: Number,
        /// What could be done, at most 160 characters.
        title: String,
        /// What it is and why, in Markdown.
        reasons: String,
    },
    /// Say, for the core team, what an item costs.
    CostItem {
        /// The decision.
        #[schema(value_type = u32)]
        proposal: Number,
        /// Its number.
        #[schema(value_type = u32)]
        item: Number,
        /// Whole and cents, such as `1200` or `12.50`.
        amount: String,
    },
    /// Rank the items of a roadmap, or rank them otherwise.
    RankItems {
        /// The decision.
        #[schema(value_type = u32)]
        proposal: Number,
        /// Item numbers, the best first; what stands together is equal.
        #[serde(default)]
        ranking: Vec<Vec<u16>>,
        /// Or, as a form gives it: item numbers,
        #[serde(default)]
        #[schema(value_type = Vec<u32>)]
        item: Vec<Number>,
        /// and the rank of each, from 1; nothing: not ranked.
        #[serde(default)]
        rank: Vec<String>,
    },
    /// Appeal against an act of moderation taken against oneself.
    Appeal {
        /// Its opaque id.
        action: String,
        /// What the jury is told, at most 2,000 characters; may be empty.
        #[serde(default)]
        words: String,
    },
    /// Bring an act under a rule of fraud before a jury of level 2, as somebody who moderates.
    ReferAct {
        /// Its opaque id.
        action: String,
    },
    /// Take a ruling to the next level.
    AppealFurther {
        /// The case.
        #[schema(value_type = u32)]
        case: Number,
    },
    /// Seal a verdict as a juror, or another one.
    SealVerdict {
        /// The jury.
        #[schema(value_type = u32)]
        jury: Number,
        /// `uphold` or `reverse`.
        ruling: String,
        /// `words`, `context`, `facts` or `precedent`.
        ground: String,
    },
    /// Open the verdict that was sealed here.
    OpenVerdict {
        /// The jury.
        #[schema(value_type = u32)]
        jury: Number,
    },
    /// Want a draft put to the vote, as one of a jury of level 3 that has ruled.
    SponsorFromBench {
        /// The jury.
        #[schema(value_type = u32)]
        jury: Number,
        /// The draft.
        #[schema(value_type = u32)]
        proposal: Number,
    },
    /// Say that a decision contradicts a right.
    ChallengeDecision(ChallengeWant),
    /// Say so, too.
    SupportChallenge(JoinChallengeWant),
    /// Step aside as a juror.
    StepAside {
        /// The jury.
        #[schema(value_type = u32)]
        jury: Number,
    },
    /// Say whether one can be drawn.
    JuryDuty {
        /// `willing` or `declined`.
        duty: String,
    },
    /// Give a jury's statement.
    StateVerdict {
        /// The jury.
        #[schema(value_type = u32)]
        jury: Number,
        /// What it says, at most 2,000 characters.
        words: String,
    },
    /// Say, in office, that money came in.
    AttestIncome {
        /// `gift`, `dues`, `fees` or `sales`.
        income: String,
        /// Whole and cents, such as `1200` or `12.50`.
        amount: String,
        /// What the document is, at most 160 characters; kept off the record.
        title: String,
        /// What it says, at most 8,000 characters; kept off the record.
        #[serde(default)]
        reasons: String,
    },
    /// Say, in office, that a payment which was decided has been made.
    AttestPayment {
        /// The transfer.
        #[schema(value_type = u32)]
        transfer: Number,
        /// What the document is, at most 160 characters; kept off the record.
        title: String,
        /// What it says, at most 8,000 characters; kept off the record.
        #[serde(default)]
        reasons: String,
    },
    /// Confirm, as the second person, what another one attested.
    ConfirmTransfer {
        /// The transfer.
        #[schema(value_type = u32)]
        transfer: Number,
    },
    /// Take back what one attested, or refuse what another one did.
    RefuseTransfer {
        /// The transfer.
        #[schema(value_type = u32)]
        transfer: Number,
    },
    /// Say whether one has a skill.
    DeclareSkill {
        /// `code`, `documents`, `translation`, `events` or `operations`.
        skill: String,
        /// `yes` or `no`.
        declared: String,
    },
    /// Claim work, with words on what it is and where to see it.
    ClaimWork(ClaimWant),
    /// Say, as a reviewer, how large a claim is.
    AttestWork {
        /// Which.
        #[schema(value_type = u32)]
        claim: Number,
        /// `no`, 1, 2, 3, 5, 8 or 13.
        answer: String,
    },
    /// Submit a project to a call.
    SubmitProject(ProjectWant),
    /// Take back one's own project.
    WithdrawProject(ProjectOfCallWant),
    /// Approve of projects of a call.
    ApproveProjects(ApprovalsWant),
    /// Ask for a grant.
    RequestGrant(TypedWant),
    /// Take one's own request back.
    WithdrawGrant(GrantWant),
    /// Give points to a grant.
    SupportGrant(SupportWant),
    /// Seal an order in an auction; the order itself stays with who wants it.
    SealOrder(SealWant),
    /// Reveal the order that was sealed.
    RevealOrder(RevealWant),
    /// Announce, as an insider, what one wants in a later auction.
    AnnounceOrder(AnnounceWant),
    /// Say, as the seller, that the money came.
    ConfirmPaid(TradeWant),
    /// Say, as the buyer, that one paid.
    ClaimPaid(PaidWant),
    /// Say, in office, that a buyer paid who says so.
    AttestPaid(TradeWant),
    /// Ask to be paid out.
    Redeem(RedeemWant),
    /// Wait no more to be paid out.
    WithdrawRedemption,
    /// Confirm, in office, that somebody is in hardship.
    ConfirmHardship {
        /// Their number.
        #[schema(value_type = u32)]
        person: Number,
    },
    /// Pass shares on to another member.
    AssignShares(AssignWant),
    /// Call back what one passed on.
    CallBackShares(CallBackWant),
    /// Subscribe to units of class I.
    Subscribe(UnitsWant),
    /// Want nothing of an offer any more.
    WithdrawSubscription(OfferWant),
    /// Say, in office, that the money of a subscription came.
    AttestSubscription(SubscriptionWant),
    /// Say, as an investor, whether terms of class I may change.
    AnswerConsent(ConsentWant),
    /// Name, as an investor, who observes.
    NameObserver {
        /// Their handle.
        handle: String,
    },
    /// Ask to have units redeemed; zero: none any more.
    RedeemUnits(UnitsWant),
    /// Name, in office and after its day, whose part of a surplus could not be paid.
    NameUnpaid(UnpaidWant),
    /// Cast or change a ballot.
    Vote {
        /// The decision.
        #[schema(value_type = u32)]
        proposal: Number,
        /// `yes`, `no`, `abstain` or `no-with-veto`.
        choice: String,
        /// Whose ballot it is, for a key of the command line, which has no session. What is
        /// prepared for it says nothing that the record does not.
        #[schema(value_type = Option<u32>)]
        member: Option<Number>,
    },
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], PageError> {
    let decoded = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| PageError::Unreadable("base64url"))?;
    decoded
        .try_into()
        .map_err(|_| PageError::Unreadable("the length of a key"))
}

impl Want {
    /// Whose ballot is asked for, where it says so itself.
    pub fn voter(&self) -> Option<MemberNumber> {
        match self {
            Self::Vote { member, .. } => member.map(|it| MemberNumber(it.0)),
            _ => None,
        }
    }

    /// Reads the want into what the application makes an operation of.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for words and keys that are none; [`PageError::App`].
    // long: one arm for each kind of operation
    pub fn read(&self, visit: &Visit) -> Result<Wanted, PageError> {
        let commons = visit.app().commons();
        let now_ms = visit.app().record.now_ms().map_err(app::AppError::from)?;
        let until = |ticks: u32| now_ms.saturating_add(commons.charter.ticks_ms(ticks));
        let act = |body: Body| Ok(Wanted::Act(body, None));
        match self {
            Self::Found {
                code,
                name,
                hue,
                template,
                rules,
                person,
            } => {
                let hue = u16::try_from(hue.0).map_err(|_| PageError::Unreadable("the colour"))?;
                let choice = FoundingChoice {
                    name: name.clone(),
                    hue,
                    template: parse_template(template)
                        .ok_or(PageError::Unreadable("the kind of place"))?,
                    rules: RuleSet::of_word(rules).ok_or(PageError::Unreadable("the rules"))?,
                    language: language_of(visit.lang),
                };
                Ok(Wanted::Founding {
                    choice,
                    founder: person.key.parse()?,
                    companion: person.companion(visit),
                    code: code.clone(),
                })
            }
            Self::Join { invitation, person } => {
                let proof = invitation.as_ref().map(|it| {
                    Ok::<_, PageError>(InvitationProof {
                        key: bytes(&it.key)?,
                        signature: bytes(&it.signature)?,
                    })
                });
                Ok(Wanted::Joining(
                    Join {
                        key: person.key.parse()?,
                        invitation: proof.transpose()?,
                    },
                    person.companion(visit),
                ))
            }
            Self::Leave => act(Body::Leave),
            Self::AddKey { key, key_name } => {
                let companion = Companion::Key {
                    credential_id: key.credential_id(),
                    key_name: named(key_name.as_deref()),
                };
                Ok(Wanted::Act(Body::AddKey(key.parse()?), Some(companion)))
            }
            Self::RemoveKey { key } => act(Body::RemoveKey(KeyNumber(key.0))),
            // The last millisecond of the span would be over it once the entry gets its time.
            Self::GrantSession { key } => act(Body::GrantSession {
                key: bytes(key)?,
                expires_ms: until(commons.charter.session_ticks_max),
            }),
            Self::RevokeSessions => act(Body::RevokeSessions),
            Self::Invite { key, name } => {
                let body = Body::Invite {
                    key: bytes(key)?,
                    expires_ms: until(commons.charter.invitation_ticks_max),
                };
                Ok(Wanted::Act(
                    body,
                    named(name.as_deref()).map(|name| Companion::Invitation { name }),
                ))
            }
            Self::WithdrawInvitation { key } => act(Body::WithdrawInvitation { key: bytes(key)? }),
            Self::Vouch { person } => act(Body::Vouch(MemberNumber(person.0))),
            Self::WithdrawVouch { person } => act(Body::WithdrawVouch(MemberNumber(person.0))),
            Self::AnswerVouch { person, answer } => act(Body::AnswerVouch {
                from: MemberNumber(person.0),
                answer: VouchAnswer::of_word(answer).ok_or(PageError::Unreadable("the answer"))?,
            }),
            Self::AttestPerson { person, way } => act(Body::AttestPerson {
                person: MemberNumber(person.0),
                way: Way::of_word(way).ok_or(PageError::Unreadable("how you met"))?,
            }),
            Self::Propose {
                payload,
                title,
                reasons,
                deliberation,
                payee,
                payee_salt,
            } => {
                if !deliberation.is_empty() {
                    let id = deliberation.parse().map_err(|_| PageError::NotFound)?;
                    return Ok(Wanted::Filing(id));
                }
                let payload: Payload = parse_payload(payload)?;
                let payee = (!payee.is_empty()).then(|| Payee {
                    name: payee.clone(),
                    salt: payee_salt.clone(),
                });
                let (propose, companion) = visit.app().word_proposal(payload, title, reasons);
                let companion = companion.paying(payee);
                Ok(Wanted::Act(Body::Propose(propose), Some(companion)))
            }
            Self::WithdrawProposal { proposal } => {
                act(Body::WithdrawProposal(ProposalId(proposal.0)))
            }
            Self::Sponsor { proposal } => act(Body::Sponsor(ProposalId(proposal.0))),
            Self::SignPetition { proposal } => act(Body::SignPetition(ProposalId(proposal.0))),
            Self::AnswerPanel { proposal, answer } => act(Body::AnswerPanel {
                proposal: ProposalId(proposal.0),
                answer: parse_answer(answer)?,
            }),
            Self::Delegate { topic, to } => Ok(Wanted::Delegating(
                parse_topic(topic)?,
                to.split(|it: char| !it.is_alphanumeric() && it != '_')
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned)
                    .collect(),
            )),
            Self::Undelegate { topic } => act(Body::Undelegate(parse_topic(topic)?)),
            Self::Pause => act(Body::Pause),
            Self::Nominate { election, text } => {
                let (text, companion) = visit.app().word_nomination(text);
                let election = ElectionId(election.0);
                Ok(Wanted::Act(
                    Body::Nominate { election, text },
                    Some(companion),
                ))
            }
            Self::Resign { office } => act(Body::Resign(parse_office(office)?)),
            Self::WithdrawNomination { election } => {
                act(Body::WithdrawNomination(ElectionId(election.0)))
            }
            Self::SponsorNomination { election, nominee } => act(Body::SponsorNomination {
                election: ElectionId(election.0),
                nominee: MemberNumber(nominee.0),
            }),
            Self::Rank { election, ranking } => act(Body::Rank {
                election: ElectionId(election.0),
                ranking: ranking.0.iter().copied().map(MemberNumber).collect(),
            }),
            Self::AddItem {
                proposal,
                title,
                reasons,
            } => {
                let words = visit.app().salt_words(title, reasons);
                let body = Body::AddItem {
                    proposal: ProposalId(proposal.0),
                    text: words.digest(),
                };
                Ok(Wanted::Act(body, Some(Companion::Words(words))))
            }
            Self::CostItem {
                proposal,
                item,
                amount,
            } => act(Body::CostItem {
                proposal: ProposalId(proposal.0),
                item: ItemNumber(u16::try_from(item.0).map_err(|_| PageError::NotFound)?),
                cost: cents(amount)
                    .map(Money)
                    .ok_or(PageError::Unreadable("the amount"))?,
            }),
            Self::RankItems {
                proposal,
                ranking,
                item,
                rank,
            } => act(Body::RankItems {
                proposal: ProposalId(proposal.0),
                ranking: if ranking.is_empty() {
                    ranked(item, rank)
                } else {
                    let group = |it: &Vec<u16>| it.iter().copied().map(ItemNumber).collect();
                    ranking.iter().map(group).collect()
                },
            }),
            Self::Appeal { action, words } => {
                let action = action.parse().map_err(|_| PageError::NotFound)?;
                Ok(Wanted::Appealing(action, words.clone()))
            }
            Self::ReferAct { action } => {
                let action = action.parse().map_err(|_| PageError::NotFound)?;
                Ok(Wanted::Referring(action))
            }
            Self::AppealFurther { case } => act(Body::AppealFurther(CaseId(case.0))),
            Self::SealVerdict {
                jury,
                ruling,
                ground,
            } => {
                let member = visit.member().ok_or(PageError::SignIn)?;
                let (ruling, ground) = (parse_ruling(ruling)?, parse_ground(ground)?);
                let jury = JuryId(jury.0);
                let (body, companion) = visit.app().seal_verdict(member, jury, ruling, ground);
                Ok(Wanted::Act(body, Some(companion)))
            }
            Self::OpenVerdict { jury } => Ok(Wanted::Opening(JuryId(jury.0))),
            Self::SponsorFromBench { jury, proposal } => act(Body::SponsorFromBench {
                jury: JuryId(jury.0),
                proposal: ProposalId(proposal.0),
            }),
            Self::ChallengeDecision(it) => it.read(visit),
            Self::SupportChallenge(it) => act(it.body()?),
            Self::StepAside { jury } => act(Body::StepAside(JuryId(jury.0))),
            Self::JuryDuty { duty } => act(Body::JuryDuty(parse_duty(duty)?)),
            Self::StateVerdict { jury, words } => {
                let (body, companion) = visit.app().word_statement(JuryId(jury.0), words)?;
                Ok(Wanted::Act(body, Some(companion)))
            }
            Self::AttestIncome {
                income,
                amount,
                title,
                reasons,
            } => {
                let words = visit.app().salt_words(title, reasons);
                let income = IncomeKind::of_word(income);
                let body = Body::AttestIncome {
                    income: income.ok_or(PageError::Unreadable("a kind of income"))?,
                    amount: cents(amount)
                        .map(Money)
                        .ok_or(PageError::Unreadable("an amount"))?,
                    evidence: words.digest(),
                };
                Ok(Wanted::Act(body, Some(Companion::Words(words))))
            }
            Self::AttestPayment {
                transfer,
                title,
                reasons,
            } => {
                let words = visit.app().salt_words(title, reasons);
                let body = Body::AttestPayment {
                    transfer: TransferId(transfer.0),
                    evidence: words.digest(),
                };
                Ok(Wanted::Act(body, Some(Companion::Words(words))))
            }
            Self::ConfirmTransfer { transfer } => {
                act(Body::ConfirmTransfer(TransferId(transfer.0)))
            }
            Self::RefuseTransfer { transfer } => act(Body::RefuseTransfer(TransferId(transfer.0))),
            Self::DeclareSkill { skill, declared } => act(Body::DeclareSkill {
                skill: parse_skill(skill)?,
                declared: parse_declared(declared)?,
            }),
            Self::SubmitProject(project) => Ok(Wanted::Submitting(project.clone())),
            Self::WithdrawProject(it) => act(it.body()?),
            Self::ApproveProjects(it) => act(it.body()?),
            Self::RequestGrant(typed) => Ok(Wanted::Requesting(typed.clone())),
            Self::WithdrawGrant(it) => act(it.body()),
            Self::SupportGrant(it) => act(it.body()?),
            Self::ClaimWork(claim) => claim.read(visit),
            Self::AttestWork { claim, answer } => act(Body::AttestWork {
                claim: ClaimId(claim.0),
                answer: parse_attestation(answer)?,
            }),
            Self::SealOrder(it) => act(it.read()?),
            Self::RevealOrder(it) => act(it.read()?),
            Self::AnnounceOrder(it) => act(it.read()?),
            Self::ConfirmPaid(it) => act(Body::ConfirmPaid(it.id())),
            Self::ClaimPaid(it) => Ok(it.read(visit)),
            Self::AttestPaid(it) => act(Body::AttestPaid(it.id())),
            Self::Redeem(it) => act(it.read()?),
            Self::WithdrawRedemption => act(Body::WithdrawRedemption),
            Self::ConfirmHardship { person } => act(Body::ConfirmHardship(MemberNumber(person.0))),
            Self::AssignShares(it) => it.read(),
            Self::CallBackShares(it) => act(it.body()),
            Self::Subscribe(it) => act(it.subscribe()?),
            Self::WithdrawSubscription(it) => act(Body::WithdrawSubscription(it.id())),
            Self::AttestSubscription(it) => Ok(it.read(visit)),
            Self::AnswerConsent(it) => act(it.read()?),
            Self::NameObserver { handle } => Ok(Wanted::Observing(handle.clone())),
            Self::RedeemUnits(it) => act(it.redeem()?),
            Self::NameUnpaid(it) => Ok(Wanted::Naming(it.clone())),
            Self::Vote {
                proposal, choice, ..
            } => act(Body::Vote {
                proposal: ProposalId(proposal.0),
                choice: parse_choice(choice)?,
            }),
        }
    }
}
