//! The bank's own word beside the books: its files are taken in, their lines matched with what people
//! attested, and the difference between both is explained (GOVERNANCE §7, ADR-0025).
//!
//! The bank's lines are believed in nothing: the books change only by two people's words. Lines may name
//! people, so they are beside the record, seen by those who keep the books, and erased by file. Everybody
//! sees the sums.

use std::collections::{BTreeMap, BTreeSet};

use domain::bank::matching::{self, Booked, Ground, Line};
use domain::bank::table::Hints;
use domain::bank::{BankBalance, BankFile, Day, Sum, read};
use domain::ids::{BankImportId, BankLineId};
use ledger::books::{Account, Transfer, TransferStage};
use ledger::ids::{MemberNumber, TransferId};
use ledger::payload::Beneficiary;
use sha2::{Digest as _, Sha256};
use store::bank::{BankImport, KeptLine};

use crate::App;
use crate::error::{AppError, Refusal, Result};
use crate::viewer::Viewer;

mod standing;

pub use standing::{Difference, Month};

/// Longest name of a file that is kept, in characters.
const NAME_LENGTH_MAX: usize = 120;

/// A file to take in.
#[derive(Clone, Debug)]
pub struct NewFile<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What the member answered where it leaves something open.
    pub hints: &'a Hints,
    /// What stood on the account after its last line, where the file does not say.
    pub closing: Option<Sum>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// The import.
    pub import: BankImport,
    /// Whether this very file was there already; then nothing was written.
    pub was_there: bool,
}

/// A line with what it is in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// The line.
    pub line: KeptLine,
    /// The code by which a document names it.
    pub code: String,
    /// The transfer that it is, and why.
    pub transfer: Option<(Transfer, Ground)>,
    /// Transfers of the same amount that it may be, the nearest in time first; only where none is found.
    pub candidates: Vec<Transfer>,
}

impl FoundLine {
    /// Says whether it is a transfer that counts in the books.
    #[must_use]
    pub fn is_matched(&self) -> bool {
        let found = self.transfer.as_ref();
        found.is_some_and(|it| captured_day(&it.0).is_some())
    }
}

/// The bank beside the books.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// Whether the viewer keeps the books, and so sees lines.
    pub keeps: bool,
    /// Both sums and what lies between them; nothing before the first file, or while no file said what
    /// stands on an account.
    pub difference: Option<Difference>,
    /// Months with lines, the latest first.
    pub months: Vec<Month>,
    /// Lines that the books do not have, oldest first; only for who keeps them.
    pub unmatched: Vec<FoundLine>,
    /// Transfers that the bank does not have, oldest first.
    pub missing: Vec<Transfer>,
    /// Lines that are transfers in the books, oldest first; only for who keeps them.
    pub matched: Vec<FoundLine>,
    /// Files, the latest first; only for who keeps the books.
    pub imports: Vec<BankImport>,
}

/// Returns the day on which a transfer was captured.
fn captured_day(transfer: &Transfer) -> Option<Day> {
    match transfer.stage {
        TransferStage::Captured { at_ms, .. } => Some(Day::of_ms(at_ms)),
        TransferStage::Waiting | TransferStage::Pending { .. } | TransferStage::Voided { .. } => {
            None
        }
    }
}

/// Returns what a transfer is at the bank: above zero came in.
fn bank_sum(transfer: &Transfer) -> Sum {
    let amount = i64::try_from(transfer.amount.0).unwrap_or(i64::MAX);
    Sum(if transfer.is_payment() {
        amount.saturating_neg()
    } else {
        amount
    })
}

/// Says whether a bank could show it: it may have happened, and money crosses the treasury's edge.
fn is_at_bank(transfer: &Transfer) -> bool {
    let is_live = matches!(
        transfer.stage,
        TransferStage::Pending { .. } | TransferStage::Captured { .. }
    );
    is_live && (transfer.is_payment() || transfer.is_income() || transfer.is_capital())
}

