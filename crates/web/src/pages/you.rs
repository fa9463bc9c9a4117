//! What is mine: settings, keys, privacy, and the way out.

pub mod keys;
pub mod leave;
pub mod privacy;
pub mod settings;

use maud::Markup;

use crate::components::furniture::{Tab, tabs};
use crate::t;
use crate::text::Lang;

/// Addresses of one's own pages.
pub mod paths {
    /// Name, language, theme.
    pub const SETTINGS: &str = "/you";
    /// Keys and devices.
    pub const KEYS: &str = "/you/keys";
    /// What is held on me.
    pub const PRIVACY: &str = "/you/privacy";
    /// The way out.
    pub const LEAVE: &str = "/you/leave";
    /// The file with everything of mine.
    pub const EXPORT: &str = "/you/export";
}

/// One of one's own pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tabbed {
    /// Name, language, theme.
    Settings,
    /// The order of the feed, and labels.
    Reading,
    /// Keys and devices.
    Keys,
    /// What is held on me.
    Privacy,
    /// The way out.
    Leave,
}

/// Draws the tabs.
pub fn you_tabs(lang: Lang, current: Tabbed) -> Markup {
    let entries = [
        (Tabbed::Settings, "you-tab-settings", paths::SETTINGS),
        (Tabbed::Reading, "you-tab-reading", crate::links::READING),
        (Tabbed::Keys, "you-tab-keys", paths::KEYS),
        (Tabbed::Privacy, "you-tab-privacy", paths::PRIVACY),
        (Tabbed::Leave, "you-tab-leave", paths::LEAVE),
    ];
    let labels: Vec<_> = entries.iter().map(|(_, key, _)| t!(lang, key)).collect();
    let shown: Vec<Tab<'_>> = entries
        .iter()
        .zip(&labels)
        .map(|((tab, _, href), label)| Tab {
            label,
            href,
            current: *tab == current,
        })
        .collect();
    tabs(&t!(lang, "you-tabs"), &shown)
}
