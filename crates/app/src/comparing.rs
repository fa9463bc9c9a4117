//! Blind review: two works of others at a time, without their makers' names (GOVERNANCE §6; ADR-0021).
//!
//! A tenth of the pairs has a known answer: a work that reviewers of the round before preferred in three
//! of four pairs, beside one that they preferred in one of four at most, each seen four times or more.
//! Whoever meets these answers is paid for reviewing; nobody is told which pairs they were.

use std::collections::BTreeMap;

use domain::visibility::Viewpoint;
use ledger::ids::{MemberNumber, RoundNumber};
use ledger::member::Standing;
use ledger::round::{KNOWN_MAX, Known, PAIRS_MAX, Preference};
use ledger::settlement::Answers;
use store::card::PostCard;
use store::comparison::{Answer, Compared, Pair, Side};

use crate::App;
use crate::error::{AppError, Result};
use crate::round::work_row;
use crate::viewer::Viewer;

/// Which pairs have a known answer: the tenth and the twentieth.
const KNOWN_EACH: u32 = PAIRS_MAX / KNOWN_MAX;
/// Times that a work was seen before its rate says anything.
const SEEN_LEAST: u32 = 4;

/// What a reviewer is shown.
#[derive(Clone, Debug)]
pub struct PairView {
    /// The pair.
    pub pair: Pair,
    /// The works, as everybody may see them.
    pub works: [PostCard; 2],
}

/// Where a reviewer is in this round.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The pair to answer; nothing if none was drawn.
    pub open: Option<PairView>,
    /// Whether another one can be drawn, while none is open.
    pub may_draw: bool,
    /// Pairs answered in this round.
    pub answered: u32,
    /// Pairs of a round.
    pub pairs_max: u32,
}

impl App {
    /// Loads the pair that the viewer is to answer. Nothing changes by that: [`App::open_pair`] draws one.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer is not signed in; [`AppError::Store`], [`AppError::Record`].
    pub async fn load_review_bench(&self, viewer: &Viewer) -> Result<Bench> {
        let member = viewer.number().ok_or(AppError::NotFound)?;
        let round = self.commons().round;
        let mut reader = self.store.read().await?;
        let pair = reader.find_open_pair_of(member, round).await?;
        let shown = reader.count_pairs_of(member, round).await?;
        drop(reader);
        let open = match pair {
            Some(pair) => {
                let works = self.works_of(&pair).await?;
                works.map(|works| PairView { pair, works })
            }
            None => None,
        };
        // A pair whose works are gone is passed over with the next draw.
        let may_draw = open.is_none()
            && (pair.is_some()
                || (shown < PAIRS_MAX
                    && self.may_review(member)?
                    && self.choose_pair(member, round, shown).await?.is_some()));
        Ok(Bench {
            open,
            may_draw,
            answered: shown.saturating_sub(u32::from(pair.is_some())),
            pairs_max: PAIRS_MAX,
        })
    }

    /// Draws a pair for the viewer if none is open, and returns where they are.
    ///
    /// # Errors
    ///
    /// As [`App::load_review_bench`].
    pub async fn open_pair(&self, viewer: &Viewer) -> Result<Bench> {
        let member = viewer.number().ok_or(AppError::NotFound)?;
        let round = self.commons().round;
        // A work can be gone by the time it is looked at; then the pair is passed over.
        for _ in 0..=PAIRS_MAX {
            let mut reader = self.store.read().await?;
            let open = reader.find_open_pair_of(member, round).await?;
            let shown = reader.count_pairs_of(member, round).await?;
            drop(reader);
            let pair = match open {
                Some(pair) => Some(pair),
                None if shown < PAIRS_MAX && self.may_review(member)? => {
                    self.draw_pair(member, round, shown).await?
                }
                None => None,
            };
            let answered = shown.saturating_sub(u32::from(open.is_some()));
            let Some(pair) = pair else {
                return Ok(Bench {
                    open: None,
                    may_draw: false,
                    answered,
                    pairs_max: PAIRS_MAX,
                });
            };
            if let Some(works) = self.works_of(&pair).await? {
                return Ok(Bench {
                    open: Some(PairView { pair, works }),
                    may_draw: false,
                    answered,
                    pairs_max: PAIRS_MAX,
                });
            }
            self.put_answer(&pair, Answer::Neither).await?;
        }
        Err(AppError::Busy)
    }

    /// Takes the viewer's answer to the pair of this place; nothing happens if it is not the open one.
    ///
    /// # Errors
    ///
    /// As [`App::load_review_bench`].
    pub async fn compare(&self, viewer: &Viewer, place: u32, answer: Answer) -> Result<()> {
        let member = viewer.number().ok_or(AppError::NotFound)?;
        let round = self.commons().round;
        let mut reader = self.store.read().await?;
        let open = reader.find_open_pair_of(member, round).await?;
        drop(reader);
        if let Some(pair) = open.filter(|it| it.place == place) {
            self.put_answer(&pair, answer).await?;
        }
        Ok(())
    }

