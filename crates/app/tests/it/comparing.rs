//! Blind review: which pairs are shown, what becomes of the answers, and how an answer comes to be known.

use app::Viewer;
use ledger::ids::RoundNumber;
use store::comparison::{Answer, Side};

use crate::site::{Site, on_both};

const ROUND_MS: u64 = 168 * 3_600_000;

/// Prefers in every pair that is open the work whose words contain `liked`, else the first.
async fn review(site: &Site, reviewer: &Viewer, liked: &str) -> u32 {
    loop {
        // Looking draws nothing, however often.
        let before = site.app.load_review_bench(reviewer).await.expect("read");
        let again = site.app.load_review_bench(reviewer).await.expect("read");
        assert!(before.open.is_none() && again.open.is_none());
        let bench = site.app.open_pair(reviewer).await.expect("drawn");
        assert_eq!(before.may_draw, bench.open.is_some());
        let Some(open) = bench.open else {
            return bench.answered;
        };
        let [first, second] = &open.works;
        assert_ne!(first.author.number, second.author.number);
        let own = reviewer.number().expect("a member");
        assert!(![first.author.number, second.author.number].contains(&own));
        let side = match open.pair.known {
            Some(side) => side,
            None if second.text.as_str().contains(liked) => Side::Second,
            None => Side::First,
        };
        let place = open.pair.place;
        // Once drawn it waits, and is not drawn anew.
        let waits = site.app.load_review_bench(reviewer).await.expect("read");
        assert_eq!(waits.open.map(|it| it.pair), Some(open.pair));
        let same = site.app.open_pair(reviewer).await.expect("drawn");
        assert_eq!(same.open.map(|it| it.pair), Some(open.pair));
        let answer = Answer::Prefers(side);
        site.app
            .compare(reviewer, place, answer)
            .await
            .expect("answered");
        // A second answer to the same pair changes nothing.
        let other = site.app.compare(reviewer, place, Answer::Neither).await;
        other.expect("nothing to do");
    }
}

#[tokio::test]
async fn what_most_preferred_is_known_in_the_next_round() {
    on_both!(site => {
        let ana = site.founder();
        let mut members = Vec::new();
        for handle in ["ben", "cem", "dea", "eli", "fay"] {
            members.push(site.join(handle).await);
        }
        let [ben, cem, dea, eli, fay] = members.try_into().expect("five");
        let nothing = site.app.load_review_bench(&fay).await.expect("read");
        assert!(nothing.open.is_none());
        site.post(&ana, "A lock at dawn.").await;
        site.post(&ben, "A bill.").await;
        for reviewer in [&cem, &dea, &eli, &fay] {
            assert_eq!(review(site, reviewer, "dawn").await, 1);
        }
        // Of two works one is always their own.
        assert_eq!(review(site, &ana, "dawn").await, 0);
        site.app.advance(ROUND_MS).await.expect("a round closes");
        let first = site.app.load_round_file(RoundNumber(0)).await.expect("read").expect("kept");
        assert_eq!(first.reviews.compared.len(), 4);
        assert!(first.reviews.known.is_empty());
        let quality = first.qualities();
        let of = |it: &Viewer| quality.get(&it.number().expect("a member")).copied();
        assert_eq!(of(&ana).map(|it| (it.wins, it.seen)), Some((4, 4)));
        assert_eq!(of(&ben).map(|it| (it.wins, it.seen)), Some((0, 4)));

        for author in [&ana, &ben, &cem, &dea, &eli] {
            for words in ["A boat.", "A rope."] {
                site.post(author, words).await;
            }
        }
        // Twenty a round, two of them with the answer that the round before gave.
        assert_eq!(review(site, &fay, "boat").await, 20);
        site.app.advance(ROUND_MS).await.expect("a round closes");
        let second = site.app.load_round_file(RoundNumber(1)).await.expect("read").expect("kept");
        let known = second.reviews.known.first().copied().expect("fay met some");
        assert_eq!(Some(known.reviewer), fay.number());
        assert_eq!((known.asked, known.agreed), (2, 2));
        assert_eq!(second.reviews.compared.len(), 18);
    });
}
