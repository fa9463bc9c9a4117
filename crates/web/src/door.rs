//! What every handler has at hand: the application, and how this door is set up.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use app::App;

use crate::limit::Limits;

/// How this door is set up.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// Address of the site without a slash at the end, such as `https://lumen.example`. Its host is
    /// what passkeys are bound to.
    pub public_url: String,
    /// True for a demo network: pages to step in as anyone and to move the clock are there, and
    /// every page says so.
    pub demo: bool,
    /// True to serve `/design`; always served in a demo network.
    pub design: bool,
    /// Proxies whose `X-Forwarded-For` is believed. Empty: the peer's address counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// How many requests one visitor may make; `None` only for measuring.
    pub rate: Option<Rate>,
}

/// Requests that one visitor (member, else address) may make.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Pages and files a second, sustained; bursts of ten times as many pass.
    pub reads_per_second: NonZeroU32,
    /// Acts a minute, sustained; half as many may come at once.
    pub writes_per_minute: NonZeroU32,
}

impl Default for Rate {
    fn default() -> Self {
        let count = |value| NonZeroU32::new(value).unwrap_or(NonZeroU32::MIN);
        Self {
            reads_per_second: count(40),
            writes_per_minute: count(120),
        }
    }
}

impl WebConfig {
    /// A door for `public_url` with everything else as a real network has it.
    pub fn new(public_url: impl Into<String>) -> Self {
        let public_url = public_url.into().trim_end_matches('/').to_owned();
        Self {
            public_url,
            demo: false,
            design: false,
            trusted_proxies: Vec::new(),
            rate: Some(Rate::default()),
        }
    }

    /// Returns scheme, host and port: what a browser sends as `Origin`.
    pub fn origin(&self) -> &str {
        &self.public_url
    }

    /// Returns the host without port, which is the id passkeys are bound to.
    pub fn host(&self) -> &str {
        let rest = self
            .public_url
            .split_once("://")
            .map_or(self.public_url.as_str(), |(_, rest)| rest);
        rest.split([':', '/']).next().unwrap_or(rest)
    }
}

/// What handlers share. Cloning is cheap.
#[derive(Clone)]
pub struct Door(Arc<Inner>);

/// The content of a [`Door`].
pub struct Inner {
    /// The application.
    pub app: Arc<App>,
    /// The set-up.
    pub config: WebConfig,
    /// Who asked how often.
    pub limits: Limits,
    /// Sessions and members read a moment ago.
    pub recent: crate::recent::Recent,
    /// Posts as lists show them.
    pub drawn: crate::drawn::Drawn,
    /// What "This week in the commons" says, for a moment.
    pub votes: crate::week::Kept,
    /// The accent colour, read once the network is founded; it changes by decision only.
    accent_hue: OnceLock<u16>,
}

impl Door {
    /// Puts the parts together.
    pub fn new(app: Arc<App>, config: WebConfig) -> Self {
        let limits = Limits::new(config.rate);
        Self(Arc::new(Inner {
            app,
            config,
            limits,
            recent: crate::recent::Recent::default(),
            drawn: crate::drawn::Drawn::default(),
            votes: crate::week::Kept::default(),
            accent_hue: OnceLock::new(),
        }))
    }
}

impl Inner {
    /// Returns the network's accent colour as a hue in degrees.
    ///
    /// # Errors
    ///
    /// [`app::AppError::Store`].
    pub async fn accent_hue(&self) -> app::Result<u16> {
        if let Some(hue) = self.accent_hue.get() {
            return Ok(*hue);
        }
        let hue = self.app.accent_hue().await?;
        if self.app.is_founded() {
            return Ok(*self.accent_hue.get_or_init(|| hue));
        }
        Ok(hue)
    }
}

impl Deref for Door {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
