//! What happens in a demo, week by week.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::App;
use app::moderation::Decision;
use app::signing::Evidence;
use domain::founding::{RuleSet, first_data, first_feed, first_rules};
use domain::ids::{MediaHash, PostId};
use domain::post::{DraftPhoto, PostDraft};
use domain::profile::Language;
use indicatif::{MultiProgress, ProgressBar};
use ledger::Body;
use ledger::charter::{Charter, Joining, Template};
use ledger::ids::{KeyNumber, MemberNumber};
use ledger::member::Standing;
use ledger::operation::{Founding, Join};
use store::action::Action;
use store::appreciation::Subject;

use super::DemoArgs;
use super::decisions::Decisions;
use super::deliberations::Deliberations;
use super::dice::Dice;
use super::elections::Elections;
use super::giving::Giving;
use super::granting::Granting;
use super::investing::Investing;
use super::juries::Juries;
use super::material::Material;
use super::people::{self, Person, number, viewer};
use super::roadmap::Roadmap;
use super::trading::Trading;
use super::treasury::Treasury;
use super::trusting::Trusting;
use super::work::Work;
use crate::progress;

/// Milliseconds of a day.
const DAY_MS: u64 = 86_400_000;

/// Rounds at which people follow back whoever came since.
const FOLLOW_BACK_EVERY: u32 = 5;

/// How much of what somebody posted before is still come across.
const OLDER_MAX: usize = 8;

/// What nobody asked for, so that there is something to report.
const UNWANTED: &[&str] = &[
    "Ten thousand followers by Friday. Write to me for prices. Only this week.",
    "BUY presets BUY presets BUY presets. The link is under all your pictures.",
    "Everybody here should join my other platform instead. Same link as yesterday.",
];

/// A demo under way.
pub(super) struct Life {
    app: Arc<App>,
    material: Material,
    dice: Dice,
    people: Vec<Person>,
    joined: usize,
    rounds: u32,
    follow_back: BTreeMap<usize, Vec<MemberNumber>>,
    decisions: Decisions,
    deliberations: Deliberations,
    elections: Elections,
    giving: Giving,
    granting: Granting,
    roadmap: Roadmap,
    juries: Juries,
    /// Everything that was done to works, in its order.
    acts: Vec<Action>,
    work: Work,
    treasury: Treasury,
    trading: Trading,
    investing: Investing,
    trusting: Trusting,
    unwanted: Vec<(usize, PostId)>,
    counts: BTreeMap<&'static str, u64>,
    bars: MultiProgress,
    rounds_bar: ProgressBar,
    acts_bar: ProgressBar,
}

impl Life {
    /// Founds the network and shows its first photographs.
    pub(super) async fn begin(app: Arc<App>, material: Material, args: &DemoArgs) -> Result<Self> {
        let mut dice = Dice::new(args.seed);
        let people = people::draw(&material, material.friends.len(), args.rounds, &mut dice)?;
        let bars = MultiProgress::new();
        let rounds_bar = bars.add(progress::bar("rounds", u64::from(args.rounds)));
        let acts_bar = bars.add(progress::bar("acts", 0));
        let decisions = Decisions::planned(args.rounds);
        let mut life = Self {
            app,
            material,
            dice,
            people,
            joined: 0,
            rounds: args.rounds,
            follow_back: BTreeMap::new(),
            decisions,
            deliberations: Deliberations::planned(args.rounds, args.seed),
            elections: Elections::new(args.seed),
            giving: Giving::new(args.seed),
            granting: Granting::new(args.seed),
            roadmap: Roadmap::planned(args.rounds, args.seed),
            juries: Juries::planned(args.rounds, args.seed),
            acts: Vec::new(),
            work: Work::new(args.rounds, args.seed),
            treasury: Treasury::new(args.rounds, args.seed),
            trading: Trading::new(args.seed),
            investing: Investing::new(args.seed),
            trusting: Trusting::new(args.seed),
            unwanted: Vec::new(),
            counts: BTreeMap::new(),
            bars,
            rounds_bar,
            acts_bar,
        };
        life.found().await.context("founding the network")?;
        life.decode_photos()
            .await
            .context("decoding the photographs")?;
        Ok(life)
    }

