//! The record in tables, for pages and charts: derived, dropped and rebuilt at will.
//!
//! Written in log order, with the number of entries that are in (`projected_upto`) in the same
//! transaction, so that a crash neither skips nor doubles an entry. What an entry adds depends on
//! nothing but the record, so writing it again gives the same rows. The words of proposals are
//! beside it: the record holds only their digest, so a rebuild keeps them.

use ledger::ids::{EntryIndex, MemberNumber, MicroShares, ProposalId, RoundNumber};

use crate::{
    Cursor, Engine, Page, Reader, Result, Tx,
    appreciation::Change,
    convert::{self, int, number},
    error::corrupt,
    feed,
    page::{after_number, before_number, number_key, one_more},
    policy::PolicyVersionRow,
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
    trade::TradeEvent,
};

const LITE_SCHEMA: &str = include_str!("../projection/sqlite.sql");
const PG_SCHEMA: &str = include_str!("../projection/postgres.sql");
const DROP: &str = "DROP TABLE IF EXISTS projection_progress; DROP TABLE IF EXISTS record_entries;
    DROP TABLE IF EXISTS proposal_tallies; DROP TABLE IF EXISTS share_credits;
    DROP TABLE IF EXISTS policy_versions; DROP TABLE IF EXISTS trades;";

statements! {
    FIND_UPTO = "SELECT projected_upto FROM projection_progress WHERE name = 'record'";
    SET_UPTO = "INSERT INTO projection_progress (name, projected_upto) VALUES ('record', $1)
        ON CONFLICT (name) DO UPDATE SET projected_upto = excluded.projected_upto";
    INSERT_ENTRY = "INSERT INTO record_entries (entry_index, time_ms, member, kind, operation_id, proposal)
        VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_TALLY = "INSERT INTO proposal_tallies (proposal, entry_index, time_ms, yes, no, abstain, veto, support, electorate)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (proposal, entry_index) DO NOTHING";
    INSERT_CREDIT = "INSERT INTO share_credits (member, round, reason, micro_shares, entry_index) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member, round, reason) DO UPDATE SET micro_shares = share_credits.micro_shares + excluded.micro_shares";
    LIST_ENTRIES = "SELECT entry_index, time_ms, member, kind, operation_id, proposal FROM record_entries
        WHERE entry_index < $1 ORDER BY entry_index DESC LIMIT $2 + 0";
    LIST_ENTRIES_OF_MEMBER = "SELECT entry_index, time_ms, member, kind, operation_id, proposal FROM record_entries
        WHERE member = $1 AND entry_index < $2 ORDER BY entry_index DESC LIMIT $3 + 0";
    LIST_ENTRIES_OF_PROPOSAL = "SELECT entry_index, time_ms, member, kind, operation_id, proposal FROM record_entries
        WHERE proposal = $1 AND entry_index > $2 ORDER BY entry_index LIMIT $3 + 0";
    FIND_BALLOT = "SELECT entry_index, time_ms, member, kind, operation_id, proposal FROM record_entries
        WHERE proposal = $1 AND member = $2 AND kind = 'vote' ORDER BY entry_index DESC LIMIT 1";
    LIST_NAMINGS = "SELECT entry_index, time_ms, member, kind, operation_id, proposal FROM record_entries
        WHERE member = $1 AND kind IN ('delegate', 'undelegate') ORDER BY entry_index DESC LIMIT 200";
    FIND_ENTRY_OF_OPERATION = "SELECT entry_index, time_ms, member, kind, operation_id, proposal FROM record_entries
        WHERE operation_id = $1";
    LIST_TALLIES = "SELECT proposal, entry_index, time_ms, yes, no, abstain, veto, support, electorate
        FROM proposal_tallies WHERE proposal = $1 AND entry_index > $2 ORDER BY entry_index LIMIT 5000";
    LIST_CREDITS = "SELECT member, round, reason, micro_shares, entry_index FROM share_credits
        WHERE member = $1 ORDER BY round DESC, reason LIMIT 1000";
    SUM_CREDITS = "SELECT CAST(COALESCE(SUM(micro_shares), 0) AS BIGINT) FROM share_credits WHERE round = $1";
    INSERT_TEXT = "INSERT INTO proposal_texts (digest, author, title, summary, salt, stored_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    FIND_TEXT = "SELECT digest, author, title, summary, salt, stored_at_ms FROM proposal_texts WHERE digest = $1";
    LIST_TEXTS_OF = "SELECT digest, author, title, summary, salt, stored_at_ms FROM proposal_texts
        WHERE author = $1 ORDER BY stored_at_ms, digest LIMIT 1000";
    FIND_PAYEE = "SELECT digest, author, title, summary, salt, stored_at_ms FROM proposal_texts
        WHERE title = $1 AND summary = '' ORDER BY stored_at_ms, digest LIMIT 1";
    DELETE_TEXT = "DELETE FROM proposal_texts WHERE digest = $1";
}

