//! Notifications: what happened that concerns a member.

use domain::ids::{CommentId, NotificationId, PostId};
use ledger::ids::{MemberNumber, ProposalId};

use crate::{
    Cursor, Page, Reader, Result, Tx,
    card::{self, MemberCard},
    convert::{self, int, number},
    error::corrupt,
    feed,
    page::{before, one_more},
    sql::{execute, fetch_all, fetch_value, statements},
};

statements! {
    INSERT = "INSERT INTO notifications (member, id, kind, actor, post_id, comment_id, detail, expires_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LIST = "SELECT n.id, n.kind, n.actor, m.handle, m.display_name, m.picture_file, n.post_id, w.handle AS post_handle,
            n.comment_id, n.detail, n.read_at_ms
        FROM notifications n LEFT JOIN members m ON m.number = n.actor
        LEFT JOIN posts p ON p.id = n.post_id LEFT JOIN members w ON w.number = p.author
        WHERE n.member = $1 AND n.id < $2 ORDER BY n.id DESC LIMIT $3 + 0";
    COUNT_ABOUT = "SELECT COUNT(*) FROM notifications WHERE member = $1 AND kind = $2 AND detail = $3";
    // The word stands here for the index that holds nothing else.
    LIST_ASKED = "SELECT member, id, detail FROM notifications
        WHERE kind = 'vote-asked' AND member >= $1 AND member <= $2 ORDER BY member, id";
    COUNT_UNREAD = "SELECT COUNT(*) FROM notifications WHERE member = $1 AND read_at_ms IS NULL";
    MARK_READ = "UPDATE notifications SET read_at_ms = $2 WHERE member = $1 AND read_at_ms IS NULL";
    DELETE_SAME = "DELETE FROM notifications WHERE member = $1 AND kind = $2 AND actor = $3
        AND (post_id = $4 OR $4 IS NULL)";
    DELETE_EXPIRED = "DELETE FROM notifications WHERE expires_at_ms <= $1";
    DELETE_OF_MEMBER = "DELETE FROM notifications WHERE member = $1 OR actor = $1";
}

