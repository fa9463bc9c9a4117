//! Sessions and the index of passkeys.

use ledger::ids::{KeyNumber, MemberNumber};

use crate::{
    Reader, Result, Tx,
    appreciation::Change,
    convert::{self, int, number},
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    INSERT = "INSERT INTO sessions (token_digest, member, created_at_ms, last_used_at_ms, device_name)
        VALUES ($1, $2, $3, $3, $4)";
    FIND = "SELECT token_digest, member, created_at_ms, last_used_at_ms, device_name FROM sessions WHERE token_digest = $1";
    LIST = "SELECT token_digest, member, created_at_ms, last_used_at_ms, device_name FROM sessions
        WHERE member = $1 ORDER BY created_at_ms DESC, token_digest LIMIT 200";
    TOUCH = "UPDATE sessions SET last_used_at_ms = $2 WHERE token_digest = $1 AND last_used_at_ms < $2";
    DELETE = "DELETE FROM sessions WHERE token_digest = $1";
    DELETE_OF_MEMBER = "DELETE FROM sessions WHERE member = $1";
    DELETE_UNUSED = "DELETE FROM sessions WHERE last_used_at_ms <= $1";
    INSERT_CREDENTIAL = "INSERT INTO credentials (credential_id, member, key_number, name, added_at_ms)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    FIND_CREDENTIAL = "SELECT credential_id, member, key_number, name, added_at_ms FROM credentials WHERE credential_id = $1";
    LIST_CREDENTIALS = "SELECT credential_id, member, key_number, name, added_at_ms FROM credentials
        WHERE member = $1 ORDER BY key_number";
    RENAME_CREDENTIAL = "UPDATE credentials SET name = $3 WHERE member = $1 AND key_number = $2";
    DELETE_CREDENTIAL = "DELETE FROM credentials WHERE member = $1 AND key_number = $2";
}

/// A signed-in browser or program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of its token.
    pub token_digest: [u8; 32],
    /// Who is signed in.
    pub member: MemberNumber,
    /// Since when.
    pub created_at_ms: u64,
    /// When it was last seen, to the hour or so.
    pub last_used_at_ms: u64,
    /// What the device calls itself, if the data policy permits keeping it.
    pub device_name: Option<String>,
}

/// A passkey as sign-in finds it. Its public key is on the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// As the authenticator knows it.
    pub credential_id: Vec<u8>,
    /// Whose.
    pub member: MemberNumber,
    /// Which of their keys.
    pub key_number: KeyNumber,
    /// What the member calls it, if the data policy permits keeping it.
    pub name: Option<String>,
    /// When it was added.
    pub added_at_ms: u64,
}

type SessionRow = (Vec<u8>, i64, i64, i64, Option<String>);
type CredentialRow = (Vec<u8>, i64, i64, Option<String>, i64);

fn into_session((digest, member, created, used, device_name): SessionRow) -> Result<Session> {
    const SESSIONS: &str = "sessions";
    Ok(Session {
        token_digest: *convert::hash(SESSIONS, &digest)?.as_bytes(),
        member: convert::member(SESSIONS, member)?,
        created_at_ms: convert::unsigned(SESSIONS, created)?,
        last_used_at_ms: convert::unsigned(SESSIONS, used)?,
        device_name,
    })
}

fn into_credential((credential_id, member, key, name, added): CredentialRow) -> Result<Credential> {
    const CREDENTIALS: &str = "credentials";
    Ok(Credential {
        credential_id,
        member: convert::member(CREDENTIALS, member)?,
        key_number: KeyNumber(convert::small(CREDENTIALS, key)?),
        name,
        added_at_ms: convert::unsigned(CREDENTIALS, added)?,
    })
}

impl Reader {
    /// Finds the session of a token by the token's SHA-256.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_session(&mut self, token_digest: &[u8; 32]) -> Result<Option<Session>> {
        fetch_one!(self, SessionRow, FIND, token_digest.as_slice())?
            .map(into_session)
            .transpose()
    }

    /// Lists the sessions of `member`, newest first, at most 200.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_session`].
    pub async fn list_sessions(&mut self, member: MemberNumber) -> Result<Vec<Session>> {
        fetch_all!(self, SessionRow, LIST, number(member))?
            .into_iter()
            .map(into_session)
            .collect()
    }

    /// Finds whose passkey this is.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_session`].
    pub async fn find_credential(&mut self, credential_id: &[u8]) -> Result<Option<Credential>> {
        fetch_one!(self, CredentialRow, FIND_CREDENTIAL, credential_id)?
            .map(into_credential)
            .transpose()
    }

    /// Lists the passkeys of `member` in order of key number.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_session`].
    pub async fn list_credentials(&mut self, member: MemberNumber) -> Result<Vec<Credential>> {
        fetch_all!(self, CredentialRow, LIST_CREDENTIALS, number(member))?
            .into_iter()
            .map(into_credential)
            .collect()
    }
}

impl Tx {
    /// Writes a new session.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_session(&mut self, session: &Session) -> Result<()> {
        let (digest, device) = (
            session.token_digest.as_slice(),
            session.device_name.as_deref(),
        );
        execute!(
            self,
            INSERT,
            digest,
            number(session.member),
            int(session.created_at_ms),
            device
        )
        .map(|_| ())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn touch_session(&mut self, token_digest: &[u8; 32], at_ms: u64) -> Result<()> {
        execute!(self, TOUCH, token_digest.as_slice(), int(at_ms)).map(|_| ())
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn delete_session(&mut self, token_digest: &[u8; 32]) -> Result<Change> {
        execute!(self, DELETE, token_digest.as_slice()).map(Change::of)
    }

    /// Ends every session of `member`: "sign out everywhere".
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn delete_sessions_of(&mut self, member: MemberNumber) -> Result<u64> {
        execute!(self, DELETE_OF_MEMBER, number(member))
    }

    /// Ends every session that was last used at `until_ms` or before.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn delete_unused_sessions(&mut self, until_ms: u64) -> Result<u64> {
        execute!(self, DELETE_UNUSED, int(until_ms))
    }

    /// Indexes a passkey, once.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn insert_credential(&mut self, new: &Credential) -> Result<Change> {
        let key = i64::from(new.key_number.0);
        let (id, name) = (new.credential_id.as_slice(), new.name.as_deref());
        execute!(
            self,
            INSERT_CREDENTIAL,
            id,
            number(new.member),
            key,
            name,
            int(new.added_at_ms)
        )
        .map(Change::of)
    }

    /// Gives a passkey another name, or none.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn rename_credential(
        &mut self,
        member: MemberNumber,
        key: KeyNumber,
        name: Option<&str>,
    ) -> Result<Change> {
        execute!(
            self,
            RENAME_CREDENTIAL,
            number(member),
            i64::from(key.0),
            name
        )
        .map(Change::of)
    }

    /// Takes a passkey out of the index.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_session`].
    pub async fn delete_credential(
        &mut self,
        member: MemberNumber,
        key: KeyNumber,
    ) -> Result<Change> {
        execute!(self, DELETE_CREDENTIAL, number(member), i64::from(key.0)).map(Change::of)
    }
}