/// An entry of the record as the log page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its place in the record.
    pub index: EntryIndex,
    /// When it was recorded.
    pub time_ms: u64,
    /// Who signed it; 0 for an entry of the record itself.
    pub member: MemberNumber,
    /// Its kind, as the protocol names it.
    pub kind: String,
    /// Hash of the operation.
    pub operation_id: [u8; 32],
    /// The proposal that it is about.
    pub proposal: Option<ProposalId>,
}

/// How a vote stood after an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// Which proposal.
    pub proposal: ProposalId,
    /// After which entry.
    pub index: EntryIndex,
    /// When.
    pub time_ms: u64,
    /// Votes for.
    pub yes: u64,
    /// Votes against.
    pub no: u64,
    /// Votes for neither.
    pub abstain: u64,
    /// Votes against with veto; also among `no`, or not, as the ledger counts.
    pub veto: u64,
    /// Direct votes for.
    pub support: u64,
    /// Who may vote.
    pub electorate: u64,
}

/// Shares credited to a member for a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditRow {
    /// To whom.
    pub member: MemberNumber,
    /// For which round.
    pub round: RoundNumber,
    /// Which part of the issue, as the protocol names it.
    pub reason: String,
    /// How much.
    pub amount: MicroShares,
    /// By which entry.
    pub index: EntryIndex,
}

/// What one entry adds to the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectedEntry {
    /// The entry.
    pub entry: EntryRow,
    /// The votes it changed.
    pub tallies: Vec<TallyRow>,
    /// The shares it credited.
    pub credits: Vec<CreditRow>,
    /// The policies it adopted, each with its kind: `moderation` or `data`.
    pub policies: Vec<(&'static str, PolicyVersionRow)>,
    /// What it did to trades.
    pub trades: Vec<TradeEvent>,
}

/// The words of a proposal; the record holds their digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalText {
    /// As on the record.
    pub digest: [u8; 32],
    /// Who wrote it.
    pub author: MemberNumber,
    /// One sentence.
    pub title: String,
    /// The reasons.
    pub summary: String,
    /// Makes the digest unguessable once the words are erased.
    pub salt: Vec<u8>,
    /// When it was stored.
    pub stored_at_ms: u64,
}

type Row = (i64, i64, i64, String, Vec<u8>, Option<i64>);
type TextRow = (Vec<u8>, i64, String, String, Vec<u8>, i64);

const ENTRIES: &str = "record_entries";
const TEXTS: &str = "proposal_texts";

fn digest(table: &'static str, bytes: &[u8]) -> Result<[u8; 32]> {
    bytes
        .try_into()
        .map_err(|_| corrupt(table, format!("digest of {} bytes", bytes.len())))
}

fn into_entry((index, time, member, kind, operation, proposal): Row) -> Result<EntryRow> {
    Ok(EntryRow {
        index: EntryIndex(convert::unsigned(ENTRIES, index)?),
        time_ms: convert::unsigned(ENTRIES, time)?,
        member: convert::member(ENTRIES, member)?,
        kind,
        operation_id: digest(ENTRIES, &operation)?,
        proposal: proposal
            .map(|it| convert::small(ENTRIES, it).map(ProposalId))
            .transpose()?,
    })
}

fn into_text((bytes, author, title, summary, salt, stored): TextRow) -> Result<ProposalText> {
    Ok(ProposalText {
        digest: digest(TEXTS, &bytes)?,
        author: convert::member(TEXTS, author)?,
        title,
        summary,
        salt,
        stored_at_ms: convert::unsigned(TEXTS, stored)?,
    })
}

