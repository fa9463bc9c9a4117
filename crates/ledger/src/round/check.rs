//! Every rule that a round file keeps.

use super::{HISTORY_MASK, JOINED_MAX, RoundFile, Run, Ties, WEIGHT_MEMBER, WorkRow, place};
use crate::ids::{MemberNumber, MilliCredits};

/// Why a round file is none, or cannot be scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundFault {
    /// Not the encoding of a round file, or bytes after its end.
    #[error("not the encoding of a round file")]
    Unreadable,
    /// A version byte that this code does not know.
    #[error("unknown version {0} of the round file")]
    UnknownVersion(u8),
    /// More rows or higher member numbers than the format can hold.
    #[error("more rows or higher member numbers than the format holds")]
    TooLarge,
    /// A parameter outside its range.
    #[error("a parameter is out of range")]
    Rules,
    /// A list of members is not ascending, names one twice, or names one that never joined.
    #[error("a list of members is not ascending and known")]
    Members,
    /// A weight of zero or above 65,536.
    #[error("the weight of member {0} is out of range")]
    WeightOutOfRange(MemberNumber),
    /// Works are not ascending by author and digest.
    #[error("the works are not ascending")]
    WorksUnsorted,
    /// Columns of different lengths.
    #[error("the columns of a table do not fit together")]
    TiesTorn,
    /// Rows of a table are not ascending.
    #[error("the rows of a table are not ascending")]
    TiesUnsorted,
    /// A row with the value zero.
    #[error("a row has no value")]
    TieWithoutValue,
    /// An endorsement by somebody who may not endorse.
    #[error("member {0} may not endorse")]
    EndorserUnknown(MemberNumber),
    /// An endorsement of a work that is not in the file.
    #[error("member {0} endorsed a work that is not in the file")]
    WorkUnknown(MemberNumber),
    /// An endorsement of one's own work.
    #[error("member {0} endorsed themselves")]
    OwnWork(MemberNumber),
    /// More than 10 credits from one member to one author.
    #[error("member {0} gave one author too much")]
    AuthorOverpaid(MemberNumber),
    /// More than 100 credits from one member.
    #[error("member {0} gave more than a round's credits")]
    EndorserOverspent(MemberNumber),
    /// A history that names a stranger, oneself, or a round before the twelfth.
    #[error("the history of member {0} is impossible")]
    HistoryImpossible(MemberNumber),
    /// A part beside content that is not ascending, or with nothing in a row.
    #[error("a part beside content is not sound")]
    Parts,
    /// Comparisons that are not ascending, too many, of a work of the reviewer's, or of one author.
    #[error("the comparisons of blind review are not sound")]
    Reviews,
    /// What is shared out of earlier rounds is not ascending, of no earlier round, nothing, or of works that
    /// are not in order.
    #[error("what is shared out of earlier rounds is not sound")]
    Later,
    /// Two numbers of the score contradict each other: a bug, and the round must not be settled.
    #[error("the score does not add up")]
    Unbalanced,
}

impl RoundFile {
    /// Checks every rule of the file.
    ///
    /// # Errors
    ///
    /// The first rule broken, in the order in which [`RoundFault`] lists them.
    pub fn check(&self) -> Result<(), RoundFault> {
        self.check_rules()?;
        self.check_members()?;
        if !self.works.is_sorted_by(|a, b| a < b) {
            return Err(RoundFault::WorksUnsorted);
        }
        self.endorsements.check()?;
        self.history.check()?;
        self.check_endorsements(&self.works, &self.endorsements)?;
        self.check_history()?;
        self.check_parts()?;
        self.check_reviews()?;
        self.check_later()
    }

    fn check_rules(&self) -> Result<(), RoundFault> {
        let sizes_fit = self.joined.0 <= JOINED_MAX
            && self.members <= self.joined.0
            && u32::try_from(self.works.len()).is_ok()
            && u32::try_from(self.endorsements.len()).is_ok();
        if !sizes_fit {
            return Err(RoundFault::TooLarge);
        }
        if self.rules.issuance_divisor == 0 || self.rules.content_share.0 > 10_000 {
            return Err(RoundFault::Rules);
        }
        Ok(())
    }

    fn check_members(&self) -> Result<(), RoundFault> {
        let are_known = self.are_ascending(self.weights.iter().map(|row| row.member))
            && self.are_ascending(self.earners.iter().copied())
            && self.are_ascending(self.clusters.iter().map(|row| row.member))
            && self.works.iter().all(|work| self.is_member(work.author))
            && self
                .clusters
                .iter()
                .all(|row| (1..=self.joined.0).contains(&row.label.0));
        if !are_known {
            return Err(RoundFault::Members);
        }
        match self
            .weights
            .iter()
            .find(|row| !(1..=WEIGHT_MEMBER).contains(&row.weight))
        {
            Some(row) => Err(RoundFault::WeightOutOfRange(row.member)),
            None => Ok(()),
        }
    }

    pub(super) fn is_member(&self, member: MemberNumber) -> bool {
        (1..=self.joined.0).contains(&member.0)
    }

    pub(super) fn are_ascending(&self, mut members: impl Iterator<Item = MemberNumber>) -> bool {
        let mut last = MemberNumber(0);
        members.all(|member| {
            let is_next = member > last && self.is_member(member);
            last = member;
            is_next
        })
    }

    pub(super) fn check_endorsements(
        &self,
        works: &[WorkRow],
        endorsements: &Ties,
    ) -> Result<(), RoundFault> {
        let mut weights = self.weights.iter().map(|row| row.member).peekable();
        for run in endorsements.runs() {
            while weights.next_if(|member| *member < run.from).is_some() {}
            if weights.peek() != Some(&run.from) {
                return Err(RoundFault::EndorserUnknown(run.from));
            }
            check_giver(works, run)?;
        }
        Ok(())
    }

    fn check_history(&self) -> Result<(), RoundFault> {
        for run in self.history.runs() {
            let is_possible = self.is_member(run.from)
                && run.rows().all(|(author, mask)| {
                    author != run.from.0
                        && self.is_member(MemberNumber(author))
                        && mask <= HISTORY_MASK
                });
            if !is_possible {
                return Err(RoundFault::HistoryImpossible(run.from));
            }
        }
        Ok(())
    }
}

// Works are in order of their authors, so the rows of one author stand together.
fn check_giver(works: &[WorkRow], run: Run<'_>) -> Result<(), RoundFault> {
    let (mut given, mut to_author, mut last_author) = (0_u32, 0_u32, None);
    for (work, credits) in run.rows() {
        let author = works
            .get(place(work))
            .ok_or(RoundFault::WorkUnknown(run.from))?
            .author;
        if author == run.from {
            return Err(RoundFault::OwnWork(author));
        }
        let before = if last_author == Some(author) {
            to_author
        } else {
            0
        };
        to_author = before.saturating_add(u32::from(credits));
        given = given.saturating_add(u32::from(credits));
        last_author = Some(author);
        if to_author > MilliCredits::PER_AUTHOR_MAX.0 {
            return Err(RoundFault::AuthorOverpaid(run.from));
        }
    }
    if given > MilliCredits::ROUND.0 {
        return Err(RoundFault::EndorserOverspent(run.from));
    }
    Ok(())
}
