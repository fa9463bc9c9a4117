//! Everything held on a member, as they see it: what, since when, until when, and why.

use domain::handle::Handle;
use domain::moderation::DAY_MS;
use ledger::ids::{MemberNumber, RoundNumber};
use ledger::policy::{Basis, Category, DataPolicy};
use store::Reader;
use store::comparison::Answer;
use store::opinion::opinion_word;
use store::reading::choice_word;

use crate::error::{AppError, Result};
use crate::{App, Viewer};

/// Most lines of one category on the privacy page; the export has all.
const LINES_MAX: usize = 500;

/// One thing held on a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldItem {
    /// Under which clause of the data policy.
    pub category: Category,
    /// What it is about, such as `post:…`, `session` or `handle`.
    pub subject: String,
    /// The datum, or the beginning of it.
    pub value: String,
    /// Since when.
    pub since_ms: u64,
    /// Until when; nothing: as long as the account, or until the member removes it.
    pub until_ms: Option<u64>,
}

/// One category on the privacy page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCategory {
    /// Which.
    pub category: Category,
    /// Why it is kept, in the policy's words; blank if the policy does not permit it.
    pub purpose: String,
    /// On what ground; nothing if the policy does not permit it.
    pub basis: Option<Basis>,
    /// For how many days; 0: as long as the account.
    pub retention_days: u16,
    /// Oldest first, at most 500.
    pub items: Vec<HeldItem>,
}

impl App {
    /// Lists everything held on the viewer, by category, with every category of the policy named
    /// even where nothing is held.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn list_held(&self, viewer: &Viewer) -> Result<Vec<HeldCategory>> {
        let member = viewer.signed_in()?;
        self.write_notes().await?;
        let commons = self.commons();
        let mut reader = self.store.read().await?;
        let items = find_held(&mut reader, member, LINES_MAX).await?;
        let items = with_ends(items, &commons.data);
        let category_of = |category: Category| {
            let clause = commons.data.find(category).map(|clause| &clause.value);
            let of_category = items
                .iter()
                .filter(|item| item.category == category)
                .take(LINES_MAX)
                .cloned();
            HeldCategory {
                category,
                purpose: clause.map(|item| item.purpose.clone()).unwrap_or_default(),
                basis: clause.map(|item| item.basis),
                retention_days: clause.map_or(0, |item| item.retention_days),
                items: of_category.collect(),
            }
        };
        let all = Category::ALL.into_iter().map(category_of);
        Ok(all
            .filter(|it| it.basis.is_some() || !it.items.is_empty())
            .collect())
    }
}

/// Says of what has no end of its own when the policy in force ends it.
pub(crate) fn with_ends(items: Vec<HeldItem>, policy: &DataPolicy) -> Vec<HeldItem> {
    let end = |item: HeldItem| {
        let clause = policy.find(item.category).map(|it| &it.value);
        let days = clause.map_or(0, |it| it.retention_days);
        let own = (days > 0).then(|| u64::from(days).saturating_mul(DAY_MS));
        HeldItem {
            until_ms: item
                .until_ms
                .or_else(|| own.map(|it| item.since_ms.saturating_add(it))),
            ..item
        }
    };
    items.into_iter().map(end).collect()
}

struct List(Vec<HeldItem>);

impl List {
    fn add(
        &mut self,
        category: Category,
        subject: impl Into<String>,
        value: impl Into<String>,
        since_ms: u64,
    ) {
        self.add_until(category, subject, value, since_ms, None);
    }

    fn add_until(
        &mut self,
        category: Category,
        subject: impl Into<String>,
        value: impl Into<String>,
        since_ms: u64,
        until_ms: Option<u64>,
    ) {
        self.0.push(HeldItem {
            category,
            subject: subject.into(),
            value: value.into(),
            since_ms,
            until_ms,
        });
    }
}

