//! People without a browser: members with a key of the command line each, whose operations go the same
//! way to the record. They are the many that a story needs and does not look at.

use std::future::Future;

use anyhow::{Context as _, Result, ensure};
use app::signing::Evidence;
use app::viewer::Viewer;
use app::{App, Companion};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::handle::Handle;
use domain::profile::Language;
use ed25519_dalek::{Signer as _, SigningKey};
use ledger::authenticator::CommandLineKey;
use ledger::ids::{JuryId, KeyNumber, MemberNumber, ProposalId};
use ledger::jury::{Duty, Ground, Ruling};
use ledger::member::Standing;
use ledger::operation::{Body, Choice, InvitationProof, Join, Payload};

use store::appreciation::Subject;

use crate::clocked::Clocked;

/// Milliseconds for which an invitation among them is good.
const DAY_MS: u64 = 86_400_000;

fn viewer(number: MemberNumber) -> Viewer {
    Viewer::Member {
        number,
        standing: Standing::Member,
        language: Language::English,
    }
}

/// Members of a network, in the order in which they came.
pub(crate) struct Crowd<'site> {
    site: &'site Clocked,
    people: Vec<(MemberNumber, CommandLineKey)>,
}

impl<'site> Crowd<'site> {
    /// `count` people: the first one by the invitation `link`, each other one by whoever came before.
    pub(crate) fn join(site: &'site Clocked, link: &str, count: u8) -> Result<Self> {
        let secret = link.rsplit('#').next().context("a link has its secret")?;
        let seed: Vec<u8> = URL_SAFE_NO_PAD.decode(secret)?;
        let seed = seed.try_into().ok().context("a secret has 32 bytes")?;
        let mut crowd = Self {
            site,
            people: Vec::new(),
        };
        crowd.welcome(&SigningKey::from_bytes(&seed))?;
        for _ in 1..count {
            let secret = [100_u8.saturating_add(crowd.size()); 32];
            let invitation = SigningKey::from_bytes(&secret);
            let key = invitation.verifying_key().to_bytes();
            let expires_ms = site.now_ms().saturating_add(DAY_MS);
            let last = crowd.people.len().saturating_sub(1);
            crowd.act(last, Body::Invite { key, expires_ms }, None)?;
            crowd.welcome(&invitation)?;
        }
        Ok(crowd)
    }

    fn size(&self) -> u8 {
        u8::try_from(self.people.len()).unwrap_or(u8::MAX)
    }

    fn app(&self) -> &App {
        &self.site.app
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.site.wait_for(future)
    }

    fn welcome(&mut self, invitation: &SigningKey) -> Result<()> {
        let own = CommandLineKey::from_seed(&[200_u8.saturating_add(self.size()); 32]);
        let hash =
            ledger::operation::invitation_hash(self.app().commons().network, &own.public_key());
        let join = Join {
            key: own.public_key(),
            invitation: Some(InvitationProof {
                key: invitation.verifying_key().to_bytes(),
                signature: invitation.sign(&hash.0).to_bytes(),
            }),
        };
        let prepared = self.app().prepare_join(join)?;
        let evidence = Evidence::Signed(own.sign(KeyNumber(0), &prepared.hash.0));
        let person = Companion::Person {
            handle: format!("crowd{}", self.people.len()),
            display_name: String::new(),
            language: "en".to_owned(),
            credential_id: None,
            key_name: None,
        };
        let app = self.app();
        let accepted = self.wait(app.submit(&prepared.bytes, evidence, Some(person)))?;
        self.people.push((accepted.member, own));
        Ok(())
    }

    /// Has the person at `place` sign and submit.
    pub(crate) fn act(&self, place: usize, body: Body, companion: Option<Companion>) -> Result<()> {
        let (member, key) = self.people.get(place).context("somebody of the crowd")?;
        let prepared = self.app().prepare(*member, body)?;
        let evidence = Evidence::Signed(key.sign(KeyNumber(0), &prepared.hash.0));
        let app = self.app();
        self.wait(app.submit(&prepared.bytes, evidence, companion))?;
        Ok(())
    }

