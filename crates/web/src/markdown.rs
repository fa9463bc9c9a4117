//! From what people write to what pages print.
//!
//! The one constructor of [`SafeHtml`]: a subset of Markdown is rendered, hashtags and mentions become
//! links, and the result passes the sanitiser. Whatever goes in, only the tags listed here come out.
//! Pictures, raw HTML, headings above the page's own and anything that loads from elsewhere do not
//! survive.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use maud::{Markup, PreEscaped, Render};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::links;

/// HTML that passed the sanitiser. Nothing else may print unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// True when there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The HTML itself, for feeds and JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Render for SafeHtml {
    fn render(&self) -> Markup {
        PreEscaped(self.0.clone())
    }

    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.0);
    }
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags = ["p", "br", "em", "strong", "del", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr"];
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href", "class"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .link_rel(Some("nofollow noopener noreferrer ugc"));
    builder
});

/// Renders what a person wrote.
pub fn render(source: &str) -> SafeHtml {
    let options = Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(source, options);
    let mut html = String::with_capacity(source.len() + source.len() / 4);
    pulldown_cmark::html::push_html(&mut html, Rewriter::new(parser));
    SafeHtml(SANITISER.clean(&html).to_string().trim().to_owned())
}

/// Returns what a person wrote as one line of plain text of at most `length_max` characters.
pub fn plain(source: &str, length_max: usize) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= length_max {
        return joined;
    }
    let mut short: String = joined.chars().take(length_max.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Splits a leading `# Title` line off a text. The title is plain; the rest is Markdown.
pub fn split_title(source: &str) -> (Option<String>, &str) {
    let trimmed = source.trim_start();
    let Some(rest) = trimmed.strip_prefix("# ") else { return (None, source) };
    let (line, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let title = plain(line, 120);
    if title.is_empty() { (None, source) } else { (Some(title), body.trim_start()) }
}

/// Rewrites the event stream: raw HTML becomes text, pictures their description, headings small,
/// and hashtags, mentions and bare addresses become links.
struct Rewriter<'a, I: Iterator<Item = Event<'a>>> {
    events: I,
    ready: std::collections::VecDeque<Event<'a>>,
    inside_link_or_code: u32,
}

impl<'a, I: Iterator<Item = Event<'a>>> Rewriter<'a, I> {
    fn new(events: I) -> Self {
        Self { events, ready: std::collections::VecDeque::new(), inside_link_or_code: 0 }
    }

    fn rewrite(&mut self, event: Event<'a>) {
        use pulldown_cmark::HeadingLevel::H3;
        let kept = match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::SoftBreak => Event::HardBreak,
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return,
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Heading { .. }) => {
                Event::Start(Tag::Heading { level: H3, id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(H3)),
            Event::Start(tag @ (Tag::Link { .. } | Tag::CodeBlock(_))) => {
                self.inside_link_or_code += 1;
                Event::Start(tag)
            }
            Event::End(tag @ (TagEnd::Link | TagEnd::CodeBlock)) => {
                self.inside_link_or_code = self.inside_link_or_code.saturating_sub(1);
                Event::End(tag)
            }
            Event::Text(text) if self.inside_link_or_code == 0 => {
                self.link_words(text);
                return;
            }
            other => other,
        };
        self.ready.push_back(kept);
    }

    /// Puts `text` in line with its hashtags, mentions and addresses as links.
    fn link_words(&mut self, text: CowStr<'a>) {
        let pieces = words(&text);
        if pieces.iter().all(|piece| piece.href.is_none()) {
            self.ready.push_back(Event::Text(text));
            return;
        }
        for piece in pieces {
            let shown = Event::Text(CowStr::from(piece.text.into_owned()));
            match piece.href {
                None => self.ready.push_back(shown),
                Some(href) => {
                    let dest_url = CowStr::from(href);
                    let link_type = pulldown_cmark::LinkType::Inline;
                    self.ready.push_back(Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title: CowStr::Borrowed(""),
                        id: CowStr::Borrowed(""),
                    }));
                    self.ready.push_back(shown);
                    self.ready.push_back(Event::End(TagEnd::Link));
                }
            }
        }
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Rewriter<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let event = self.events.next()?;
            // Neighbouring text comes in pieces (at entities, say); a tag never spans them.
            self.rewrite(event);
        }
    }
}

/// A stretch of text, and where it leads if it is a link.
struct Piece<'t> {
    text: Cow<'t, str>,
    href: Option<String>,
}

/// Cuts text at hashtags (`#zine`), mentions (`@hana`) and addresses (`https://…`).
fn words(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut before = ' ';
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let found = if before.is_alphanumeric() || matches!(before, '_' | '/' | '&') { None } else { word_link(&text[at..]) };
        match found {
            Some((length, href)) => {
                if plain_from < at {
                    pieces.push(Piece { text: Cow::Borrowed(&text[plain_from..at]), href: None });
                }
                pieces.push(Piece { text: Cow::Borrowed(&text[at..at + length]), href: Some(href) });
                at += length;
                plain_from = at;
                before = 'x';
            }
            None => {
                before = first;
                at += first.len_utf8();
            }
        }
    }
    if plain_from < text.len() {
        pieces.push(Piece { text: Cow::Borrowed(&text[plain_from..]), href: None });
    }
    pieces
}

/// Returns length in bytes and target of the link that `text` begins with, if it does.
fn word_link(text: &str) -> Option<(usize, String)> {
    if let Some(rest) = text.strip_prefix('#') {
        let tag: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').take(64).collect();
        let worded = tag.chars().any(char::is_alphabetic);
        return worded.then(|| (1 + tag.len(), links::tag(&tag.to_lowercase())));
    }
    if let Some(rest) = text.strip_prefix('@') {
        let handle: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').take(30).collect();
        return (handle.len() >= 2).then(|| (1 + handle.len(), links::profile(&handle.to_lowercase())));
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(text.len());
        let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*']);
        return (url.len() > "https://".len()).then(|| (url.len(), url.to_owned()));
    }
    None
}

#[cfg(test)]
mod tests;