/// Returns the code by which a document names a line: the random end of its identity.
#[must_use]
pub fn line_code(id: BankLineId) -> String {
    let text = id.to_string();
    text.get(text.len().saturating_sub(8)..)
        .unwrap_or_default()
        .to_owned()
}

/// Leaves out of `file` what is there already. A line is the same as a kept one of its day and amount if it
/// says the same; or, where words were erased or came from a file of another kind, one for one.
fn fresh(file: &BankFile, kept: &[KeptLine]) -> Vec<usize> {
    let mut there: BTreeMap<(Day, Sum), Vec<&KeptLine>> = BTreeMap::new();
    for it in kept {
        there.entry((it.day, it.sum)).or_default().push(it);
    }
    let mut open: Vec<usize> = Vec::new();
    for (place, line) in file.lines.iter().enumerate() {
        let same = there.get_mut(&(line.day, line.sum)).and_then(|all| {
            let is_same =
                |it: &&KeptLine| !it.is_erased && it.party == line.party && it.words == line.words;
            all.iter().position(is_same).map(|at| all.remove(at))
        });
        if same.is_none() {
            open.push(place);
        }
    }
    open.retain(|place| {
        let Some(line) = file.lines.get(*place) else {
            return false;
        };
        let Some(all) = there.get_mut(&(line.day, line.sum)) else {
            return true;
        };
        let other = all
            .iter()
            .position(|it| it.is_erased || it.kind != file.kind);
        other.map(|at| all.remove(at)).is_none()
    });
    open
}

impl App {
    fn keeper(&self, viewer: &Viewer) -> Result<MemberNumber> {
        let member = viewer.number().ok_or(AppError::SignInNeeded)?;
        let now_ms = self.record.now_ms()?;
        let keeps = self
            .record
            .read(|state| ledger::apply::keeps_books(state, member, now_ms))?;
        if keeps {
            Ok(member)
        } else {
            Err(Refusal::Standing.into())
        }
    }

    /// Takes in a file of the bank. Lines that are there already are left out, so that the same file or an
    /// overlapping one changes nothing twice.
    ///
    /// # Errors
    ///
    /// [`Refusal::Standing`] for who does not keep the books; [`Refusal::Bank`] for a file that cannot be
    /// read; [`AppError::Store`], [`AppError::Record`].
    pub async fn import_bank_file(&self, viewer: &Viewer, new: &NewFile<'_>) -> Result<TakenIn> {
        let member = self.keeper(viewer)?;
        let mut file = read(new.bytes, new.hints).map_err(Refusal::Bank)?;
        let hash: [u8; 32] = Sha256::digest(new.bytes).into();
        let mut tx = self.store.begin().await?;
        if let Some(import) = tx.find_bank_import(&hash).await? {
            return Ok(TakenIn {
                import,
                was_there: true,
            });
        }
        if file.account.is_empty() {
            let known = tx.list_bank_imports().await?;
            let accounts: BTreeSet<String> = known.into_iter().map(|it| it.account).collect();
            if accounts.len() == 1 {
                file.account = accounts.into_iter().collect();
            }
        }
        let days = || file.lines.iter().map(|it| it.day);
        if let (None, Some(sum), Some(day)) = (file.closing, new.closing, days().max()) {
            file.closing = Some(BankBalance { day, sum });
        }
        let now_ms = self.clock.now_ms();
        let first = days().min().unwrap_or_default();
        let last = days().max().unwrap_or_default();
        let kept = tx
            .list_bank_lines_between(&file.account, first, last)
            .await?;
        let new_lines = fresh(&file, &kept);
        let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let import = BankImport {
            id: BankImportId::new(now_ms, self.entropy.bits()),
            name: new.name.chars().take(NAME_LENGTH_MAX).collect(),
            kind: file.kind,
            account: file.account.clone(),
            imported_by: member,
            imported_at_ms: now_ms,
            opening: file.opening,
            closing: file.closing,
            line_count: count(file.lines.len()),
            new_count: count(new_lines.len()),
            erased_at_ms: None,
        };
        tx.insert_bank_import(&import, &hash).await?;
        for line in new_lines.iter().filter_map(|it| file.lines.get(*it)) {
            let line = KeptLine {
                id: BankLineId::new(now_ms, self.entropy.bits()),
                account: file.account.clone(),
                kind: file.kind,
                day: line.day,
                sum: line.sum,
                party: line.party.clone(),
                words: line.words.clone(),
                linked: None,
                is_erased: false,
            };
            tx.insert_bank_line(import.id, &line).await?;
        }
        tx.commit().await?;
        Ok(TakenIn {
            import,
            was_there: false,
        })
    }