    /// Returns the number of whoever has this handle.
    pub(crate) fn member_of(&self, handle: &str) -> Result<MemberNumber> {
        let handle = Handle::parse(handle)?;
        let found = self.wait(async {
            let mut reader = self.app().store.read().await?;
            reader.find_member_by_handle(&handle).await
        })?;
        found
            .map(|it| it.card.number)
            .context("somebody of that handle")
    }

    /// Has everybody at `places` appreciate the post at `path`.
    pub(crate) fn appreciate(
        &self,
        places: impl IntoIterator<Item = usize>,
        path: &str,
    ) -> Result<()> {
        let post = path.rsplit('/').next().and_then(|it| it.parse().ok());
        let post = Subject::Post(post.context("a post has an id")?);
        for place in places {
            let (member, _) = self.people.get(place).context("somebody of the crowd")?;
            self.wait(self.app().appreciate(&viewer(*member), post))?;
        }
        Ok(())
    }

    /// Returns the words of a document, for whoever attests by it.
    pub(crate) fn words(&self, title: &str) -> app::companion::Words {
        self.app().salt_words(title, "")
    }

    /// Has everybody at `places` say whether they can be drawn.
    pub(crate) fn set_duty(
        &self,
        places: impl IntoIterator<Item = usize>,
        duty: Duty,
    ) -> Result<()> {
        places
            .into_iter()
            .try_for_each(|place| self.act(place, Body::JuryDuty(duty), None))
    }

    /// Has the first one propose `payload`, the second stand behind it, and everybody vote for it;
    /// returns its number.
    pub(crate) fn decide(&self, payload: Payload, title: &str) -> Result<ProposalId> {
        let (propose, words) = self
            .app()
            .word_proposal(payload, title, "We want to see it.");
        self.act(0, Body::Propose(propose), Some(words))?;
        let last = self.app().record.read(|state| {
            let last = state.proposals.last();
            last.map(|it| it.id)
        })?;
        let proposal = last.context("what was proposed is there")?;
        // Of more than ten members one is not enough to open a vote.
        self.act(1, Body::Sponsor(proposal), None)?;
        for place in 0..self.people.len() {
            let choice = Choice::Yes;
            self.act(place, Body::Vote { proposal, choice }, None)?;
        }
        Ok(proposal)
    }

    /// Has everybody at `places`, who are the whole of `jury`, seal `ruling` and open it.
    pub(crate) fn judge(
        &self,
        jury: u32,
        places: impl IntoIterator<Item = usize> + Clone,
        ruling: Ruling,
    ) -> Result<()> {
        self.seal(jury, places.clone(), ruling)?;
        self.open(jury, places)
    }

    /// Has everybody at `places` seal `ruling` on a jury.
    pub(crate) fn seal(
        &self,
        jury: u32,
        places: impl IntoIterator<Item = usize>,
        ruling: Ruling,
    ) -> Result<()> {
        let jury = JuryId(jury);
        for place in places {
            let (member, _) = self.people.get(place).context("somebody of the crowd")?;
            let sits = self.app().load_jury(jury)?.find_sitting(*member).is_some();
            ensure!(sits, "{member:?} does not sit on {jury:?}");
            let (body, companion) =
                self.app()
                    .seal_verdict(*member, jury, ruling, Ground::Precedent);
            self.act(place, body, Some(companion))?;
        }
        Ok(())
    }

    /// Has everybody at `places` open what they sealed.
    pub(crate) fn open(&self, jury: u32, places: impl IntoIterator<Item = usize>) -> Result<()> {
        let jury = JuryId(jury);
        for place in places {
            let (member, _) = self.people.get(place).context("somebody of the crowd")?;
            let app = self.app();
            let body = self.wait(app.open_verdict(*member, jury))?;
            self.act(place, body, None)?;
        }
        Ok(())
    }
}
