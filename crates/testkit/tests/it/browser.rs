use anyhow::Result;
use testkit::browser::{Browser, Screen, Theme};

use crate::page;

#[test]
fn a_person_types_clicks_and_chooses_files() -> Result<()> {
    let browser = Browser::open(Screen::Desktop, "en")?;
    browser.go(&page::serve())?;
    assert_eq!(browser.title()?, "Tiny");
    browser.type_into("#name", "Ana ☀")?;
    browser.click("#greet")?;
    browser.wait_for_text("Hello Ana ☀")?;
    let folder = tempfile::tempdir()?;
    let (left, right) = (
        folder.path().join("left.txt"),
        folder.path().join("right.txt"),
    );
    std::fs::write(&left, "l")?;
    std::fs::write(&right, "r")?;
    browser.upload("#file", &[&left, &right])?;
    browser.wait_for_text("left.txt and right.txt")?;
    assert_eq!(browser.console_errors()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_window_has_the_size_theme_and_language_asked_for() -> Result<()> {
    let browser = Browser::open(Screen::Phone, "nl")?;
    browser.go(&page::serve())?;
    let seen =
        "return [innerWidth, navigator.language, getComputedStyle(document.body).backgroundColor]";
    let light = browser.run(seen, &[])?;
    assert_eq!(light, serde_json::json!([390, "nl", "rgb(255, 255, 255)"]));
    browser.set_theme(Theme::Dark)?;
    let dark = browser.run(seen, &[])?;
    assert_eq!(dark[2], "rgb(17, 17, 17)");
    Ok(())
}

#[test]
fn scripts_can_be_switched_off() -> Result<()> {
    let browser = Browser::open(Screen::Desktop, "en")?;
    browser.switch_scripts_off()?;
    browser.go(&page::serve())?;
    browser.wait_for_text("Without scripts")?;
    browser.type_into("#name", "Ana")?;
    browser.click("#greet")?;
    assert!(!browser.page_text()?.contains("Hello"));
    Ok(())
}

#[test]
fn a_virtual_authenticator_makes_and_uses_a_passkey() -> Result<()> {
    let browser = Browser::open(Screen::Desktop, "en")?;
    let authenticator = browser.add_authenticator()?;
    browser.go(&page::serve())?;
    let made = browser.run_async(
        "const done = arguments[arguments.length - 1];
         const bytes = text => new TextEncoder().encode(text);
         navigator.credentials.create({publicKey: {
           rp: {name: 'Tiny'}, user: {id: bytes('1'), name: 'ana', displayName: 'Ana'},
           challenge: bytes('challenge'), pubKeyCredParams: [{type: 'public-key', alg: -7}],
           authenticatorSelection: {residentKey: 'required', userVerification: 'required'},
         }}).then(() => navigator.credentials.get({publicKey: {challenge: bytes('again')}}))
           .then(it => done(it.type), error => done(String(error)));",
        &[],
    )?;
    assert_eq!(made, "public-key");
    let keys = browser.credentials(&authenticator)?;
    assert_eq!(keys.len(), 1);
    browser.remove_authenticator(&authenticator)?;
    let another = browser.add_authenticator()?;
    browser.add_credential(&another, &keys[0])?;
    assert_eq!(browser.credentials(&another)?.len(), 1);
    Ok(())
}

#[test]
fn axe_finds_an_obstacle_and_only_where_there_is_one() -> Result<()> {
    let browser = Browser::open(Screen::Desktop, "en")?;
    let base = page::serve();
    browser.go(&base)?;
    let fine: Vec<String> = browser
        .obstacles()?
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(fine, Vec::<String>::new());
    browser.go(&format!("{base}/obstacle"))?;
    let found = browser.obstacles()?;
    assert_eq!(
        found.iter().map(|it| it.rule.as_str()).collect::<Vec<_>>(),
        ["image-alt"]
    );
    Ok(())
}

#[test]
fn a_picture_shows_the_whole_page() -> Result<()> {
    let browser = Browser::open(Screen::Phone, "en")?;
    browser.go(&page::serve())?;
    browser.run("document.body.style.minHeight = '2000px'", &[])?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.png");
    browser.picture(&file)?;
    let bytes = std::fs::read(&file)?;
    let side =
        |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    assert_eq!(side(16), 390);
    assert!(side(20) >= 2000, "the picture is {} pixels high", side(20));
    Ok(())
}