    /// Links a line with the transfer that it is, or takes the link away.
    ///
    /// # Errors
    ///
    /// [`Refusal::Standing`]; [`Refusal::BankLink`] if the transfer is not one of the same amount that a
    /// bank could show; [`AppError::NotFound`] for a line that is not there; [`AppError::Store`],
    /// [`AppError::Record`].
    pub async fn link_bank_line(
        &self,
        viewer: &Viewer,
        line: BankLineId,
        transfer: Option<TransferId>,
    ) -> Result<()> {
        let member = self.keeper(viewer)?;
        let mut tx = self.store.begin().await?;
        if let Some(id) = transfer {
            let lines = tx.list_bank_lines().await?;
            let found = lines.into_iter().find(|it| it.id == line);
            let sum = found.ok_or(AppError::NotFound)?.sum;
            let fits = self.record.read(|state| {
                let found = state.books.find(id);
                found.is_some_and(|it| is_at_bank(it) && bank_sum(it) == sum)
            })?;
            if !fits {
                return Err(Refusal::BankLink.into());
            }
        }
        let link = transfer.map(|it| (it, member));
        if !tx.link_bank_line(line, link).await? {
            return Err(AppError::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Erases what the lines of a file say of people. Days, amounts and links stay.
    ///
    /// # Errors
    ///
    /// [`Refusal::Standing`]; [`AppError::NotFound`] if nothing is there to erase; [`AppError::Store`],
    /// [`AppError::Record`].
    pub async fn erase_bank_words(&self, viewer: &Viewer, import: BankImportId) -> Result<()> {
        self.keeper(viewer)?;
        let mut tx = self.store.begin().await?;
        if !tx.erase_bank_words(import, self.clock.now_ms()).await? {
            return Err(AppError::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Puts the bank beside the books, as `viewer` may see it.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] or [`AppError::Record`].
    pub async fn reconciliation(&self, viewer: &Viewer) -> Result<Reconciliation> {
        let keeps = self.keeper(viewer).is_ok();
        let mut reader = self.store.read().await?;
        let imports = reader.list_bank_imports().await?;
        let kept = reader.list_bank_lines().await?;
        drop(reader);
        if imports.is_empty() {
            return Ok(Reconciliation {
                keeps,
                ..Reconciliation::default()
            });
        }
        let all: Vec<Transfer> = self.record.read(|state| {
            let all = state.books.transfers.iter();
            all.filter(|it| is_at_bank(it) || it.debit == Account::Opening)
                .cloned()
                .collect()
        })?;
        let (openings, transfers): (Vec<Transfer>, Vec<Transfer>) =
            all.into_iter().partition(|it| it.debit == Account::Opening);
        let lines: Vec<Line> = kept.iter().map(as_line).collect();
        let booked = self.booked(&transfers, &lines).await?;
        let matches = matching::pair(&lines, &booked);
        let found = find(kept, &lines, &booked, &transfers, &matches);
        let of_lines: BTreeSet<TransferId> = found
            .iter()
            .filter_map(|it| it.transfer.as_ref().map(|it| it.0.id))
            .collect();
        let difference = standing::difference(&imports, &found, &openings, &transfers, &of_lines);
        let last = difference.map(|it| it.day);
        let missing = transfers
            .iter()
            .filter(|it| !of_lines.contains(&it.id))
            .filter(|it| captured_day(it).is_some_and(|day| last.is_some_and(|it| day <= it)))
            .filter(|it| captured_day(it) > difference.map(|it| it.since));
        let missing = missing.cloned().collect();
        let months = standing::months(&found);
        let (matched, unmatched) = found.into_iter().partition(FoundLine::is_matched);
        let seen = |lines: Vec<FoundLine>| if keeps { lines } else { Vec::new() };
        Ok(Reconciliation {
            keeps,
            difference,
            months,
            unmatched: seen(unmatched),
            missing,
            matched: seen(matched),
            imports: if keeps { imports } else { Vec::new() },
        })
    }

    /// Says of each transfer when it can have been at the bank, whom it pays and what its document says, the
    /// latter two only where a line of its amount asks.
    async fn booked(&self, transfers: &[Transfer], lines: &[Line]) -> Result<Vec<Booked>> {
        let asked: BTreeSet<Sum> = lines.iter().map(|it| it.sum).collect();
        let today = Day::of_ms(self.record.now_ms()?);
        let mut names: BTreeMap<Beneficiary, String> = BTreeMap::new();
        let mut reader = self.store.read().await?;
        let mut booked = Vec::with_capacity(transfers.len());
        for it in transfers {
            let sum = bank_sum(it);
            let mut document = String::new();
            if let Some(said) = it.attested.filter(|_| asked.contains(&sum)) {
                let words = reader.find_proposal_text(&said.evidence.0).await?;
                document =
                    words.map_or_else(String::new, |it| format!("{} {}", it.title, it.summary));
            }
            let payee = it.cause.beneficiary().filter(|_| asked.contains(&sum));
            if let Some(payee) = payee
                && !names.contains_key(&payee)
            {
                let name = match payee {
                    Beneficiary::Member(member) => {
                        let found = reader.find_member(member).await?;
                        found.map_or_else(String::new, |it| it.card.display_name.to_string())
                    }
                    Beneficiary::Outside(digest) => {
                        let words = reader.find_proposal_text(&digest.0).await?;
                        words.map_or_else(String::new, |it| it.title)
                    }
                };
                names.insert(payee, name);
            }
            let from = Day::of_ms(it.since_ms);
            // Income is said after it came, so its own day is when it was said. A payment is made after it
            // was decided and before a second person confirmed it.
            let until = if it.is_payment() {
                captured_day(it).unwrap_or(today)
            } else {
                from
            };
            booked.push(Booked {
                id: it.id,
                sum,
                from,
                until,
                party: payee
                    .and_then(|it| names.get(&it).cloned())
                    .unwrap_or_default(),
                document,
            });
        }
        Ok(booked)
    }
}

fn as_line(it: &KeptLine) -> Line {
    Line {
        day: it.day,
        sum: it.sum,
        party: it.party.clone(),
        words: it.words.clone(),
        code: line_code(it.id),
        linked: it.linked.map(|it| it.0),
    }
}

fn find(
    kept: Vec<KeptLine>,
    lines: &[Line],
    booked: &[Booked],
    transfers: &[Transfer],
    matches: &[matching::Match],
) -> Vec<FoundLine> {
    let by_line: BTreeMap<usize, &matching::Match> =
        matches.iter().map(|it| (it.line, it)).collect();
    let transfer = |place: usize| transfers.get(place).cloned();
    let mut found = Vec::with_capacity(kept.len());
    for (place, (line, asked)) in kept.into_iter().zip(lines).enumerate() {
        let matched = by_line.get(&place);
        let is = matched.and_then(|it| Some((transfer(it.booked)?, it.ground)));
        let candidates = match matched {
            Some(_) => Vec::new(),
            None => matching::candidates(asked, booked, matches)
                .into_iter()
                .take(20)
                .filter_map(transfer)
                .collect(),
        };
        found.push(FoundLine {
            code: asked.code.clone(),
            line,
            transfer: is,
            candidates,
        });
    }
    found
}
