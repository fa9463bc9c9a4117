//! What labels do for a reader: the legal floor first (what was taken down reaches nobody), then the
//! labels that the moderation policy voted, then those of labellers whom the reader chose; and about
//! each of these the reader has the last word (ADR-0018).
//!
//! Who may put on a label of the policy is the policy's to say: its moderators, citing a rule
//! ([`App::act`]). Anybody may offer labels of their own; only who subscribes sees them.

use std::sync::Arc;

use domain::handle::Handle;
use domain::ids::PostId;
use ledger::ids::MemberNumber;
use ledger::policy::LabelDefault;
use store::card::{LabelSeen, MemberCard, PostCard};
use store::comment::{CommentCard, CommentContent};
use store::labeller::{Mark, OfferedLabel, OwnMark};
use store::reading::Reading;
use store::{Page, SharedPage};

use crate::error::{AppError, Refusal, Result};
use crate::{App, Commons, Viewer};

/// Stands for the moderation policy among labellers.
pub const POLICY: MemberNumber = MemberNumber(0);
/// Labels that one labeller offers at most.
const OFFERED_MAX: usize = 50;
/// Labellers whom one reader subscribes to at most.
const SUBSCRIPTIONS_MAX: usize = 50;

/// A label about which a reader has a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSetting {
    /// Its id.
    pub label: String,
    /// What it says.
    pub title: String,
    /// What it does unless they choose.
    pub default: LabelDefault,
    /// What they chose.
    pub chosen: Option<LabelDefault>,
}

/// A member who offers labels, as a reader sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labeller {
    /// Who.
    pub member: MemberCard,
    /// How many see their labels.
    pub subscriber_count: u64,
    /// Whether the reader does.
    pub is_subscribed: bool,
    /// What they offer.
    pub labels: Vec<LabelSetting>,
}

/// All that a reader can choose about labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSettings {
    /// The policy's.
    pub policy: Vec<LabelSetting>,
    /// Labellers: those they subscribe to, and others, at most 100.
    pub labellers: Vec<Labeller>,
    /// What the reader offers themself.
    pub offered: Vec<OfferedLabel>,
}

impl App {
    /// Puts on each post of `page` the labels that its reader sees, and leaves out what one of them
    /// hides from them. Their own works are always there.
    pub(crate) async fn labelled(&self, page: SharedPage, viewer: &Viewer) -> Result<SharedPage> {
        let reading = self.reading_of(viewer).await?;
        self.labelled_for(page, viewer, &reading).await
    }

    /// The same with what they chose at hand.
    pub(crate) async fn labelled_for(
        &self,
        page: SharedPage,
        viewer: &Viewer,
        reading: &Reading,
    ) -> Result<SharedPage> {
        let is_plain = reading.labellers.is_empty();
        if is_plain && page.rows.iter().all(|it| it.labels.is_empty()) {
            return Ok(page);
        }
        let ids: Vec<PostId> = page.rows.iter().map(|it| it.id).collect();
        let marks = self.marks_on(&ids, reading, viewer).await?;
        let commons = self.commons();
        let mut page = Page::clone(&page);
        for card in &mut page.rows {
            card.labels_seen = labels_of(card, &commons, reading, &marks, viewer);
        }
        page.rows.retain(|it| {
            !it.labels_seen
                .iter()
                .any(|it| it.does == LabelDefault::Hide)
        });
        Ok(Arc::new(page))
    }

    /// The same of a post on its own page, which was asked for: what would hide it covers it.
    pub(crate) async fn labelled_alone(
        &self,
        mut card: PostCard,
        viewer: &Viewer,
    ) -> Result<PostCard> {
        let reading = self.reading_of(viewer).await?;
        let marks = self.marks_on(&[card.id], &reading, viewer).await?;
        let mut seen = labels_of(&card, &self.commons(), &reading, &marks, viewer);
        for label in &mut seen {
            label.does = label.does.min_cover();
        }
        card.labels_seen = seen;
        Ok(card)
    }

    /// Puts on each comment the labels that its reader sees. What one of them hides is covered, since
    /// answers hang below it.
    pub(crate) async fn labelled_comments(
        &self,
        page: Arc<Page<CommentCard>>,
        viewer: &Viewer,
    ) -> Result<Arc<Page<CommentCard>>> {
        let is_labelled = |it: &CommentCard| matches!(&it.content, CommentContent::Here { labels, .. } if !labels.is_empty());
        if !page.rows.iter().any(is_labelled) {
            return Ok(page);
        }
        let reading = self.reading_of(viewer).await?;
        let commons = self.commons();
        let mut page = Page::clone(&page);
        for card in &mut page.rows {
            if let CommentContent::Here { author, labels, .. } = &card.content {
                let written = (author.number, labels.as_slice());
                let mut seen = of_policy(written, &commons, &reading, viewer);
                for label in &mut seen {
                    label.does = label.does.min_cover();
                }
                card.labels_seen = seen;
            }
        }
        Ok(Arc::new(page))
    }

