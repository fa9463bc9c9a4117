//! The bank beside the books: a statement is taken in, a gift on it is attested with one press and confirmed
//! with another, a payment that was decided is found by its reference, and the month agrees to the cent.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use domain::bank::Day;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{come_together, decide};

const PAGE: &str = "/commons/treasury/reconciliation";
const TREASURY: &str = "/commons/treasury";

/// An entry of CAMT.053.
fn entry(day: Day, cents: i64, party: &str, words: &str) -> String {
    let (side, other) = if cents < 0 {
        ("DBIT", "Cdtr")
    } else {
        ("CRDT", "Dbtr")
    };
    let amount = format!("{}.{:02}", cents.abs() / 100, cents.abs() % 100);
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
         <NtryDtls><TxDtls><RltdPties><{other}><Nm>{party}</Nm></{other}></RltdPties><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
}

/// A statement that begins with nothing on the account.
fn statement(from: Day, until: Day, closing: i64, entries: &[String]) -> String {
    let balance = |code: &str, cents: i64, day: Day| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}.{:02}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>",
            cents / 100,
            cents % 100
        )
    };
    let (first, last) = (balance("OPBD", 0, from), balance("CLBD", closing, until));
    format!(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>\
         <Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>{first}{last}{}</Stmt></BkToCstmrStmt></Document>",
        entries.concat()
    )
}

#[test]
// long: one story from the file to the month that agrees
fn a_month_is_reconciled_with_the_bank() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("first.xml");
    let first = Day::of_ms(site.now_ms());

    ana.go(PAGE)?;
    ana.browser
        .wait_for_text("No bank statement is here yet.")?;
    ana.look("reconciling", PAGE, "empty")?;
    let gift = entry(first, 50_000, "Harbour School", "Gift for the photo walk");
    fs::write(
        &file,
        statement(first, first, 50_000, std::slice::from_ref(&gift)),
    )?;
    take_in(&ana, &file, "1 new line.")?;
    ana.browser.wait_for_text("They differ. This is why:")?;
    ana.look("reconciling", PAGE, "gift-open")?;

    // One press says that it came, with the line as the document; another person's press confirms it.
    ana.browser
        .click("#unmatched form[data-sign=attest-income] button")?;
    let said = ana.sign()?;
    ensure!(
        said.contains("500.00") && said.contains("Gifts"),
        "the sheet said: {said}"
    );
    ben.go_until(PAGE, "Somebody else said this")?;
    ben.browser
        .click("#unmatched form[data-sign=confirm-transfer] button")?;
    ben.sign()?;
    cem.go_until(PAGE, "Bank and books agree to the cent, line by line.")?;
    ensure!(
        cem.browser.find_all("#unmatched form")?.is_empty(),
        "nothing is open"
    );

    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "500")?;
    ana.browser.type_into("input[name=grants]", "300")?;
    decide(
        &site,
        &ana.propose("Shall we set aside a part for grants?")?,
        all,
    )?;
    ana.go("/commons/propose/spend")?;
    ana.browser.select("select[name=envelope]", "grants")?;
    ana.browser.type_into("input[name=member]", "cem")?;
    ana.browser.type_into("input[name=amount]", "40")?;
    decide(
        &site,
        &ana.propose("Shall we pay for a roll of film?")?,
        all,
    )?;
    ana.go_until(TREASURY, "Decided, to be paid")?;
    let link = ana.browser.find("#due .rows a")?;
    let href = ana
        .browser
        .attribute(&link, "href")?
        .context("a link leads somewhere")?;
    let number = href.rsplit('/').next().context("a number")?.to_owned();

    // The payment's number in the reference line is how it is found.
    let last = Day::of_ms(site.now_ms());
    let paid = entry(last, -4_000, "C. Yilmaz", &format!("Film MEENT-{number}"));
    let fee = entry(last, -125, "", "Account fee");
    fs::write(&file, statement(first, last, 45_875, &[gift, paid, fee]))?;
    take_in(&ben, &file, "2 new lines.")?;
    ben.browser
        .wait_for_text(&format!("Decided payment {number}"))?;
    ben.browser
        .wait_for_text("No decision allows this payment.")?;
    ben.look("reconciling", PAGE, "payment-open")?;
    ben.browser
        .click("#unmatched form[data-sign=attest-payment] button")?;
    ben.sign()?;
    ana.go_until(PAGE, "Somebody else said this")?;
    ana.browser
        .click("#unmatched form[data-sign=confirm-transfer] button")?;
    ana.sign()?;
    ana.go_until(PAGE, "one names the other")?;
    // Only the bank's own fee is left, and the difference says so.
    ana.browser
        .wait_for_text("Of it: on the bank, not in the books")?;
    ana.look("reconciling", PAGE, "fee-open")?;
    cem.look("reconciling", PAGE, "phone")?;

    // What the file says of people goes; what was put together stays.
    ana.go(PAGE)?;
    ana.browser
        .click_with_text("#files button", "Erase names and words")?;
    ana.browser.wait_for_text("Names and words erased")?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

fn take_in(person: &Person<'_>, file: &std::path::Path, told: &str) -> Result<()> {
    person.go(PAGE)?;
    person.browser.upload("#file", &[file])?;
    person.browser.click("#import button.primary")?;
    person.browser.wait_for_text(told)
}
