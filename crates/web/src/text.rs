//! Every visible word, in English and Dutch.
//!
//! Strings live in `messages/{en,nl}/*.ftl`, split by area, and are read with [`t!`](crate::t).
//! Messages without variables are resolved once and borrowed; the rest are formatted per use, with
//! plural rules and digit grouping of the language. Dates and times are in [`moment`], numbers in
//! [`number`]. A test compares the two languages key by key and variable by variable.

pub mod moment;
pub mod number;
pub mod parameter;
pub mod refusal;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use maud::{Markup, PreEscaped, Render as _};
use unic_langid::{LanguageIdentifier, langid};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A language the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English, the fallback.
    #[default]
    En,
    /// Dutch.
    Nl,
}

impl Lang {
    /// All languages, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Nl];

    /// Returns the BCP 47 tag: `en`, `nl`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
        }
    }

    /// Returns the OpenGraph locale.
    pub fn og_locale(self) -> &'static str {
        match self {
            Self::En => "en_GB",
            Self::Nl => "nl_NL",
        }
    }

    /// Returns the name of the language in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Nl => "Nederlands",
        }
    }

    /// Reads a tag such as `nl`, `nl-BE` or `en_GB`; `None` if it is not one of ours.
    pub fn find(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.tag() == primary)
    }

    /// Chooses from an `Accept-Language` header: the first of ours by weight, else English.
    pub fn negotiate(header: &str) -> Self {
        let mut best = (Self::En, 0_u32);
        for part in header.split(',').take(16) {
            let mut pieces = part.split(';');
            let Some(lang) = pieces.next().and_then(Self::find) else {
                continue;
            };
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(1000, weight_per_mille);
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }

    fn langid(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en-GB"),
            Self::Nl => langid!("nl-NL"),
        }
    }
}

/// Reads `0.8` as 800; nonsense counts as nothing.
fn weight_per_mille(text: &str) -> u32 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole @ 0..=1), Ok(fraction)) => whole * 1000 + fraction,
        _ => 0,
    }
}

struct Catalogue {
    fixed: HashMap<&'static str, &'static str>,
    bundle: FluentBundle<FluentResource>,
}

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(Lang::En));
static DUTCH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(Lang::Nl));

impl Catalogue {
    fn load(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.langid()]);
        // Isolation marks would surround every number and name; pages use `bdi` where it matters.
        bundle.set_use_isolating(false);
        match lang {
            Lang::En => bundle.set_formatter(Some(format_english)),
            Lang::Nl => bundle.set_formatter(Some(format_dutch)),
        }
        let mut keys = Vec::new();
        let folder = format!("{}/", lang.tag());
        for (path, source) in FILES.iter().filter(|(path, _)| path.starts_with(&folder)) {
            // What does not parse, or repeats a key, fails the tests; a running site shows the rest.
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, errors)| {
                    tracing::error!(file = path, ?errors, "messages do not parse");
                    rest
                });
            keys.extend(source.lines().filter_map(message_key));
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(file = path, ?errors, "messages repeat a key");
            }
        }
        let mut fixed = HashMap::new();
        for key in keys {
            if let Some(text) = fixed_text(&bundle, key) {
                fixed.insert(key, text);
            }
        }
        Self { fixed, bundle }
    }

    fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &ENGLISH,
            Lang::Nl => &DUTCH,
        }
    }
}

/// Reads the key off a line such as `home-title = Home`.
fn message_key(line: &'static str) -> Option<&'static str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let starts = key.starts_with(|first: char| first.is_ascii_alphabetic());
    (starts && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(key)
}

/// Returns the text of a message that needs no variables, kept for the life of the process.
fn fixed_text(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<&'static str> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors);
    errors
        .is_empty()
        .then(|| &*Box::leak(text.into_owned().into_boxed_str()))
}

fn format_english<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    group_number(Lang::En, value)
}

fn format_dutch<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    group_number(Lang::Nl, value)
}

fn group_number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(number::regroup(lang, &number.as_string())),
        _ => None,
    }
}

/// Returns the message `key` in `lang`. Use [`t!`](crate::t).
///
/// A missing key or variable is a bug: the key itself is shown, and the tests fail.
pub fn message(lang: Lang, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    let catalogue = Catalogue::of(lang);
    if let Some(text) = catalogue.fixed.get(key) {
        return Cow::Borrowed(text);
    }
    let Some(pattern) = catalogue
        .bundle
        .get_message(key)
        .and_then(|message| message.value())
    else {
        debug_assert!(false, "no message {key} in {}", lang.tag());
        return Cow::Owned(key.to_owned());
    };
    let mut errors = Vec::new();
    let text = catalogue
        .bundle
        .format_pattern(pattern, args, &mut errors)
        .into_owned();
    debug_assert!(errors.is_empty(), "message {key}: {errors:?}");
    Cow::Owned(text)
}

/// Returns a message whose variables may be markup, such as a link inside a sentence.
///
/// `slots` fills variables with markup, `args` with text; everything else is escaped.
pub fn rich(
    lang: Lang,
    key: &str,
    args: &[(&str, FluentValue<'_>)],
    slots: &[(&str, Markup)],
) -> Markup {
    // Private-use characters stand in for the markup while Fluent places them.
    const FIRST_SLOT: u32 = 0xF_0000;
    let marker = |index: usize| {
        u32::try_from(index)
            .ok()
            .and_then(|at| char::from_u32(FIRST_SLOT + at))
    };
    let mut fluent = FluentArgs::new();
    for (name, value) in args {
        fluent.set((*name).to_owned(), value.clone());
    }
    for (index, (name, _)) in slots.iter().enumerate() {
        if let Some(mark) = marker(index) {
            fluent.set((*name).to_owned(), mark.to_string());
        }
    }
    let mut html = message(lang, key, Some(&fluent)).render().into_string();
    for (index, (_, markup)) in slots.iter().enumerate() {
        if let Some(mark) = marker(index) {
            html = html.replace(mark, &markup.0);
        }
    }
    PreEscaped(html)
}

/// Returns a message by key: `t!(lang, "home-title")`, `t!(lang, "home-from", people = 61)`.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:expr) => {
        $crate::text::message($lang, $key, None)
    };
    ($lang:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $value);)+
        $crate::text::message($lang, $key, Some(&args))
    }};
}

/// Says whether there is a message of this key. The languages have the same keys.
pub fn has_message(key: &str) -> bool {
    ENGLISH.bundle.has_message(key)
}

/// Embedded message files as `(path, source)`, for the test that compares the languages.
pub fn sources() -> &'static [(&'static str, &'static str)] {
    FILES
}
