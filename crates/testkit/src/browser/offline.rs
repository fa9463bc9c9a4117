//! A browser without a connection, and what a page keeps for that.

use anyhow::Result;
use serde_json::json;

use super::Browser;
use crate::wait;

impl Browser {
    /// Makes this window's pages believe that there is no connection, or that there is one again.
    ///
    /// It holds for what a page asks, not for what the worker behind it asks by itself, such as a form
    /// that it passes on. A site that is really out of reach is one that was stopped.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn set_offline(&self, is_offline: bool) -> Result<()> {
        self.cdp("Network.enable", &json!({}))?;
        self.cdp(
            "Network.emulateNetworkConditions",
            &json!({
                "offline": is_offline, "latency": 0,
                "downloadThroughput": -1, "uploadThroughput": -1,
            }),
        )?;
        Ok(())
    }

    /// Waits until a service worker stands behind the page, which is loaded again if it began before
    /// the worker did.
    ///
    /// # Errors
    ///
    /// If there is none within the deadline.
    pub fn wait_for_worker(&self) -> Result<()> {
        wait::until("a service worker behind the page", || {
            let stands = self.run_async(
                "const done = arguments[arguments.length - 1];
                 navigator.serviceWorker.ready.then(() => done(navigator.serviceWorker.controller !== null));",
                &[],
            )?;
            if stands != true {
                self.reload()?;
            }
            Ok((stands == true).then_some(()))
        })
    }
}
