//! Lines of a bank's file: kept, linked, and their words erased.

use domain::bank::{BankBalance, Day, FileKind, Sum};
use domain::ids::{BankImportId, BankLineId};
use ledger::ids::{MemberNumber, TransferId};
use store::bank::{BankImport, KeptLine};

use crate::engine::{NOON, on_both};

const ACCOUNT: &str = "NL91ABNA0417164300";
const HASH: [u8; 32] = [7; 32];

fn import() -> BankImport {
    BankImport {
        id: BankImportId::new(NOON, [1; 10]),
        name: "march.xml".to_owned(),
        kind: FileKind::Camt053,
        account: ACCOUNT.to_owned(),
        imported_by: MemberNumber(1),
        imported_at_ms: NOON,
        opening: Some(BankBalance {
            day: Day(20_512),
            sum: Sum(-5),
        }),
        closing: None,
        line_count: 2,
        new_count: 2,
        erased_at_ms: None,
    }
}

fn line(place: u8, day: i32, cents: i64) -> KeptLine {
    KeptLine {
        id: BankLineId::new(NOON, [place; 10]),
        account: ACCOUNT.to_owned(),
        kind: FileKind::Camt053,
        day: Day(day),
        sum: Sum(cents),
        party: "Fenna Dekker".to_owned(),
        words: "a gift".to_owned(),
        linked: None,
        is_erased: false,
    }
}

#[tokio::test]
async fn lines_are_kept_linked_and_their_words_erased() {
    on_both!(store => {
        let (import, late, early) = (import(), line(1, 20_514, -4_000), line(2, 20_513, 50_000));
        let mut tx = store.begin().await.expect("begins");
        tx.insert_bank_import(&import, &HASH).await.expect("written");
        for it in [&late, &early] {
            tx.insert_bank_line(import.id, it).await.expect("written");
        }
        tx.commit().await.expect("commits");
        let mut reader = store.read().await.expect("a reader");
        assert_eq!(reader.find_bank_import(&HASH).await.expect("read"), Some(import.clone()));
        assert_eq!(reader.find_bank_import(&[8; 32]).await.expect("read"), None);
        assert_eq!(reader.list_bank_lines().await.expect("read"), [early.clone(), late.clone()]);
        for (first, last, count) in [(20_513, 20_514, 2), (20_514, 20_514, 1), (20_515, 20_600, 0)] {
            let found = reader.list_bank_lines_between(ACCOUNT, Day(first), Day(last)).await;
            assert_eq!(found.expect("read").len(), count, "{first} to {last}");
        }
        drop(reader);

        let mut tx = store.begin().await.expect("begins");
        let link = Some((TransferId(7), MemberNumber(2)));
        assert!(tx.link_bank_line(late.id, link).await.expect("written"));
        assert!(!tx.link_bank_line(BankLineId::new(0, [0; 10]), link).await.expect("written"));
        assert!(tx.erase_bank_words(import.id, NOON + 1).await.expect("erased"));
        assert!(!tx.erase_bank_words(import.id, NOON + 2).await.expect("erased once"));
        tx.commit().await.expect("commits");
        let mut reader = store.read().await.expect("a reader");
        let kept = reader.list_bank_lines().await.expect("read");
        let bare = |it: KeptLine| KeptLine { party: String::new(), words: String::new(), is_erased: true, ..it };
        assert_eq!(kept, [bare(early), KeptLine { linked: link, ..bare(late) }]);
        let imports = reader.list_bank_imports().await.expect("read");
        assert_eq!(imports, [BankImport { name: String::new(), erased_at_ms: Some(NOON + 1), ..import }]);
    });
}