    async fn put_answer(&self, pair: &Pair, answer: Answer) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let key = (pair.member, pair.round, pair.place);
        tx.answer_pair(key, answer, self.clock.now_ms()).await?;
        Ok(tx.commit().await?)
    }

    fn may_review(&self, member: MemberNumber) -> Result<bool> {
        let now_ms = self.record.now_ms()?;
        let standing = self.record.read(|state| state.standing(member, now_ms))?;
        Ok(standing >= Standing::Associate)
    }

    async fn works_of(&self, pair: &Pair) -> Result<Option<[PostCard; 2]>> {
        let mut reader = self.store.read().await?;
        let everyone = Viewpoint::Anyone;
        let first = reader
            .find_post_visible_to(everyone, pair.first.post)
            .await?;
        let second = reader
            .find_post_visible_to(everyone, pair.second.post)
            .await?;
        Ok(first.zip(second).map(<[PostCard; 2]>::from))
    }

    /// Draws two works, and keeps that they are shown.
    async fn draw_pair(
        &self,
        member: MemberNumber,
        round: RoundNumber,
        place: u32,
    ) -> Result<Option<Pair>> {
        let Some(pair) = self.choose_pair(member, round, place).await? else {
            return Ok(None);
        };
        let mut tx = self.store.begin().await?;
        tx.insert_pair(&pair).await?;
        tx.commit().await?;
        // Whoever asked at the same time may have drawn another: what is kept counts.
        let mut reader = self.store.read().await?;
        Ok(reader.find_open_pair_of(member, round).await?)
    }

    /// Chooses two works of the last round's length, of two others.
    async fn choose_pair(
        &self,
        member: MemberNumber,
        round: RoundNumber,
        place: u32,
    ) -> Result<Option<Pair>> {
        let known = if (place + 1).is_multiple_of(KNOWN_EACH) {
            self.draw_known(member, round).await?
        } else {
            None
        };
        let drawn = match known {
            Some((better, worse)) => {
                let side = if self.below(2) == 0 {
                    Side::First
                } else {
                    Side::Second
                };
                let (first, second) = match side {
                    Side::First => (better, worse),
                    Side::Second => (worse, better),
                };
                Some((first, second, Some(side)))
            }
            None => self
                .draw_unknown(member)
                .await?
                .map(|(first, second)| (first, second, None)),
        };
        Ok(drawn.map(|(first, second, known)| Pair {
            member,
            round,
            place,
            first,
            second,
            known,
            answer: None,
            answered_at_ms: 0,
        }))
    }

    async fn draw_unknown(&self, member: MemberNumber) -> Result<Option<(Compared, Compared)>> {
        let commons = self.commons();
        let now_ms = self.clock.now_ms();
        let length = commons.charter.round_ms();
        let from_ms = now_ms.saturating_sub(length);
        // Where there are more than one answer lists, a moment of the round decides from where.
        let start_ms = from_ms + self.below(usize::try_from(length).unwrap_or(usize::MAX)) as u64;
        let mut reader = self.store.read().await?;
        let mut works = reader
            .list_comparable_works(member, from_ms, now_ms + 1)
            .await?;
        if works.len() >= 400 {
            works = reader
                .list_comparable_works(member, start_ms, now_ms + 1)
                .await?;
        }
        let seen = reader.list_own_pairs(member, commons.round).await?;
        drop(reader);
        for _ in 0..32 {
            let (Some(first), Some(second)) = (self.pick(&works), self.pick(&works)) else {
                return Ok(None);
            };
            let is_seen = seen.iter().any(|it| {
                let both = [it.first.post, it.second.post];
                both.contains(&first.post) && both.contains(&second.post)
            });
            if first.author != second.author && !is_seen {
                return Ok(Some((first, second)));
            }
        }
        Ok(None)
    }

    /// A work that the reviewers of the round before liked, and one that they did not.
    async fn draw_known(
        &self,
        member: MemberNumber,
        round: RoundNumber,
    ) -> Result<Option<(Compared, Compared)>> {
        let Some(before) = round.0.checked_sub(1).map(RoundNumber) else {
            return Ok(None);
        };
        // The first 5,000 answers are enough to know a few works well.
        let mut reader = self.store.read().await?;
        let pairs = reader.list_answered_pairs(before, None).await?;
        drop(reader);
        let (liked, disliked) = clear(&pairs);
        let of_others = |works: Vec<Compared>| -> Vec<Compared> {
            works.into_iter().filter(|it| it.author != member).collect()
        };
        let (liked, disliked) = (of_others(liked), of_others(disliked));
        for _ in 0..8 {
            let (Some(better), Some(worse)) = (self.pick(&liked), self.pick(&disliked)) else {
                return Ok(None);
            };
            if better.author != worse.author {
                return Ok(Some((better, worse)));
            }
        }
        Ok(None)
    }

    fn pick(&self, works: &[Compared]) -> Option<Compared> {
        if works.is_empty() {
            return None;
        }
        works.get(self.below(works.len())).copied()
    }

    /// A random number below `end`; the bias of a remainder of 64 bits is below anything that is seen.
    fn below(&self, end: usize) -> usize {
        let bits = self.entropy.bits();
        let mut word = [0; 8];
        word.copy_from_slice(&bits[..8]);
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(u64::from_le_bytes(word) % end).unwrap_or(0)
    }

    /// Loads what reviewers said in `round`, for its file.
    pub(crate) async fn load_answers(&self, round: RoundNumber) -> Result<Answers> {
        let mut reader = self.store.read().await?;
        let mut answers = Answers::default();
        let mut known: BTreeMap<MemberNumber, Known> = BTreeMap::new();
        let mut last = None;
        loop {
            let pairs = reader.list_answered_pairs(round, last.as_ref()).await?;
            for pair in &pairs {
                if let (Some(side), Some(answer)) = (pair.known, pair.answer) {
                    let row = known.entry(pair.member).or_insert(Known {
                        reviewer: pair.member,
                        asked: 0,
                        agreed: 0,
                    });
                    row.asked += 1;
                    row.agreed += u32::from(answer == Answer::Prefers(side));
                } else if let Some((better, worse)) = preferred(pair) {
                    answers.preferences.push(Preference {
                        reviewer: pair.member,
                        better: work_row(better.author, better.post.as_bytes()),
                        worse: work_row(worse.author, worse.post.as_bytes()),
                    });
                }
            }
            match pairs.last() {
                Some(pair) => last = Some(*pair),
                None => break,
            }
        }
        answers.known = known.into_values().collect();
        Ok(answers)
    }
}

