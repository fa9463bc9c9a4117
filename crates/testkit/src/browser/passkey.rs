//! A virtual authenticator: the device that holds a person's passkeys.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Browser;

/// An authenticator plugged into one browser. It consents to everything and verifies its owner,
/// as a telephone does that was just unlocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticator {
    id: String,
}

impl Browser {
    /// Turns on an authenticator that is part of the device, with no keys. A browser has at most
    /// one.
    ///
    /// # Errors
    ///
    /// If the browser is gone or has one already.
    pub fn add_authenticator(&self) -> Result<Authenticator> {
        self.plug_in("internal")
    }

    /// Plugs in a security key, with no keys.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn add_security_key(&self) -> Result<Authenticator> {
        self.plug_in("usb")
    }

    fn plug_in(&self, transport: &str) -> Result<Authenticator> {
        let id = self.driver.post(
            "webauthn/authenticator",
            &json!({
                "protocol": "ctap2",
                "transport": transport,
                "hasResidentKey": true,
                "hasUserVerification": true,
                "isUserConsenting": true,
                "isUserVerified": true,
            }),
        )?;
        Ok(Authenticator {
            id: id
                .as_str()
                .context("an authenticator has an id")?
                .to_owned(),
        })
    }

    /// Unplugs `authenticator`, with its keys.
    ///
    /// # Errors
    ///
    /// If it is not plugged in.
    pub fn remove_authenticator(&self, authenticator: &Authenticator) -> Result<()> {
        self.driver
            .delete(&format!("webauthn/authenticator/{}", authenticator.id))?;
        Ok(())
    }

    /// Returns the keys that `authenticator` holds, as WebDriver describes them.
    ///
    /// # Errors
    ///
    /// If it is not plugged in.
    pub fn credentials(&self, authenticator: &Authenticator) -> Result<Vec<Value>> {
        let path = format!("webauthn/authenticator/{}/credentials", authenticator.id);
        let keys = self.driver.get(&path)?;
        Ok(keys.as_array().context("credentials are a list")?.clone())
    }

    /// Puts a key that [`Browser::credentials`] described into `authenticator`, as when a passkey
    /// is synced to another device.
    ///
    /// # Errors
    ///
    /// If it is not plugged in or does not take the key.
    pub fn add_credential(&self, authenticator: &Authenticator, key: &Value) -> Result<()> {
        let path = format!("webauthn/authenticator/{}/credential", authenticator.id);
        self.driver.post(&path, key)?;
        Ok(())
    }

    /// Lets `authenticator` verify its owner, or fail to, from now on.
    ///
    /// # Errors
    ///
    /// If it is not plugged in.
    pub fn set_user_verified(&self, authenticator: &Authenticator, verified: bool) -> Result<()> {
        let path = format!("webauthn/authenticator/{}/uv", authenticator.id);
        self.driver
            .post(&path, &json!({"isUserVerified": verified}))?;
        Ok(())
    }
}
