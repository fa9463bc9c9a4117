//! Forms for what instructs people: each shows what would change, or what is wrong, and keeps what was typed.

use axum::http::StatusCode;
use ledger::charter::{Charter, Template};
use ledger::ids::MemberNumber;

use crate::site::Site;

/// One form, what is typed, and what the answer says.
struct Row {
    place: &'static str,
    typed: &'static str,
    says: &'static [&'static str],
}

const ROWS: &[Row] = &[
    Row {
        place: "appointment",
        typed: "office=guardian&member=%40fenna",
        says: &["data-sign=\"propose\"", "Guardian", "appointment"],
    },
    Row {
        place: "appointment",
        typed: "office=guardian&member=nobody-here",
        says: &["There is no member “nobody-here”.", "value=\"nobody-here\""],
    },
    Row {
        place: "appointment",
        typed: "office=king&member=fenna",
        says: &["Choose one of what is offered.", "value=\"fenna\""],
    },
    Row {
        place: "recall",
        typed: "office=guardian&member=fenna",
        says: &["This member does not hold that office."],
    },
    Row {
        place: "mandate",
        typed: "leads=fenna&per-round=120%2C50&rounds=13",
        says: &[
            "data-sign=\"propose\"",
            "€\u{a0}120.50 a week, for 13 weeks",
        ],
    },
    Row {
        place: "mandate",
        typed: "leads=fenna&per-round=120&rounds=many",
        says: &["That number is outside what is possible.", "value=\"many\""],
    },
    Row {
        place: "budget",
        typed: "treasury=1000&operations=400&grants=12.50",
        says: &["data-sign=\"propose\"", "€\u{a0}1,000", "€\u{a0}12.50"],
    },
    Row {
        place: "budget",
        typed: "treasury=1000&operations=4.000",
        says: &["An amount is typed as 1200 or 12.50.", "value=\"4.000\""],
    },
    Row {
        place: "budget",
        typed: "treasury=10&operations=400",
        says: &["flash-error", "value=\"400\""],
    },
    Row {
        place: "spend",
        typed: "envelope=grants&member=fenna&amount=5",
        says: &[
            "There is less money there than this asks for.",
            "value=\"5\"",
        ],
    },
    Row {
        place: "spend",
        typed: "envelope=grants&outside=Bakery+De+Molen&amount=5",
        says: &[
            "There is less money there than this asks for.",
            "value=\"Bakery De Molen\"",
        ],
    },
    Row {
        place: "spend",
        typed: "envelope=grants&member=fenna&outside=Bakery&amount=5",
        says: &["Say who is paid", "value=\"Bakery\"", "value=\"fenna\""],
    },
    Row {
        place: "spend",
        typed: "envelope=grants&amount=5",
        says: &["Say who is paid"],
    },
    Row {
        place: "data/more/view-counts",
        typed: "purpose=To+count+readers.&days=10&basis=needed&audience=oneself",
        says: &[
            "data-sign=\"propose\"",
            "To count readers.",
            "&quot;opt-in&quot;",
        ],
    },
    Row {
        place: "data/more/search-texts",
        typed: "purpose=&days=10&audience=oneself",
        says: &["flash-error", "name=\"purpose\""],
    },
    Row {
        place: "data/more/search-texts",
        typed: "purpose=To+guess.&days=9999&audience=everyone",
        says: &["flash-error", "value=\"9999\"", "To guess."],
    },
    Row {
        place: "moderation/moderators",
        typed: "moderators=%40fenna%0D%0Anobody-here",
        says: &["There is no member “nobody-here”.", "@fenna"],
    },
    Row {
        place: "charter/keys-max",
        typed: "value=9",
        says: &[
            "data-sign=\"propose\"",
            "Keys of one member",
            "<ins>9</ins>",
        ],
    },
    Row {
        place: "charter/keys-max",
        typed: "value=900",
        says: &["flash-error", "value=\"900\""],
    },
    Row {
        place: "charter/keys-max",
        typed: "value=nine",
        says: &["flash-error", "value=\"nine\""],
    },
    Row {
        place: "existence",
        typed: "existence=dissolution",
        says: &["data-sign=\"propose\"", "End the network"],
    },
];

#[tokio::test]
async fn what_instructs_people_is_proposed_by_a_form() {
    let site = Site::found_under(|charter| *charter = Charter::of(Template::Cooperative)).await;
    let fenna = site.cookie(MemberNumber(1)).await;
    let cookie = format!("{fenna}; meent-lang=en");
    for row in ROWS {
        let path = format!("/commons/propose/{}", row.place);
        let form = site.get(&path, &cookie).await;
        assert_eq!(form.status, StatusCode::OK, "{path}");
        let typed = format!("{}&title=Shall+we%3F&reasons=Yes.", row.typed);
        let answer = site.form(&path, &cookie, &typed).await;
        assert_eq!(answer.status, StatusCode::OK, "{path} {}", row.typed);
        for words in row.says {
            let body = &answer.body;
            assert!(
                body.contains(words),
                "{} {}: {words}: {body}",
                row.place,
                row.typed
            );
        }
    }
    let stranger = site.form("/commons/propose/budget", "", "treasury=1").await;
    assert_ne!(stranger.status, StatusCode::OK);
}

/// A circle is offered what friends decide, in words that they use; the rest stands where somebody
/// looks for it.
#[tokio::test]
async fn a_circle_is_asked_in_its_own_words() {
    let places = [
        "roadmap",
        "budget",
        "spend",
        "appointment",
        "recall",
        "existence",
    ];
    for template in [Template::Circle, Template::Cooperative] {
        let is_circle = template == Template::Circle;
        let site = Site::found_under(|charter| *charter = Charter::of(template)).await;
        let fenna = site.cookie(MemberNumber(1)).await;
        for (lang, plain, formal) in [
            ("en", "What we do next", "Give somebody an office"),
            ("nl", "Wat we hierna doen", "Iemand een ambt geven"),
        ] {
            let cookie = format!("{fenna}; meent-lang={lang}");
            let page = site.get("/commons/propose", &cookie).await.body;
            assert_eq!(page.contains(plain), is_circle, "{template:?} {lang}");
            assert_eq!(page.contains(formal), !is_circle, "{template:?} {lang}");
            if !is_circle {
                continue;
            }
            expect_plain(&page);
            for place in places {
                assert!(
                    page.contains(&format!("/commons/propose/{place}\"")),
                    "{place}"
                );
                let form = site
                    .get(&format!("/commons/propose/{place}"), &cookie)
                    .await;
                assert_eq!(form.status, StatusCode::OK, "{place}");
                expect_plain(&form.body);
            }
            let form = site.get("/commons/propose/budget", &cookie).await.body;
            assert!(form.contains("name=\"grants\"") && !form.contains("name=\"escrow\""));
        }
    }
}

/// No word of the rules' own stands on a page of a circle.
fn expect_plain(page: &str) {
    let main = page.split("<main").nth(1).expect("a page has a main part");
    let main = main.split("</main>").next().unwrap_or(main);
    let words = main.split('<').filter_map(|it| it.split_once('>'));
    let lower: String = words.map(|it| it.1.to_lowercase()).collect();
    for word in [
        " track",
        "chamber",
        " bp",
        "steward",
        "envelop",
        "basis point",
        "mandate",
        "kamer",
        "mandaat",
        "basispunt",
    ] {
        assert!(!lower.contains(word), "“{word}” in {main}");
    }
}
