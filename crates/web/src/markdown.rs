//! From what people write to what pages print.
//!
//! The one constructor of [`SafeHtml`]: a subset of Markdown is rendered, hashtags and mentions become
//! links, and the result passes the sanitiser. Whatever goes in, only the tags listed here come out.
//! Pictures, raw HTML, headings above the page's own and anything that loads from elsewhere do not
//! survive.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use maud::{Markup, PreEscaped, Render};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use domain::text::{Piece, split_pieces};

use crate::links;

/// HTML that passed the sanitiser. Nothing else may print unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(Arc<str>);

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
        PreEscaped(self.0.to_string())
    }

    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.0);
    }
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "p",
        "br",
        "em",
        "strong",
        "del",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "h3",
        "h4",
        "hr",
    ];
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "class"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .link_rel(Some("nofollow noopener noreferrer ugc"));
    builder
});

/// The most rendered texts kept in memory.
const KEPT_MAX: usize = 20_000;
/// Longest text whose rendering is kept, in bytes.
const KEPT_BYTES_MAX: usize = 4_096;

/// Texts rendered before, by their BLAKE3: a feed shows the same posts to everyone.
static KEPT: LazyLock<RwLock<HashMap<[u8; 32], SafeHtml>>> = LazyLock::new(RwLock::default);

/// Renders what a person wrote.
pub fn render(source: &str) -> SafeHtml {
    if source.len() > KEPT_BYTES_MAX {
        return render_anew(source);
    }
    let key = *blake3::hash(source.as_bytes()).as_bytes();
    if let Some(kept) = KEPT
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&key)
    {
        return kept.clone();
    }
    let html = render_anew(source);
    let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT_MAX {
        kept.clear();
    }
    kept.insert(key, html.clone());
    html
}

fn render_anew(source: &str) -> SafeHtml {
    let options = Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(source, options);
    let mut html = String::with_capacity(source.len() + source.len() / 4);
    pulldown_cmark::html::push_html(&mut html, Rewriter::new(TextMergeStream::new(parser)));
    SafeHtml(SANITISER.clean(&html).to_string().trim().into())
}

/// Returns what a person wrote as one line of plain text of at most `length_max` characters.
pub fn plain(source: &str, length_max: usize) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
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
    let Some(rest) = trimmed.strip_prefix("# ") else {
        return (None, source);
    };
    let (line, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let title = plain(line, 120);
    if title.is_empty() {
        (None, source)
    } else {
        (Some(title), body.trim_start())
    }
}

/// Rewrites the event stream: raw HTML becomes text, pictures their description, headings small,
/// and hashtags, mentions and bare addresses become links.
struct Rewriter<'a, I: Iterator<Item = Event<'a>>> {
    events: I,
    ready: VecDeque<Event<'a>>,
    inside_link_or_code: u32,
}

impl<'a, I: Iterator<Item = Event<'a>>> Rewriter<'a, I> {
    fn new(events: I) -> Self {
        Self {
            events,
            ready: VecDeque::new(),
            inside_link_or_code: 0,
        }
    }

    fn rewrite(&mut self, event: Event<'a>) {
        use pulldown_cmark::HeadingLevel::H3;
        let kept = match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::SoftBreak => Event::HardBreak,
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return,
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Heading {
                level: H3,
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
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
            let shown = Event::Text(CowStr::from(piece.text.to_owned()));
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
            self.rewrite(event);
        }
    }
}

/// A stretch of text, and where it leads if it is a link.
struct Stretch<'t> {
    text: &'t str,
    href: Option<String>,
}

/// Cuts text at hashtags, mentions (as `domain` finds them) and addresses.
fn words(text: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    for piece in split_pieces(text) {
        match piece {
            Piece::Plain(plain) => addresses(plain, &mut stretches),
            Piece::Hashtag(written, tag) => {
                stretches.push(Stretch {
                    text: written,
                    href: Some(links::tag(tag.as_str())),
                });
            }
            Piece::Mention(written, handle) => {
                stretches.push(Stretch {
                    text: written,
                    href: Some(links::profile(handle.as_str())),
                });
            }
        }
    }
    stretches
}

/// Cuts plain text at addresses of the web.
fn addresses<'t>(text: &'t str, stretches: &mut Vec<Stretch<'t>>) {
    let mut rest = text;
    while let Some(start) = find_address(rest) {
        let end = rest[start..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
            .map_or(rest.len(), |length| start + length);
        let url = rest[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*']);
        let after = start + url.len();
        if start > 0 {
            stretches.push(Stretch {
                text: &rest[..start],
                href: None,
            });
        }
        stretches.push(Stretch {
            text: url,
            href: Some(url.to_owned()),
        });
        rest = &rest[after..];
    }
    if !rest.is_empty() {
        stretches.push(Stretch {
            text: rest,
            href: None,
        });
    }
}

/// Returns where the first `http(s)://` with something behind it begins, in bytes.
fn find_address(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .into_iter()
        .filter_map(|scheme| {
            let start = text.find(scheme)?;
            text[start + scheme.len()..]
                .starts_with(char::is_alphanumeric)
                .then_some(start)
        })
        .min()
}

#[cfg(test)]
mod tests;