    async fn reading_of(&self, viewer: &Viewer) -> Result<Arc<Reading>> {
        match viewer.number() {
            Some(member) => Ok(self.store.find_reading(member).await?),
            None => Ok(Arc::default()),
        }
    }

    async fn marks_on(
        &self,
        posts: &[PostId],
        reading: &Reading,
        viewer: &Viewer,
    ) -> Result<Vec<Mark>> {
        match viewer.number() {
            Some(member) if !reading.labellers.is_empty() => {
                let mut reader = self.store.read().await?;
                Ok(reader.list_marks_seen_by(member, posts).await?)
            }
            Some(_) | None => Ok(Vec::new()),
        }
    }

    /// Lists what the viewer can choose about labels, and whose they can see.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn load_label_settings(&self, viewer: &Viewer) -> Result<LabelSettings> {
        let member = viewer.signed_in()?;
        let reading = self.store.find_reading(member).await?;
        let commons = self.commons();
        let policy = commons.moderation.labels.iter().map(|it| LabelSetting {
            label: it.value.id.clone(),
            title: it.value.title.clone(),
            default: it.value.default,
            chosen: reading.choice(POLICY, &it.value.id),
        });
        let mut reader = self.store.read().await?;
        let mut labellers = Vec::new();
        for card in reader.list_labellers().await? {
            let number = card.number;
            if number == member {
                continue;
            }
            let offered = reader.list_offered_labels(number).await?;
            labellers.push(Labeller {
                subscriber_count: reader.count_label_subscribers(number).await?,
                is_subscribed: reading.sees(number),
                labels: settings_of(number, offered, &reading),
                member: card,
            });
        }
        // Theirs first; the sort keeps the order of the rest.
        labellers.sort_by_key(|it| !it.is_subscribed);
        Ok(LabelSettings {
            policy: policy.collect(),
            labellers,
            offered: reader.list_offered_labels(member).await?,
        })
    }

    /// Writes what a label does for the viewer; nothing: what its default says. `labeller` is nobody
    /// for a label of the policy.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such label.
    pub async fn choose_label(
        &self,
        viewer: &Viewer,
        labeller: Option<&Handle>,
        label: &str,
        choice: Option<LabelDefault>,
    ) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let whose = match labeller {
            None => POLICY,
            Some(handle) => tx
                .find_number_of_handle(handle)
                .await?
                .ok_or(AppError::NotFound)?,
        };
        let is_there = if whose == POLICY {
            self.commons().moderation.find_label(label).is_some()
        } else {
            let offered = tx.list_offered_labels(whose).await?;
            offered.iter().any(|it| it.label == label)
        };
        if !is_there {
            return Err(AppError::NotFound);
        }
        tx.save_label_choice(member, whose, label, choice, self.clock.now_ms())
            .await?;
        Ok(tx.commit().await?)
    }

    /// Lets the viewer see the labels of another member, or no longer.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if they offer none; [`Refusal::Text`] for more than 50 labellers.
    pub async fn subscribe_to_labels(
        &self,
        viewer: &Viewer,
        labeller: &Handle,
        wanted: Subscription,
    ) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let whose = tx
            .find_number_of_handle(labeller)
            .await?
            .ok_or(AppError::NotFound)?;
        match wanted {
            Subscription::Off => tx.delete_label_subscription(member, whose).await?,
            Subscription::On => {
                if whose == member || tx.list_offered_labels(whose).await?.is_empty() {
                    return Err(AppError::NotFound);
                }
                if tx.find_reading(member).await?.labellers.len() >= SUBSCRIPTIONS_MAX {
                    return Err(Refusal::Text("labellers").into());
                }
                let now_ms = self.clock.now_ms();
                tx.insert_label_subscription(member, whose, now_ms).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Offers a label of the viewer's own, or words one anew.
    ///
    /// # Errors
    ///
    /// [`Refusal::Text`] for an id that is none, a title outside 1 to 120 bytes, or too many labels.
    pub async fn offer_label(
        &self,
        viewer: &Viewer,
        label: &str,
        title: &str,
        choice: LabelDefault,
    ) -> Result<()> {
        let member = viewer.signed_in()?;
        let is_id = (1..=32).contains(&label.len())
            && label
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
        let title = title.trim();
        if !is_id || title.is_empty() || title.len() > 120 {
            return Err(Refusal::Text("label").into());
        }
        let mut tx = self.store.begin().await?;
        let offered = tx.list_offered_labels(member).await?;
        let is_new = !offered.iter().any(|it| it.label == label);
        if is_new && offered.len() >= OFFERED_MAX {
            return Err(Refusal::Text("labels").into());
        }
        let offered = OfferedLabel {
            label: label.to_owned(),
            title: title.to_owned(),
            choice,
            offered_at_ms: self.clock.now_ms(),
        };
        tx.save_offered_label(member, &offered).await?;
        Ok(tx.commit().await?)
    }

    /// Offers a label of the viewer's no longer, and takes it off every post.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn withdraw_label(&self, viewer: &Viewer, label: &str) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.delete_offered_label(member, label).await?;
        Ok(tx.commit().await?)
    }

    /// Lists the labels that the viewer offers, each with whether it is on `post`.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if they cannot see the post.
    pub async fn list_own_marks(
        &self,
        viewer: &Viewer,
        post: PostId,
    ) -> Result<Vec<(OfferedLabel, IsOn)>> {
        let member = viewer.signed_in()?;
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        reader
            .find_post_visible_to(viewpoint, post)
            .await?
            .ok_or(AppError::NotFound)?;
        let on = reader.list_own_marks_on(member, post).await?;
        let offered = reader.list_offered_labels(member).await?;
        let with = offered.into_iter().map(|it| {
            let is_on = IsOn(on.contains(&it.label));
            (it, is_on)
        });
        Ok(with.collect())
    }

    /// Puts exactly these labels of the viewer's on `post`, and takes off their others.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if they cannot see the post, or offer no such label.
    pub async fn mark_post(&self, viewer: &Viewer, post: PostId, labels: &[String]) -> Result<()> {
        let member = viewer.signed_in()?;
        let before = self.list_own_marks(viewer, post).await?;
        let offers = |label: &String| before.iter().any(|(it, _)| it.label == *label);
        if !labels.iter().all(offers) {
            return Err(AppError::NotFound);
        }
        let mut tx = self.store.begin().await?;
        for (offered, is_on) in &before {
            let wanted = labels.contains(&offered.label);
            if wanted && !is_on.0 {
                let mark = OwnMark {
                    post,
                    label: offered.label.clone(),
                    marked_at_ms: self.clock.now_ms(),
                };
                tx.insert_label_mark(member, &mark).await?;
            } else if !wanted && is_on.0 {
                tx.delete_label_mark(member, post, &offered.label).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}

/// Whether a label is on a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsOn(pub bool);

/// Whether somebody's labels are to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// They are.
    On,
    /// No longer.
    Off,
}

trait AtMostCover {
    fn min_cover(self) -> Self;
}

impl AtMostCover for LabelDefault {
    fn min_cover(self) -> Self {
        match self {
            Self::Show => Self::Show,
            Self::Cover | Self::Hide => Self::Cover,
        }
    }
}

fn settings_of(
    labeller: MemberNumber,
    offered: Vec<OfferedLabel>,
    reading: &Reading,
) -> Vec<LabelSetting> {
    let setting = |it: OfferedLabel| LabelSetting {
        chosen: reading.choice(labeller, &it.label),
        label: it.label,
        title: it.title,
        default: it.choice,
    };
    offered.into_iter().map(setting).collect()
}

/// The labels of the policy as `viewer` sees them on what `author` wrote, and what each does for them.
fn of_policy(
    (author, labels): (MemberNumber, &[String]),
    commons: &Commons,
    reading: &Reading,
    viewer: &Viewer,
) -> Vec<LabelSeen> {
    let is_own = viewer.number() == Some(author);
    let seen = labels.iter().map(|id| {
        // A label that was voted away says its id and does nothing.
        let found = commons.moderation.find_label(id).map(|it| &it.value);
        let default = found.map_or(LabelDefault::Show, |it| it.default);
        let chosen = reading.choice(POLICY, id).unwrap_or(default);
        LabelSeen {
            title: found.map_or_else(|| id.clone(), |it| it.title.clone()),
            label: id.clone(),
            labeller: POLICY,
            handle: None,
            does: if is_own { LabelDefault::Show } else { chosen },
        }
    });
    seen.collect()
}

/// The labels that `viewer` sees on a post, and what each does for them.
fn labels_of(
    card: &PostCard,
    commons: &Commons,
    reading: &Reading,
    marks: &[Mark],
    viewer: &Viewer,
) -> Vec<LabelSeen> {
    let is_own = viewer.number() == Some(card.author.number);
    let does = |labeller, label: &str, default| {
        if is_own {
            LabelDefault::Show
        } else {
            reading.choice(labeller, label).unwrap_or(default)
        }
    };
    let mut seen = of_policy((card.author.number, &card.labels), commons, reading, viewer);
    let of_labellers = marks.iter().filter(|it| it.post == card.id);
    let of_labellers = of_labellers.map(|it| LabelSeen {
        title: it.title.clone(),
        label: it.label.clone(),
        labeller: it.labeller,
        handle: it.handle.clone(),
        does: does(it.labeller, &it.label, it.choice),
    });
    seen.extend(of_labellers);
    seen
}
