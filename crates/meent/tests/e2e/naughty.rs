//! Strings that break software, typed into every box by a real browser and read back in it.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;

const STRINGS: &str = include_str!("../../../testkit/fixtures/naughty-strings.json");

/// Strings sent to the page at once.
const AT_ONCE: usize = 40;

/// Publishes each string, comments with it, takes it as a name and searches for it; returns every
/// box that did not give back what was typed.
const TYPE_EVERYWHERE: &str = "
const [strings, post, done] = arguments;
const api = '/api/meent/v1';
const send = async (method, path, body) => {
  const answer = await fetch(api + path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  return { status: answer.status, value: answer.status === 204 ? null : await answer.json() };
};
(async () => {
  const wrong = [];
  for (const text of strings) {
    const say = (box, got) => wrong.push([box, text, got]);
    const published = await send('POST', '/posts', { text });
    const isRefused = published.status === 422;
    if (!isRefused) {
      const read = await send('GET', '/posts/' + published.value.id);
      if (read.value?.post?.text !== text) say('post', read);
    }
    const said = await send('POST', '/posts/' + post + '/comments', { text });
    if ((said.status === 422) !== isRefused) say('comment', said);
    if (!isRefused && said.value?.text !== text) say('comment', said);
    const named = await send('PUT', '/me', { display_name: text });
    const me = await send('GET', '/me');
    if (named.status !== 422 && me.value?.member?.name !== text) say('name', [named, me]);
    const page = await fetch('/search?q=' + encodeURIComponent(text));
    const box = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('input[name=q]');
    // Space around what is searched for is no part of it.
    if (page.status !== 200 || box?.value.trim() !== text.replace(/[\\r\\n]/g, '').trim()) say('search', [page.status, box?.value]);
  }
  done(wrong);
})().catch((error) => done([['script', String(error)]]));
";

#[test]
fn naughty_strings_are_shown_and_never_run() -> Result<()> {
    let strings: Vec<String> = serde_json::from_str(STRINGS)?;
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    let post = ana.publish("Where they are said.", &[])?;
    let id = post.rsplit('/').next().context("a post has an id")?;
    let mut wrong: Vec<Value> = Vec::new();
    for some in strings.chunks(AT_ONCE) {
        let found = ana
            .browser
            .run_async(TYPE_EVERYWHERE, &[json!(some), json!(id)])?;
        wrong.extend(found.as_array().cloned().unwrap_or_default());
    }
    ensure!(wrong.is_empty(), "not as typed: {wrong:#?}");
    // What was refused was said so with a code; everything else about the console is quiet. Then
    // each page that shows the strings is opened: whatever runs, or tries to, shows in the console
    // or as a dialog, which ends the test.
    drop(ana.browser.console_errors()?);
    let mut pages = 0;
    for start in ["/explore", "/@ana/-/posts", post.as_str(), "/notifications"] {
        let mut path = Some(start.to_owned());
        while let Some(next) = path {
            ana.go(&next)?;
            ana.expect_quiet_console()?;
            pages += 1;
            let older = ana.browser.run(
                "return document.querySelector('.older a')?.getAttribute('href') ?? null",
                &[],
            )?;
            path = older.as_str().map(str::to_owned);
        }
    }
    ensure!(pages > 40, "only {pages} pages were seen");
    Ok(())
}