    async fn found(&mut self) -> Result<()> {
        // The clauses of a co-operative, but open: the graph says who knows whom, not who asked whom.
        let charter = Charter {
            joining: Joining::Open,
            ..Charter::of(Template::Cooperative)
        };
        let demo = self.app.demo()?;
        let founder = number(0);
        let founding = Founding {
            name: "Meent".to_owned(),
            charter,
            moderation: first_rules(RuleSet::Makers, Language::English),
            data: first_data(Language::English),
            feed: first_feed(Language::English),
            founder: demo.passkey(founder).public_key(),
            node: self.app.record.node_key(),
        };
        let prepared = self.app.prepare(founder, Body::Found(Box::new(founding)))?;
        let signature = demo.passkey(founder).sign(KeyNumber(0), &prepared.hash.0);
        let person = self.people.first().context("there is nobody")?;
        self.app
            .found(
                &prepared.bytes,
                Evidence::Signed(signature),
                people::introduction(person),
                254,
            )
            .await?;
        self.joined = 1;
        Ok(())
    }

    /// Has every photograph go through the jail once; whoever posts it later uploads it all the same.
    async fn decode_photos(&self) -> Result<()> {
        let bar = self.bars.add(progress::bar(
            "photographs",
            self.material.photos.len() as u64,
        ));
        let mut under_way = tokio::task::JoinSet::new();
        for photo in &self.material.photos {
            let (app, bytes, name) = (
                Arc::clone(&self.app),
                photo.bytes.clone(),
                photo.name.clone(),
            );
            under_way
                .spawn(async move { upload(&app, 0, bytes, &name).await.with_context(|| name) });
            if under_way.len() >= 4
                && let Some(done) = under_way.join_next().await
            {
                done.context("decoding")??;
                bar.inc(1);
            }
        }
        while let Some(done) = under_way.join_next().await {
            done.context("decoding")??;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Lives through one round, from its first hour until it is settled.
    pub(super) async fn live_round(&mut self, round: u32) -> Result<()> {
        self.welcome(round).await.context("joining")?;
        self.follow(round).await.context("following")?;
        self.vouch().await.context("vouching")?;
        self.app.advance(DAY_MS).await?;
        let active = self.publish().await.context("publishing")?;
        self.decisions
            .file(&self.app, round, &mut self.dice)
            .await
            .context("proposing")?;
        let delegations = self
            .decisions
            .delegate(&self.app, round, self.joined, &mut self.dice)
            .await
            .context("delegating")?;
        self.count("delegations", delegations as u64);
        let claimed = self.work.claim(&self.app).await.context("claiming work")?;
        self.count("claims and skills", claimed as u64);
        self.app.advance(DAY_MS).await?;
        self.respond(&active).await.context("appreciating")?;
        self.report_unwanted().await.context("reporting")?;
        self.app.advance(DAY_MS).await?;
        self.take_part(round).await?;
        let acts = self.moderate().await.context("moderating")?;
        let judging = self.juries.live(&self.app, round, &acts);
        let spent_ms = judging.await.context("judging")?;
        self.acts.extend(acts);
        let left_ms = (4 * DAY_MS).saturating_sub(spent_ms);
        let revealed = self.trading.reveal(&self.app, left_ms).await;
        // To the last hour of the week, and over it, which closes and settles the round.
        self.app
            .advance(revealed.context("revealing orders")?)
            .await
            .context("closing the round")?;
        if round + 1 == self.rounds {
            let latest: Vec<Action> = self.acts.iter().rev().cloned().collect();
            let leaving = self.juries.leave_one(&self.app, &latest);
            leaving.await.context("leaving a jury to visitors")?;
        }
        self.rounds_bar.inc(1);
        self.rounds_bar
            .set_message(format!("{} members", self.joined));
        Ok(())
    }

    /// Votes, gives, deliberates, works and trades, and keeps the books.
    async fn take_part(&mut self, round: u32) -> Result<()> {
        let app = &self.app;
        let voted = self.decisions.vote(app, self.joined, &mut self.dice).await;
        let ranked = self.elections.live(app).await.context("electing")?;
        let ticked = self.giving.live(app).await.context("budget votes")?;
        let given = self.granting.live(app, round).await.context("grants")?;
        let deliberated = self.deliberations.live(app, round).await;
        deliberated.context("deliberating")?;
        let roadmap = self.roadmap.live(app, round).await;
        roadmap.context("ranking the roadmap")?;
        let reviewed = self.work.review(app).await.context("reviewing work")?;
        let compared = self.work.compare(app, self.joined).await;
        let money = self.treasury.live(app, round, self.joined).await;
        money.context("keeping the books")?;
        let friends = &self.material.friends;
        let known = self.trusting.live(app, friends).await;
        let signed = self.investing.live(app).await.context("investing")?;
        let sealed = self.trading.live(app, round).await.context("trading")?;
        let ballots = voted.context("voting")? + ranked + ticked;
        self.count("ballots", ballots as u64);
        self.count("supports of grants", given as u64);
        self.count("reviews", reviewed as u64);
        self.count("comparisons", compared.context("comparing works")? as u64);
        self.count(
            "vouches answered, people met",
            known.context("trust")? as u64,
        );
        self.count("subscriptions of investors", signed as u64);
        self.count("sealed orders", sealed as u64);
        Ok(())
    }

    fn count(&mut self, what: &'static str, by: u64) {
        *self.counts.entry(what).or_default() += by;
        self.acts_bar.inc(by);
        self.acts_bar.set_length(self.acts_bar.position());
    }

    /// How many people have joined by the end of `round`: a slow start, a crowd in the middle.
    fn joined_by(&self, round: u32) -> usize {
        let all = self.people.len();
        let last_wave = (self.rounds * 4 / 5).max(1);
        if round >= last_wave {
            return all;
        }
        // 21 founding members, then growth by a constant factor until everybody is there.
        let (mut reached, target) = (21.0_f64, all as f64);
        let factor = (target / 21.0).powf(1.0 / f64::from(last_wave));
        for _ in 0..round {
            reached *= factor;
        }
        (reached as usize).clamp(21.min(all), all)
    }

    async fn welcome(&mut self, round: u32) -> Result<()> {
        let until = self.joined_by(round);
        let demo = self.app.demo()?;
        let acts: Vec<_> = (self.joined..until)
            .map(|place| {
                let key = demo.passkey(number(place)).public_key();
                let body = Body::Join(Join {
                    key,
                    invitation: None,
                });
                (
                    number(place),
                    body,
                    self.people.get(place).map(people::introduction),
                )
            })
            .collect();
        let count = acts.len() as u64;
        people::submit(&self.app, acts).await?;
        for place in self.joined..until {
            if self.dice.chance(350) {
                let bio = self
                    .dice
                    .pick(&self.material.bios)
                    .cloned()
                    .unwrap_or_default();
                self.introduce(place, bio).await?;
            }
        }
        self.joined = until;
        self.count("joined", count);
        Ok(())
    }

    async fn introduce(&self, place: usize, about: String) -> Result<()> {
        let draft = domain::profile::ProfileDraft {
            about: Some(about),
            ..domain::profile::ProfileDraft::default()
        };
        self.app
            .update_profile(&viewer(place), draft)
            .await
            .context("writing a profile")?;
        Ok(())
    }

    /// A newcomer follows most friends who are there; the others follow them when they notice.
    async fn follow(&mut self, round: u32) -> Result<()> {
        let mut follows = 0;
        for place in 0..self.joined {
            let is_new = self
                .people
                .get(place)
                .is_some_and(|it| it.follows.is_empty());
            let mut whom = self
                .follow_back
                .remove(&place)
                .filter(|_| round.is_multiple_of(FOLLOW_BACK_EVERY) || is_new);
            if is_new {
                let friends: Vec<usize> = self.friends_of(place).collect();
                for friend in friends {
                    if self.dice.chance(600) || friend > place {
                        whom.get_or_insert_default().push(number(friend));
                    } else {
                        self.follow_back
                            .entry(friend)
                            .or_default()
                            .push(number(place));
                    }
                }
            }
            let Some(whom) = whom.filter(|whom| !whom.is_empty()) else {
                continue;
            };
            follows += whom.len() as u64;
            self.app.import_follows(&viewer(place), &whom).await?;
            if let Some(person) = self.people.get_mut(place) {
                person.follows.extend(whom.iter().map(|it| it.0 - 1));
            }
        }
        self.count("follows", follows);
        Ok(())
    }

    /// Friends of the person at `place` who have joined.
    fn friends_of(&self, place: usize) -> impl Iterator<Item = usize> {
        let friends = self.material.friends.get(place).into_iter().flatten();
        friends
            .map(|friend| *friend as usize)
            .filter(|friend| *friend < self.joined)
    }

    /// Members vouch for friends who need it, as far as their vouches reach.
    async fn vouch(&mut self) -> Result<()> {
        let now_ms = self.app.record.now_ms()?;
        let joined = self.joined;
        let friends = &self.material.friends;
        let acts = self.app.record.read(|state| {
            let charter = &state.charter;
            let mut free: Vec<bool> = state
                .members
                .iter()
                .map(|member| {
                    member.standing(charter, now_ms) == Standing::Member
                        && member.vouches_open() < usize::from(charter.vouches_open_max)
                        && member.vouched_in_round(state.round) < charter.vouches_per_round
                })
                .collect();
            let mut acts = Vec::new();
            // Whoever has one vouch already comes first: one more makes them an associate.
            for had in (0..usize::from(charter.vouches_needed)).rev() {
                for (place, member) in state.members.iter().enumerate().take(joined) {
                    if member.is_bootstrap || member.vouched_by.len() != had {
                        continue;
                    }
                    let voucher = friends.get(place).into_iter().flatten().find(|friend| {
                        free.get(**friend as usize) == Some(&true)
                            && member
                                .vouched_by
                                .binary_search(&number(**friend as usize))
                                .is_err()
                    });
                    if let Some(voucher) = voucher.map(|it| *it as usize) {
                        if let Some(slot) = free.get_mut(voucher) {
                            *slot = false;
                        }
                        acts.push((number(voucher), Body::Vouch(number(place)), None));
                    }
                }
            }
            acts
        })?;
        let vouches = people::submit(&self.app, acts).await?;
        self.count("vouches", vouches as u64);
        Ok(())
    }

    /// Whoever is about this week posts or not; returns who is about.
    async fn publish(&mut self) -> Result<Vec<usize>> {
        let mut active = Vec::new();
        for place in 0..self.joined {
            let Some(person) = self.people.get_mut(place) else {
                continue;
            };
            person.older.append(&mut person.recent);
            let kept = person.older.len().saturating_sub(OLDER_MAX);
            person.older.drain(..kept);
            if !self.dice.chance(person.zeal) {
                continue;
            }
            active.push(place);
            if self.dice.chance(330) {
                let draft = self.draft(place).await?;
                let post = self.app.publish(&viewer(place), draft).await;
                let Some(post) = accepted(post)? else {
                    continue;
                };
                if let Some(person) = self.people.get_mut(place) {
                    person.recent.push(post.id);
                }
                self.count("posts", 1);
            }
        }
        for words in UNWANTED.iter().take(1 + self.joined / 1_500) {
            let Some(place) = self.dice.pick(&active).copied() else {
                continue;
            };
            let draft = PostDraft {
                text: (*words).to_owned(),
                photos: Vec::new(),
            };
            if let Some(post) = accepted(self.app.publish(&viewer(place), draft).await)? {
                self.unwanted.push((place, post.id));
            }
        }
        Ok(active)
    }

    async fn draft(&mut self, place: usize) -> Result<PostDraft> {
        let tag = self
            .dice
            .pick(&self.material.tags)
            .cloned()
            .unwrap_or_default();
        let is_photographer = self.people.get(place).is_some_and(|it| it.is_photographer);
        if !is_photographer {
            let passage = self
                .dice
                .pick(&self.material.passages)
                .cloned()
                .unwrap_or_default();
            let text = if self.dice.chance(300) {
                format!("{passage}\n\n#{tag}")
            } else {
                passage
            };
            return Ok(PostDraft {
                text,
                photos: Vec::new(),
            });
        }
        let caption = self
            .dice
            .pick(&self.material.captions)
            .cloned()
            .unwrap_or_default();
        let several = if self.dice.chance(150) { 3 } else { 1 };
        let mut places: Vec<usize> = (0..self.material.photos.len()).collect();
        self.dice.shuffle(&mut places);
        let mut photos = Vec::new();
        for at in places.into_iter().take(several) {
            let Some(photo) = self.material.photos.get(at) else {
                continue;
            };
            let hash = upload(&self.app, place, photo.bytes.clone(), &photo.name).await?;
            photos.push(DraftPhoto {
                hash,
                alt_text: photo.alt.clone(),
            });
        }
        Ok(PostDraft {
            text: format!("{caption} #{tag}"),
            photos,
        })
    }

    /// Whoever is about appreciates what the people they follow posted, and says a word about some.
    async fn respond(&mut self, active: &[usize]) -> Result<()> {
        for place in active.iter().copied() {
            let Some(person) = self.people.get(place) else {
                continue;
            };
            let follows = person
                .follows
                .iter()
                .filter_map(|it| self.people.get(*it as usize));
            let mut seen: Vec<PostId> = follows
                .flat_map(|it| it.recent.iter().copied())
                .take(200)
                .collect();
            if seen.is_empty() {
                continue;
            }
            self.dice.shuffle(&mut seen);
            let wanted = 2 + self.dice.below(4);
            for post in seen.iter().take(wanted) {
                if accepted(
                    self.app
                        .appreciate(&viewer(place), Subject::Post(*post))
                        .await,
                )?
                .is_some()
                {
                    self.count("appreciations", 1);
                }
            }
            if self.dice.chance(180)
                && let Some(post) = seen.first()
                && let Some(words) = self.dice.pick(&self.material.comments).cloned()
                && accepted(self.app.comment(&viewer(place), *post, None, words).await)?.is_some()
            {
                self.count("comments", 1);
            }
            if self.dice.chance(150)
                && let Some(post) = self.older_work(place)
            {
                let who = viewer(place);
                accepted(self.app.appreciate(&who, Subject::Post(post)).await)?;
            }
            if self.dice.chance(40)
                && let Some(post) = seen.last()
                && accepted(self.app.repost(&viewer(place), *post).await)?.is_some()
            {
                self.count("reposts", 1);
            }
        }
        Ok(())
    }

    /// A work of some while ago, of somebody whom the person at `place` follows.
    fn older_work(&mut self, place: usize) -> Option<PostId> {
        let follows = &self.people.get(place)?.follows;
        let whom = usize::try_from(*self.dice.pick(follows)?).ok()?;
        self.dice.pick(&self.people.get(whom)?.older).copied()
    }

    async fn report_unwanted(&mut self) -> Result<()> {
        for (author, post) in self.unwanted.clone() {
            let reporters = 1 + self.dice.below(4);
            for _ in 0..reporters {
                let place = self.dice.below(self.joined);
                if place == author {
                    continue;
                }
                let subject = Subject::Post(post);
                let reported = self
                    .app
                    .report(
                        number(place),
                        subject,
                        "no-spam",
                        "The same advertisement again.",
                    )
                    .await;
                if accepted(reported)?.is_some() {
                    self.count("reports", 1);
                }
            }
        }
        Ok(())
    }

    /// The founder, who moderates at first, takes the step that the ladder gives, or finds it in order.
    /// Returns what was done.
    async fn moderate(&mut self) -> Result<Vec<Action>> {
        let moderator = number(0);
        let mut acts = Vec::new();
        for (author, post) in std::mem::take(&mut self.unwanted) {
            let subject = Subject::Post(post);
            if author == 0 {
                continue;
            }
            let case = self.app.load_case(moderator, subject).await?;
            let step = case
                .steps
                .iter()
                .find(|(rule, _)| rule == "no-spam")
                .map(|(_, step)| step.clone());
            let Some(step) = step.filter(|_| !case.reports.is_empty()) else {
                continue;
            };
            if self.dice.chance(120) {
                self.app.dismiss(moderator, subject).await?;
                continue;
            }
            let reasons =
                "It offers the same thing again and again under other people's work.".to_owned();
            let decision = Decision {
                subject,
                rule_id: "no-spam".to_owned(),
                step,
                reasons,
            };
            if let Some(act) = accepted(self.app.act(moderator, decision).await)? {
                self.count("actions", 1);
                acts.push(act);
            }
        }
        Ok(acts)
    }

    /// Says what became of it.
    pub(super) fn report(&self, took: Duration) -> Result<()> {
        self.acts_bar.finish_and_clear();
        self.rounds_bar.finish_and_clear();
        let (root, entries, issued, standings, stages) = self.app.record.read(|state| {
            let mut standings = BTreeMap::new();
            for member in &state.members {
                *standings
                    .entry(member.standing(&state.charter, state.time_ms))
                    .or_insert(0_u32) += 1;
            }
            let stages: Vec<_> = state.proposals.iter().map(|it| (it.id, it.stage)).collect();
            (state.root(), state.entries, state.issued, standings, stages)
        })?;
        let seconds = took.as_secs_f64();
        println!("\nLived through {} rounds in {seconds:.1} s:", self.rounds);
        for (what, count) in &self.counts {
            println!("  {count:>8} {what}");
        }
        for (standing, count) in standings {
            println!("  {count:>8} of standing {standing:?}");
        }
        for (id, stage) in stages {
            println!("  proposal {id}: {stage:?}");
        }
        println!(
            "  {} shares issued, {entries} entries on the record",
            issued.0 / 1_000_000
        );
        println!("state root {root}");
        Ok(())
    }
}

/// Tells a refusal, which is a part of life, from a failure, which ends the demo.
fn accepted<T>(outcome: app::Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(app::AppError::Refused(_) | app::AppError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn upload(app: &App, place: usize, bytes: Vec<u8>, name: &str) -> Result<MediaHash> {
    let viewer = viewer(place);
    let upload = app.create_upload(&viewer, bytes.len() as u64).await?;
    app.append_upload(&viewer, upload.id, 0, bytes).await?;
    Ok(app
        .finish_upload(&viewer, upload.id, Some(name))
        .await?
        .hash)
}