/// Finds everything held on a member, at most `rows_max` of each list.
pub(crate) async fn find_held(
    reader: &mut Reader,
    number: MemberNumber,
    rows_max: usize,
) -> Result<Vec<HeldItem>> {
    let mut list = List(Vec::new());
    add_account(&mut list, reader, number).await?;
    add_works(&mut list, reader, number, rows_max).await?;
    add_gestures(&mut list, reader, number, rows_max).await?;
    add_own_lists(&mut list, reader, number, rows_max).await?;
    add_devices(&mut list, reader, number).await?;
    add_opinions(&mut list, reader, number, rows_max).await?;
    add_reading(&mut list, reader, number, rows_max).await?;
    let mut last = None;
    loop {
        let items = reader.list_collected_items(number, last).await?;
        let Some(end) = items.last() else { break };
        last = Some(end.id);
        for item in items {
            let (subject, value) = (item.subject, item.value);
            list.add_until(
                item.category,
                subject,
                value,
                item.collected_at_ms,
                item.expires_at_ms,
            );
        }
    }
    Ok(list.0)
}

async fn add_account(list: &mut List, reader: &mut Reader, number: MemberNumber) -> Result<()> {
    let member = reader
        .find_member(number)
        .await?
        .ok_or(AppError::NotFound)?;
    let picture = member.picture.map(|picture| picture.to_string());
    for (subject, value) in [
        ("handle", member.card.handle.as_ref().map(Handle::as_str)),
        ("name", Some(member.card.display_name.as_str())),
        ("about", Some(member.about.as_str())),
        ("language", Some(member.language.tag())),
        ("theme", Some(member.theme.word())),
        ("picture", picture.as_deref()),
    ] {
        if let Some(value) = value {
            list.add(Category::Accounts, subject, value, member.joined_at_ms);
        }
    }
    Ok(())
}

async fn add_works(
    list: &mut List,
    reader: &mut Reader,
    number: MemberNumber,
    rows_max: usize,
) -> Result<()> {
    for row in reader.list_own_posts(number, rows_max).await? {
        list.add(
            Category::Posts,
            format!("post:{}", row.id),
            row.text,
            row.created_at_ms,
        );
    }
    for row in reader.list_own_comments(number, rows_max).await? {
        list.add(
            Category::Posts,
            format!("comment:{}", row.id),
            row.text,
            row.created_at_ms,
        );
    }
    for row in reader.list_own_deliberations(number).await? {
        list.add(
            Category::Posts,
            format!("draft:{}", row.id),
            row.title,
            row.started_at_ms,
        );
    }
    for row in reader.list_own_contributions(number, rows_max).await? {
        list.add(
            Category::Posts,
            format!("{}:{}", row.kind.word(), row.id),
            row.words.map(|it| it.text).unwrap_or_default(),
            row.written_at_ms,
        );
    }
    for text in reader.list_proposal_texts_of(number).await? {
        list.add(Category::Posts, "proposal", text.title, text.stored_at_ms);
    }
    for words in reader.list_nomination_texts_of(number).await? {
        let subject = format!("nomination:{}", words.election.0);
        list.add(Category::Posts, subject, words.text, words.stored_at_ms);
    }
    for report in reader.list_office_reports_of(number).await? {
        let subject = format!("office-report:{}", report.id);
        let value = format!("{}\n\n{}", report.title, report.text);
        list.add(Category::Posts, subject, value, report.written_at_ms);
    }
    Ok(())
}

async fn add_gestures(
    list: &mut List,
    reader: &mut Reader,
    number: MemberNumber,
    rows_max: usize,
) -> Result<()> {
    for row in reader.list_own_follows(number, rows_max).await? {
        list.add(
            Category::Graph,
            format!("follows:{}", row.followee.0),
            "",
            row.followed_at_ms,
        );
    }
    for row in reader.list_own_appreciations(number, rows_max).await? {
        let subject = format!("{}:{}", row.kind.word(), row.subject);
        list.add(
            Category::Appreciation,
            subject,
            format!("round {}", row.round),
            row.appreciated_at_ms,
        );
    }
    for pair in reader.list_own_pairs(number, RoundNumber(0)).await? {
        let subject = format!("comparison:{}:{}", pair.first.post, pair.second.post);
        let answer = pair.answer.map_or("", Answer::word);
        let value = format!("round {}: {answer}", pair.round);
        list.add(Category::Appreciation, subject, value, pair.answered_at_ms);
    }
    for row in reader.list_own_reposts(number, rows_max).await? {
        list.add(
            Category::Posts,
            format!("repost:{}", row.post),
            "",
            row.reposted_at_ms,
        );
    }
    for report in reader.list_reports_by(number).await? {
        let subject = format!("rule:{}", report.rule_id);
        list.add(
            Category::Reports,
            subject,
            report.words.as_str(),
            report.reported_at_ms,
        );
    }
    for row in reader.list_own_appeals(number, rows_max).await? {
        let subject = format!("case:{}", row.case);
        list.add(Category::Reports, subject, row.words, row.filed_at_ms);
    }
    for row in reader.list_own_verdict_statements(number, rows_max).await? {
        let subject = format!("statement of jury:{}", row.jury);
        list.add(Category::Reports, subject, row.words, row.stated_at_ms);
    }
    Ok(())
}

