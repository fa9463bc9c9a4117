//! From any figure of the books to its payments: every link of a page leads to a list that adds up to the
//! figure on it.

use axum::http::StatusCode;
use serde_json::Value;

use crate::site::Site;

const LIST: &str = "/commons/treasury/transfers?";

/// Cents of the first amount in words, `€ 1,234.50`.
fn cents(words: &str) -> Option<i64> {
    let (_, amount) = words.split_once('€')?;
    let is_part = |it: &char| it.is_ascii_digit() || matches!(it, '.' | ',');
    let amount: String = amount.trim_start().chars().take_while(is_part).collect();
    let amount = amount.trim_end_matches(['.', ',']);
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    let sign = if words.contains('−') || words.contains('-') {
        -1
    } else {
        1
    };
    // Whole euros stand without cents.
    let unit = if amount.contains('.') { 1 } else { 100 };
    digits.parse::<i64>().ok().map(|it| it * sign * unit)
}

/// What stands between tags, without them.
fn text_of(markup: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in markup.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

/// Every link of `page` to a list of payments: what is asked for, and what it stands on.
fn links_of(page: &str) -> Vec<(String, String)> {
    let link = format!("href=\"{LIST}");
    let after = page.split(link.as_str()).skip(1);
    let parted = |it: &str| {
        let (asked, rest) = it.split_once('"').expect("an end");
        let (inside, _) = rest.split_once("</a>").expect("an end");
        let (_, inside) = inside.split_once('>').expect("an end");
        (asked.replace("&amp;", "&"), text_of(inside))
    };
    after.map(parted).collect()
}

fn amount(read: &Value, key: &str) -> Option<i64> {
    read[key].as_str().and_then(|it| it.parse().ok())
}

/// Follows every figure of `path`, and says how many it led from.
///
/// # Panics
///
/// If a list does not add up to its figure: to what moved, or to that without what is promised.
pub(crate) async fn follow(site: &Site, path: &str) -> usize {
    let page = site.get(path, "meent-lang=en").await.body;
    let links = links_of(&page);
    for (asked, words) in &links {
        let list = site.get(&format!("{LIST}{asked}"), "meent-lang=en").await;
        assert_eq!(list.status, StatusCode::OK, "{asked}");
        let read = site.json(&format!("/treasury/transfers?{asked}"), "").await;
        let sum = amount(&read, "amount").expect("a sum");
        let left = amount(&read, "came").zip(amount(&read, "went"));
        let left = left.map_or(sum, |(came, went)| came - went);
        // What is free is what is there without what is promised.
        let account = asked.strip_prefix("account=").unwrap_or("none");
        let promised = match account {
            "none" => 0,
            account => {
                let asked = format!("/treasury/transfers?from={account}&which=open");
                amount(&site.json(&asked, "").await, "amount").expect("a sum")
            }
        };
        let found = cents(words).unwrap_or_else(|| panic!("{asked}: {words}"));
        // The picture of a quarter draws a part of what was there before or stayed.
        if path == "/commons/treasury" && asked.contains("&until=") {
            assert!(found <= left, "{asked}: {words}, but {left}");
            continue;
        }
        assert!(
            [left, -left, left - promised].contains(&found),
            "{path} {asked}: {words}, but {left}"
        );
    }
    links.len()
}

#[tokio::test]
async fn what_is_no_account_is_refused() {
    let site = Site::found().await;
    for asked in [
        "account=attic",
        "from=1",
        "quarter=one",
        "which=all",
        "surplus=0",
        "before=x",
    ] {
        let page = site.get(&format!("{LIST}{asked}"), "").await;
        let read = site
            .get(&format!("/api/meent/v1/treasury/transfers?{asked}"), "")
            .await;
        for status in [page.status, read.status] {
            assert!(status.is_client_error(), "{asked}: {status}");
        }
    }
    let none = site
        .json("/treasury/transfers?account=&quarter=1", "")
        .await;
    assert_eq!((&none["count"], &none["came"]), (&0.into(), &Value::Null));
}
