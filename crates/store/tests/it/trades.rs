//! Trades as the record made them and as they ended, derived and made anew.

use ledger::ids::{AuctionId, EntryIndex, MemberNumber, MicroShares, Money, TradeId};
use store::projection::{EntryRow, ProjectedEntry};
use store::trade::{TradeEnd, TradeEvent, TradeRow};

use crate::engine::{NOON, on_both};

const SELLER: MemberNumber = MemberNumber(3);

fn made(id: u32, buyer: u32) -> TradeRow {
    TradeRow {
        id: TradeId(id),
        auction: AuctionId(1),
        seller: SELLER,
        buyer: MemberNumber(buyer),
        amount: MicroShares(1_500_000),
        money: Money(45),
        end: None,
    }
}

fn entry(index: u64, trades: Vec<TradeEvent>) -> ProjectedEntry {
    ProjectedEntry {
        entry: EntryRow {
            index: EntryIndex(index),
            time_ms: NOON,
            member: MemberNumber(0),
            kind: "tick".to_owned(),
            operation_id: [u8::try_from(index).expect("few"); 32],
            proposal: None,
        },
        tallies: Vec::new(),
        credits: Vec::new(),
        policies: Vec::new(),
        trades,
    }
}

#[tokio::test]
async fn trades_end_once_and_are_listed_by_who_traded() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let all = [made(1, 4), made(2, 5), made(3, 6), made(4, 4)];
        tx.project(&entry(0, all.map(TradeEvent::Made).into())).await.expect("written");
        let office = TradeEnd::Office(MemberNumber(1), MemberNumber(2));
        let ends = [(1, TradeEnd::Seller, NOON + 1), (2, office, NOON + 2), (3, TradeEnd::Lapsed, NOON + 3)];
        let events = ends.map(|(id, end, at_ms)| TradeEvent::Ended(TradeId(id), end, at_ms));
        tx.project(&entry(1, events.into())).await.expect("written");
        tx.commit().await.expect("commits");
        let mut reader = store.read().await.expect("a reader");
        for (id, end, at_ms) in ends {
            let found = reader.find_trade(TradeId(id)).await.expect("read").expect("there");
            assert_eq!(found.end, Some((end, at_ms)), "{id}");
        }
        let open = reader.find_trade(TradeId(4)).await.expect("read");
        assert_eq!(open, Some(made(4, 4)));
        assert_eq!(reader.find_trade(TradeId(5)).await.expect("read"), None);
        let ids = |rows: Vec<TradeRow>| rows.iter().map(|it| it.id.0).collect::<Vec<u32>>();
        for (member, limit, over, settled) in [
            (3, 12, vec![3, 2, 1], vec![1, 2]),
            (3, 2, vec![3, 2], vec![1, 2]),
            (4, 12, vec![1], vec![1]),
            (6, 12, vec![3], vec![]),
            (7, 12, vec![], vec![]),
        ] {
            let member = MemberNumber(member);
            let found = reader.list_trades_over(member, limit).await.expect("read");
            assert_eq!(ids(found), over, "{member} {limit}");
            let found = reader.list_trades_settled(member).await.expect("read");
            assert_eq!(ids(found), settled, "{member}");
        }
        drop(reader);
        let mut tx = store.begin().await.expect("begins");
        tx.clear_projection().await.expect("cleared");
        tx.commit().await.expect("commits");
        let mut reader = store.read().await.expect("a reader");
        assert_eq!(reader.find_trade(TradeId(1)).await.expect("read"), None);
    });
}