fn preferred(pair: &Pair) -> Option<(Compared, Compared)> {
    match pair.answer? {
        Answer::Prefers(Side::First) => Some((pair.first, pair.second)),
        Answer::Prefers(Side::Second) => Some((pair.second, pair.first)),
        Answer::Neither => None,
    }
}

/// Returns the works whose rate is at least three of four, and those at most one of four.
fn clear(pairs: &[Pair]) -> (Vec<Compared>, Vec<Compared>) {
    let mut rates: BTreeMap<Compared, (u32, u32)> = BTreeMap::new();
    for (better, worse) in pairs.iter().filter_map(preferred) {
        let better = rates.entry(better).or_default();
        *better = (better.0 + 1, better.1 + 1);
        rates.entry(worse).or_default().1 += 1;
    }
    let chosen = |is_it: fn(u32, u32) -> bool| {
        let clear = rates
            .iter()
            .filter(|(_, (wins, seen))| *seen >= SEEN_LEAST && is_it(*wins, *seen));
        clear.map(|(work, _)| *work).collect::<Vec<Compared>>()
    };
    (
        chosen(|wins, seen| wins * 4 >= seen * 3),
        chosen(|wins, seen| wins * 4 <= seen),
    )
}

#[cfg(test)]
mod tests {
    use domain::ids::PostId;
    use ledger::ids::{MemberNumber, RoundNumber};
    use store::comparison::{Answer, Compared, Pair, Side};

    use super::clear;

    fn work(number: u32) -> Compared {
        Compared {
            post: PostId::new(u64::from(number), [0; 10]),
            author: MemberNumber(number),
        }
    }

    /// Work 1 against work 2, so often preferred and so often not.
    fn pairs(wins: u32, losses: u32) -> Vec<Pair> {
        let side = |place| {
            if place < wins {
                Side::First
            } else {
                Side::Second
            }
        };
        (0..wins + losses)
            .map(|place| Pair {
                member: MemberNumber(place + 10),
                round: RoundNumber(0),
                place: 0,
                first: work(1),
                second: work(2),
                known: None,
                answer: Some(Answer::Prefers(side(place))),
                answered_at_ms: 1,
            })
            .collect()
    }

    /// Three of four make it clear, and four times seen.
    #[test]
    fn an_answer_is_known_where_most_agreed() {
        for (wins, losses, is_clear) in [(3, 0, false), (3, 1, true), (5, 2, false), (6, 2, true)] {
            let (liked, disliked) = clear(&pairs(wins, losses));
            let expected = if is_clear {
                (vec![work(1)], vec![work(2)])
            } else {
                (Vec::new(), Vec::new())
            };
            assert_eq!((liked, disliked), expected, "{wins}:{losses}");
        }
    }
}