impl Reader {
    /// Returns how many entries of the record are in the tables.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn projected_upto(&mut self) -> Result<u64> {
        let upto = fetch_one!(self, (i64,), FIND_UPTO)?;
        convert::unsigned("projection_progress", upto.map_or(0, |(upto,)| upto))
    }

    /// Lists the entries of the record, newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_entries(
        &mut self,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<EntryRow>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(
            self,
            Row,
            LIST_ENTRIES,
            before_number(cursor).0,
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| number_key(row.0)).try_map(into_entry)
    }

    /// Lists the entries that `member` signed, newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_entries_of_member(
        &mut self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<EntryRow>> {
        let limit = feed::rows(limit);
        let before = before_number(cursor).0;
        let rows = fetch_all!(
            self,
            Row,
            LIST_ENTRIES_OF_MEMBER,
            number(member),
            before,
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| number_key(row.0)).try_map(into_entry)
    }

    /// Lists the entries about `proposal`, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_entries_of_proposal(
        &mut self,
        proposal: ProposalId,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<EntryRow>> {
        let limit = feed::rows(limit);
        let (proposal, after) = (i64::from(proposal.0), after_number(cursor));
        let rows = fetch_all!(
            self,
            Row,
            LIST_ENTRIES_OF_PROPOSAL,
            proposal,
            after,
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| number_key(row.0)).try_map(into_entry)
    }

    /// Finds the entry that an operation became.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn find_entry_of_operation(
        &mut self,
        operation_id: &[u8; 32],
    ) -> Result<Option<EntryRow>> {
        fetch_one!(self, Row, FIND_ENTRY_OF_OPERATION, operation_id.as_slice())?
            .map(into_entry)
            .transpose()
    }

    /// Finds the entry of the last ballot that `member` cast on `proposal`.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn find_ballot(
        &mut self,
        proposal: ProposalId,
        member: MemberNumber,
    ) -> Result<Option<EntryRow>> {
        fetch_one!(
            self,
            Row,
            FIND_BALLOT,
            i64::from(proposal.0),
            number(member)
        )?
        .map(into_entry)
        .transpose()
    }

    /// Lists the entries in which `member` named delegates or took that back, latest first, at most 200.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_namings(&mut self, member: MemberNumber) -> Result<Vec<EntryRow>> {
        fetch_all!(self, Row, LIST_NAMINGS, number(member))?
            .into_iter()
            .map(into_entry)
            .collect()
    }

    /// Lists how the vote on `proposal` stood over time, after entry `after`, at most 5,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_tallies(
        &mut self,
        proposal: ProposalId,
        after: Option<EntryIndex>,
    ) -> Result<Vec<TallyRow>> {
        #[derive(sqlx::FromRow)]
        struct Row {
            proposal: i64,
            entry_index: i64,
            time_ms: i64,
            yes: i64,
            no: i64,
            abstain: i64,
            veto: i64,
            support: i64,
            electorate: i64,
        }
        const TALLIES: &str = "proposal_tallies";
        let after = after.map_or(-1, |index| int(index.0));
        fetch_all!(self, Row, LIST_TALLIES, i64::from(proposal.0), after)?
            .into_iter()
            .map(|row| {
                Ok(TallyRow {
                    proposal: ProposalId(convert::small(TALLIES, row.proposal)?),
                    index: EntryIndex(convert::unsigned(TALLIES, row.entry_index)?),
                    time_ms: convert::unsigned(TALLIES, row.time_ms)?,
                    yes: convert::unsigned(TALLIES, row.yes)?,
                    no: convert::unsigned(TALLIES, row.no)?,
                    abstain: convert::unsigned(TALLIES, row.abstain)?,
                    veto: convert::unsigned(TALLIES, row.veto)?,
                    support: convert::unsigned(TALLIES, row.support)?,
                    electorate: convert::unsigned(TALLIES, row.electorate)?,
                })
            })
            .collect()
    }

    /// Lists the shares credited to `member`, newest round first, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_credits(&mut self, member: MemberNumber) -> Result<Vec<CreditRow>> {
        const CREDITS: &str = "share_credits";
        fetch_all!(
            self,
            (i64, i64, String, i64, i64),
            LIST_CREDITS,
            number(member)
        )?
        .into_iter()
        .map(|(member, round, reason, amount, index)| {
            Ok(CreditRow {
                member: convert::member(CREDITS, member)?,
                round: convert::round(CREDITS, round)?,
                reason,
                amount: MicroShares(convert::unsigned(CREDITS, amount)?),
                index: EntryIndex(convert::unsigned(CREDITS, index)?),
            })
        })
        .collect()
    }

    /// Adds up the shares credited for `round`.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn sum_credits(&mut self, round: RoundNumber) -> Result<MicroShares> {
        let sum = fetch_value!(self, i64, SUM_CREDITS, i64::from(round.0))?;
        convert::unsigned("share_credits", sum).map(MicroShares)
    }

    /// Finds the words of a proposal; none if they were erased or never came here.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn find_proposal_text(&mut self, digest: &[u8; 32]) -> Result<Option<ProposalText>> {
        fetch_one!(self, TextRow, FIND_TEXT, digest.as_slice())?
            .map(into_text)
            .transpose()
    }

    /// Finds somebody outside of this name whom a proposal pays: words with nothing but a title.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn find_payee(&mut self, name: &str) -> Result<Option<ProposalText>> {
        fetch_one!(self, TextRow, FIND_PAYEE, name)?
            .map(into_text)
            .transpose()
    }

    /// Lists the words of the proposals that `author` wrote, oldest first, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::projected_upto`].
    pub async fn list_proposal_texts_of(
        &mut self,
        author: MemberNumber,
    ) -> Result<Vec<ProposalText>> {
        fetch_all!(self, TextRow, LIST_TEXTS_OF, number(author))?
            .into_iter()
            .map(into_text)
            .collect()
    }
}