async fn add_own_lists(
    list: &mut List,
    reader: &mut Reader,
    number: MemberNumber,
    rows_max: usize,
) -> Result<()> {
    for row in reader.list_own_bookmarks(number, rows_max).await? {
        list.add(
            Category::Bookmarks,
            format!("post:{}", row.post),
            "",
            row.bookmarked_at_ms,
        );
    }
    for row in reader.list_own_drafts(number).await? {
        list.add_until(
            Category::Drafts,
            row.place,
            row.text,
            row.saved_at_ms,
            row.expires_at_ms,
        );
    }
    for row in reader.list_own_notifications(number, rows_max).await? {
        let (since_ms, detail) = (row.id.at_ms(), row.detail.unwrap_or_default());
        list.add_until(
            Category::Notifications,
            row.kind,
            detail,
            since_ms,
            row.expires_at_ms,
        );
    }
    for name in reader.list_invitation_names(number).await? {
        list.add(
            Category::InvitationNames,
            "invitation",
            name.name,
            name.named_at_ms,
        );
    }
    Ok(())
}

/// What they chose about reading, and what they offer and put on posts as a labeller.
async fn add_reading(
    list: &mut List,
    reader: &mut Reader,
    number: MemberNumber,
    rows_max: usize,
) -> Result<()> {
    let reading = reader.find_reading(number).await?;
    if let Some((recipe, since_ms)) = reading.recipe {
        list.add(Category::Accounts, "feed-recipe", recipe, since_ms);
    }
    for it in reading.labels {
        let subject = format!("label-choice:{}:{}", it.labeller.0, it.label);
        let value = choice_word(it.choice);
        list.add(Category::Accounts, subject, value, it.chosen_at_ms);
    }
    for (labeller, since_ms) in reading.labellers {
        let subject = format!("labels-of:{}", labeller.0);
        list.add(Category::Graph, subject, "", since_ms);
    }
    for it in reader.list_offered_labels(number).await? {
        let subject = format!("label:{}", it.label);
        list.add(Category::Posts, subject, it.title, it.offered_at_ms);
    }
    for it in reader.list_own_label_marks(number, rows_max).await? {
        let subject = format!("label-on:{}", it.post);
        list.add(Category::Posts, subject, it.label, it.marked_at_ms);
    }
    Ok(())
}

async fn add_opinions(
    list: &mut List,
    reader: &mut Reader,
    number: MemberNumber,
    rows_max: usize,
) -> Result<()> {
    for row in reader.list_own_opinions(number, rows_max).await? {
        list.add(
            Category::Opinions,
            format!("statement:{}", row.statement),
            opinion_word(row.opinion),
            row.answered_at_ms,
        );
    }
    for row in reader.list_own_marks(number, rows_max).await? {
        list.add(
            Category::Opinions,
            format!("case:{}", row.case),
            "convincing",
            row.marked_at_ms,
        );
    }
    Ok(())
}

async fn add_devices(list: &mut List, reader: &mut Reader, number: MemberNumber) -> Result<()> {
    for session in reader.list_sessions(number).await? {
        list.add(Category::Sessions, "session", "", session.created_at_ms);
        if let Some(name) = session.device_name {
            list.add(
                Category::DeviceNames,
                "session",
                name,
                session.created_at_ms,
            );
        }
    }
    for credential in reader.list_credentials(number).await? {
        if let Some(name) = credential.name {
            list.add(Category::DeviceNames, "key", name, credential.added_at_ms);
        }
    }
    Ok(())
}