/// What a notification is about; each has its own sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotificationKind {
    /// Somebody follows me.
    Followed,
    /// Somebody appreciated a post or comment of mine.
    Appreciated,
    /// Somebody commented on my post.
    Commented,
    /// Somebody answered my comment.
    Answered,
    /// Somebody mentioned me.
    Mentioned,
    /// Somebody reposted my post.
    Reposted,
    /// Moderation acted on my work; the detail is the action's identity.
    Moderated,
    /// A report of mine was decided.
    ReportDecided,
    /// Somebody vouched for me.
    Vouched,
    /// My standing changed; the detail is the new one.
    StandingChanged,
    /// A key was added to or removed from my account.
    KeysChanged,
    /// A proposal I filed or sponsored changed state; the detail is its number.
    ProposalMoved,
    /// I was drawn for a panel; the detail is the proposal's number.
    PanelDrawn,
    /// I was drawn for a jury, or stand in on one; the detail is its number.
    JurySummoned,
    /// A jury on which I sit opens its verdicts; the detail is its number.
    JuryOpens,
    /// My case was ruled; the detail is its number and `uphold` or `reverse`, with a blank between.
    CaseRuled,
    /// A jury hears whether a decision that I brought contradicts a right; the detail is its number.
    DecisionChallenged,
    /// A jury ruled on a challenge that I brought, or of a decision of mine; the detail is the case's
    /// number and `uphold` or `reverse`, with a blank between.
    ChallengeRuled,
    /// I was drawn to look at a claim of work; the detail is its number.
    ReviewAsked,
    /// My claim was looked at; the detail is its number and the class that counts or `no`, with a blank
    /// between.
    ClaimEnded,
    /// The order that I sealed is to be revealed; the detail is the auction's number.
    OrderReveals,
    /// I bought shares and am to pay them; the detail is the trade's number.
    TradeToPay,
    /// I sold shares, or the buyer says that they paid; the detail is the trade's number.
    TradeToConfirm,
    /// Shares of a trade of mine moved; the detail is its number.
    TradeSettled,
    /// A trade of mine lapsed; the detail is its number.
    TradeLapsed,
    /// Shares of mine are taken back, and a payment to me was decided.
    SharesRedeemed,
    /// Shares that I pass on, or that somebody passes on to me; the detail is `from` or `to` and where they
    /// stand, with a hyphen between.
    SharesAssigned,
    /// An offer to investors that I subscribed to closed; the detail is its decision.
    OfferClosed,
    /// A proposal moves the terms of units that I hold; the detail is the proposal.
    ConsentAsked,
    /// I was paid as an investor; the detail is why, `refund`, `return` or `redemption`, and the decision
    /// that made the offer, with a blank between them.
    InvestorPaid,
    /// A round closed and I was credited; the detail is the round.
    RoundSettled,
    /// Somebody commented on a draft of mine; the detail is the deliberation and the comment, with a
    /// blank between them.
    DraftCommented,
    /// Somebody answered my comment on a draft; the detail is as above.
    DraftAnswered,
    /// An election was called in which I may stand; the detail is its number.
    ElectionCalled,
    /// Its ballots are open, and I may vote; the detail is its number.
    ElectionOpened,
    /// I took a seat by an election; the detail is its number.
    Elected,
    /// The mandate under which I lead is to be renewed; the detail is the decision that gave it.
    RenewalAsked,
    /// It has ended; the detail is the decision that gave it.
    MandateLapsed,
    /// My vote is asked for; the detail is the proposal's number and how many other votes were open,
    /// with a blank between them.
    VoteAsked,
    /// A vote that mine was asked for ends soon; the detail is the proposal's number.
    VoteEnding,
    /// The actor votes for me, and I can still do so myself; the detail is the proposal's number and
    /// the choice, with a blank between them.
    DelegateVoted,
    /// More is kept of a category that I agreed to, so I am asked anew; the detail is its word.
    DataAsked,
    /// Projects can be submitted to a call; the detail is its number.
    CallMade,
    /// Its ballots are open, and I may vote; the detail is its number.
    CallOpened,
    /// It was counted, and a project of mine with it; the detail is its number and `funded` or `not`,
    /// with a blank between them.
    ProjectCounted,
    /// What I asked for has enough support; the detail is the grant's number.
    GrantPassed,
    /// I am owed a part of a year's surplus; the detail is the year, from 1.
    SurplusOwed,
    /// I was paid it; the detail is the year.
    SurplusPaid,
    /// I was named as somebody who could not be paid it; the detail is the year.
    SurplusUnpaid,
    /// Those who moderate brought an act against me before a jury; the detail is the act's identity.
    CaseReferred,
    /// A jury found fraud, and shares of mine went back; the detail is when, in milliseconds.
    SharesTaken,
    /// A jury found an account fake that I vouched for; the detail is what I lost, `vouching` or `vote`.
    VouchingLost,
}

impl NotificationKind {
    /// Every kind.
    pub const ALL: [Self; 52] = [
        Self::Followed,
        Self::Appreciated,
        Self::Commented,
        Self::Answered,
        Self::Mentioned,
        Self::Reposted,
        Self::Moderated,
        Self::ReportDecided,
        Self::Vouched,
        Self::StandingChanged,
        Self::KeysChanged,
        Self::ProposalMoved,
        Self::PanelDrawn,
        Self::JurySummoned,
        Self::JuryOpens,
        Self::CaseRuled,
        Self::DecisionChallenged,
        Self::ChallengeRuled,
        Self::ReviewAsked,
        Self::ClaimEnded,
        Self::OrderReveals,
        Self::TradeToPay,
        Self::TradeToConfirm,
        Self::TradeSettled,
        Self::TradeLapsed,
        Self::SharesRedeemed,
        Self::SharesAssigned,
        Self::OfferClosed,
        Self::ConsentAsked,
        Self::InvestorPaid,
        Self::RoundSettled,
        Self::DraftCommented,
        Self::DraftAnswered,
        Self::ElectionCalled,
        Self::ElectionOpened,
        Self::Elected,
        Self::RenewalAsked,
        Self::MandateLapsed,
        Self::VoteAsked,
        Self::VoteEnding,
        Self::DelegateVoted,
        Self::DataAsked,
        Self::CallMade,
        Self::CallOpened,
        Self::ProjectCounted,
        Self::GrantPassed,
        Self::SurplusOwed,
        Self::SurplusPaid,
        Self::SurplusUnpaid,
        Self::CaseReferred,
        Self::SharesTaken,
        Self::VouchingLost,
    ];