impl Tx {
    pub(crate) async fn create_projection(&mut self) -> Result<()> {
        let schema = match self.engine() {
            Engine::Sqlite => LITE_SCHEMA,
            Engine::Postgres => PG_SCHEMA,
        };
        self.run_script("create projection", schema).await
    }

    /// Writes what the next entry adds, and that it is in.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`]; also if the entry is in already, since its index is its key.
    pub async fn project(&mut self, projected: &ProjectedEntry) -> Result<()> {
        let entry = &projected.entry;
        execute!(
            self,
            INSERT_ENTRY,
            int(entry.index.0),
            int(entry.time_ms),
            number(entry.member),
            entry.kind.as_str(),
            entry.operation_id.as_slice(),
            entry.proposal.map(|proposal| i64::from(proposal.0))
        )?;
        for tally in &projected.tallies {
            execute!(
                self,
                INSERT_TALLY,
                i64::from(tally.proposal.0),
                int(tally.index.0),
                int(tally.time_ms),
                int(tally.yes),
                int(tally.no),
                int(tally.abstain),
                int(tally.veto),
                int(tally.support),
                int(tally.electorate)
            )?;
        }
        for credit in &projected.credits {
            let (round, amount) = (i64::from(credit.round.0), int(credit.amount.0));
            let reason = credit.reason.as_str();
            execute!(
                self,
                INSERT_CREDIT,
                number(credit.member),
                round,
                reason,
                amount,
                int(credit.index.0)
            )?;
        }
        for (kind, version) in &projected.policies {
            self.insert_policy_version(kind, version).await?;
        }
        for event in &projected.trades {
            self.write_trade(event).await?;
        }
        execute!(self, SET_UPTO, int(entry.index.0.saturating_add(1))).map(|_| ())
    }

    /// Drops the tables and makes them anew, empty: the first entry of the record comes next.
    ///
    /// The words of proposals stay, since the record cannot give them back.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn clear_projection(&mut self) -> Result<()> {
        self.run_script("drop projection", DROP).await?;
        self.create_projection().await
    }

    /// Stores the words of a proposal, once.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_proposal_text(&mut self, text: &ProposalText) -> Result<Change> {
        execute!(
            self,
            INSERT_TEXT,
            text.digest.as_slice(),
            number(text.author),
            text.title.as_str(),
            text.summary.as_str(),
            text.salt.as_slice(),
            int(text.stored_at_ms)
        )
        .map(Change::of)
    }

    /// Erases the words of a proposal; the digest on the record stays.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_proposal_text`].
    pub async fn delete_proposal_text(&mut self, digest: &[u8; 32]) -> Result<Change> {
        execute!(self, DELETE_TEXT, digest.as_slice()).map(Change::of)
    }
}