    /// Returns the stored word, which is also the key of its sentence.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Appreciated => "appreciated",
            Self::Commented => "commented",
            Self::Answered => "answered",
            Self::Mentioned => "mentioned",
            Self::Reposted => "reposted",
            Self::Moderated => "moderated",
            Self::ReportDecided => "report-decided",
            Self::Vouched => "vouched",
            Self::StandingChanged => "standing-changed",
            Self::KeysChanged => "keys-changed",
            Self::ProposalMoved => "proposal-moved",
            Self::PanelDrawn => "panel-drawn",
            Self::JurySummoned => "jury-summoned",
            Self::JuryOpens => "jury-opens",
            Self::CaseRuled => "case-ruled",
            Self::DecisionChallenged => "decision-challenged",
            Self::ChallengeRuled => "challenge-ruled",
            Self::ReviewAsked => "review-asked",
            Self::ClaimEnded => "claim-ended",
            Self::OrderReveals => "order-reveals",
            Self::TradeToPay => "trade-to-pay",
            Self::TradeToConfirm => "trade-to-confirm",
            Self::TradeSettled => "trade-settled",
            Self::TradeLapsed => "trade-lapsed",
            Self::SharesRedeemed => "shares-redeemed",
            Self::SharesAssigned => "shares-assigned",
            Self::OfferClosed => "offer-closed",
            Self::ConsentAsked => "consent-asked",
            Self::InvestorPaid => "investor-paid",
            Self::RoundSettled => "round-settled",
            Self::DraftCommented => "draft-commented",
            Self::DraftAnswered => "draft-answered",
            Self::ElectionCalled => "election-called",
            Self::ElectionOpened => "election-opened",
            Self::Elected => "elected",
            Self::RenewalAsked => "renewal-asked",
            Self::MandateLapsed => "mandate-lapsed",
            Self::VoteAsked => "vote-asked",
            Self::VoteEnding => "vote-ending",
            Self::DelegateVoted => "delegate-voted",
            Self::DataAsked => "data-asked",
            Self::CallMade => "call-made",
            Self::CallOpened => "call-opened",
            Self::ProjectCounted => "project-counted",
            Self::GrantPassed => "grant-passed",
            Self::SurplusOwed => "surplus-owed",
            Self::SurplusPaid => "surplus-paid",
            Self::SurplusUnpaid => "surplus-unpaid",
            Self::CaseReferred => "case-referred",
            Self::SharesTaken => "shares-taken",
            Self::VouchingLost => "vouching-lost",
        }
    }

    /// Says whether the detail is the number of an election.
    #[must_use]
    pub fn is_of_election(self) -> bool {
        matches!(
            self,
            Self::ElectionCalled | Self::ElectionOpened | Self::Elected
        )
    }

    fn of_word(word: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| corrupt("notifications", format!("kind `{word}`")))
    }
}

/// A notification to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotification {
    /// Whom it tells.
    pub member: MemberNumber,
    /// Its identity.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it; never set for moderation.
    pub actor: Option<MemberNumber>,
    /// The post it is about.
    pub post: Option<PostId>,
    /// The comment it is about.
    pub comment: Option<CommentId>,
    /// What the kind says about it.
    pub detail: Option<String>,
    /// When the data policy has it erased.
    pub expires_at_ms: Option<u64>,
}

/// Somebody was asked for their vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub member: MemberNumber,
    /// On what.
    pub proposal: ProposalId,
    /// When, in milliseconds.
    pub at_ms: u64,
}

/// Returns the proposal that the detail of a notification begins with.
#[must_use]
pub fn proposal_in(detail: &str) -> Option<ProposalId> {
    let number = detail.split(' ').next()?;
    number.parse().ok().map(ProposalId)
}

/// A line of the notifications page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Identity and time.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub actor: Option<MemberCard>,
    /// The post it is about.
    pub post: Option<PostId>,
    /// The handle in that post's address.
    pub post_handle: Option<String>,
    /// The comment it is about.
    pub comment: Option<CommentId>,
    /// What the kind says about it.
    pub detail: Option<String>,
    /// When it was read.
    pub read_at_ms: Option<u64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Vec<u8>,
    kind: String,
    actor: Option<i64>,
    handle: Option<String>,
    display_name: Option<String>,
    picture_file: Option<Vec<u8>>,
    post_id: Option<Vec<u8>>,
    post_handle: Option<String>,
    comment_id: Option<Vec<u8>>,
    detail: Option<String>,
    read_at_ms: Option<i64>,
}

const NOTIFICATIONS: &str = "notifications";

impl TryFrom<Row> for Notification {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        let actor = match (row.actor, row.display_name) {
            (Some(actor), Some(name)) => Some(card::member_card(
                actor,
                row.handle,
                name,
                row.picture_file.as_deref(),
            )?),
            _ => None,
        };
        Ok(Self {
            id: NotificationId::from_bytes(convert::id(NOTIFICATIONS, &row.id)?),
            kind: NotificationKind::of_word(&row.kind)?,
            actor,
            post: row
                .post_id
                .map(|id| convert::id(NOTIFICATIONS, &id).map(PostId::from_bytes))
                .transpose()?,
            post_handle: row.post_handle,
            comment: row
                .comment_id
                .map(|id| convert::id(NOTIFICATIONS, &id).map(CommentId::from_bytes))
                .transpose()?,
            detail: row.detail,
            read_at_ms: convert::maybe_unsigned(NOTIFICATIONS, row.read_at_ms)?,
        })
    }
}

impl Reader {
    /// Lists what `member` was told, newest first.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_notifications(
        &mut self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Notification>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(
            self,
            Row,
            LIST,
            number(member),
            before(cursor),
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| row.id.clone()).try_map(Notification::try_from)
    }

    /// Says whether `member` was told this already.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_notifications`].
    pub async fn has_notification(
        &mut self,
        member: MemberNumber,
        kind: NotificationKind,
        detail: &str,
    ) -> Result<bool> {
        let found = fetch_value!(self, i64, COUNT_ABOUT, number(member), kind.word(), detail)?;
        Ok(found > 0)
    }

    /// Lists which votes the members `from` to `to` were asked for, by member and then oldest first;
    /// what was erased since is not there.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_notifications`].
    pub async fn list_asked(&mut self, from: MemberNumber, to: MemberNumber) -> Result<Vec<Asked>> {
        let rows = fetch_all!(
            self,
            (i64, Vec<u8>, Option<String>),
            LIST_ASKED,
            number(from),
            number(to)
        )?;
        let asked = rows.into_iter().map(|(member, id, detail)| {
            let detail = detail.unwrap_or_default();
            let id = NotificationId::from_bytes(convert::id(NOTIFICATIONS, &id)?);
            Ok(Asked {
                member: convert::member(NOTIFICATIONS, member)?,
                proposal: proposal_in(&detail)
                    .ok_or_else(|| corrupt(NOTIFICATIONS, format!("asked for `{detail}`")))?,
                at_ms: id.at_ms(),
            })
        });
        asked.collect()
    }

    /// Counts what `member` was told and has not read.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_notifications`].
    pub async fn count_unread_notifications(&mut self, member: MemberNumber) -> Result<u64> {
        convert::unsigned(
            NOTIFICATIONS,
            fetch_value!(self, i64, COUNT_UNREAD, number(member))?,
        )
    }
}

impl Tx {
    /// Writes a notification.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_notification(&mut self, new: &NewNotification) -> Result<()> {
        execute!(
            self,
            INSERT,
            number(new.member),
            new.id.as_bytes().as_slice(),
            new.kind.word(),
            new.actor.map(number),
            new.post.map(|id| id.as_bytes().to_vec()),
            new.comment.map(|id| id.as_bytes().to_vec()),
            new.detail.as_deref(),
            new.expires_at_ms.map(int)
        )
        .map(|_| ())
    }

    /// Marks everything that `member` was told as read.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_notification`].
    pub async fn mark_notifications_read(
        &mut self,
        member: MemberNumber,
        at_ms: u64,
    ) -> Result<()> {
        execute!(self, MARK_READ, number(member), int(at_ms)).map(|_| ())
    }

    /// Deletes what `member` was told of one act of `actor`, because the act was taken back.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_notification`].
    pub async fn delete_notification(
        &mut self,
        member: MemberNumber,
        kind: NotificationKind,
        actor: MemberNumber,
        post: Option<PostId>,
    ) -> Result<()> {
        let post = post.map(|id| id.as_bytes().to_vec());
        execute!(
            self,
            DELETE_SAME,
            number(member),
            kind.word(),
            number(actor),
            post
        )
        .map(|_| ())
    }

    /// Deletes what expired by `now_ms`, and returns how many.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_notification`].
    pub async fn delete_expired_notifications(&mut self, now_ms: u64) -> Result<u64> {
        execute!(self, DELETE_EXPIRED, int(now_ms))
    }

    /// Deletes everything that `member` was told, or that others were told of them.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_notification`].
    pub async fn delete_notifications_of(&mut self, member: MemberNumber) -> Result<u64> {
        execute!(self, DELETE_OF_MEMBER, number(member))
    }
}
