//! Every check of a signature, each flipped alone.

mod low_s;
mod vectors;
mod wycheproof;

use super::{Signature, SignatureFault, encode_challenge, normalise_low_s, verify};
use crate::authenticator::{CommandLineKey, Gesture, Passkey};
use crate::ids::KeyNumber;
use crate::key::PublicKey;
use proptest::prelude::{Strategy as _, any, proptest};
use sha2::{Digest as _, Sha256};

const RP_ID: &str = "meent.example";
const HASH: [u8; 32] = [7; 32];
const KEY: KeyNumber = KeyNumber(0);

fn passkey() -> Passkey {
    Passkey::from_seed(&[1; 32], RP_ID, "https://meent.example")
}

fn good_json() -> String {
    format!(
        r#"{{"type":"webauthn.get","challenge":"{}","origin":"https://meent.example","crossOrigin":false}}"#,
        encode_challenge(&HASH)
    )
}

fn good_authenticator_data() -> Vec<u8> {
    let mut bytes = Sha256::digest(RP_ID).to_vec();
    bytes.push(0b0001_1101);
    bytes.extend_from_slice(&[0; 4]);
    bytes
}

/// Signs the two parts as they are, so that only the check under test can refuse them.
fn signed(authenticator_data: Vec<u8>, json: impl Into<Vec<u8>>) -> Signature {
    let client_data_json = json.into();
    let bytes = normalise_low_s(passkey().sign_assertion(&authenticator_data, &client_data_json));
    Signature::WebAuthn {
        key: KEY,
        authenticator_data,
        client_data_json,
        bytes,
    }
}

fn check_json(json: impl Into<Vec<u8>>, expected: Result<(), SignatureFault>) {
    let json = json.into();
    let signature = signed(good_authenticator_data(), json.clone());
    let shown = String::from_utf8_lossy(&json).into_owned();
    assert_eq!(
        verify(&signature, &passkey().public_key(), &HASH, true),
        expected,
        "{shown}"
    );
}

#[test]
fn a_device_signs_what_verifies() {
    let (passkey, line) = (passkey(), CommandLineKey::from_seed(&[2; 32]));
    assert_eq!(
        verify(
            &passkey.sign(KEY, &HASH),
            &passkey.public_key(),
            &HASH,
            true
        ),
        Ok(())
    );
    assert_eq!(
        verify(&line.sign(KEY, &HASH), &line.public_key(), &HASH, true),
        Ok(())
    );

    let other_hash = [8; 32];
    assert_eq!(
        verify(
            &passkey.sign(KEY, &HASH),
            &passkey.public_key(),
            &other_hash,
            true
        ),
        Err(SignatureFault::Challenge)
    );
    assert_eq!(
        verify(
            &line.sign(KEY, &HASH),
            &line.public_key(),
            &other_hash,
            true
        ),
        Err(SignatureFault::Mismatch)
    );
}

#[test]
fn one_seed_gives_one_signature() {
    assert_eq!(passkey().sign(KEY, &HASH), passkey().sign(KEY, &HASH));
    let line = CommandLineKey::from_seed(&[2; 32]);
    assert_eq!(line.sign(KEY, &HASH), line.sign(KEY, &HASH));
}

#[test]
fn a_signature_of_another_key_is_refused() {
    let other = Passkey::from_seed(&[3; 32], RP_ID, "https://meent.example").public_key();
    let line = CommandLineKey::from_seed(&[2; 32]);
    let other_line = CommandLineKey::from_seed(&[3; 32]).public_key();
    assert_eq!(
        verify(&passkey().sign(KEY, &HASH), &other, &HASH, true),
        Err(SignatureFault::Mismatch)
    );
    assert_eq!(
        verify(&line.sign(KEY, &HASH), &other_line, &HASH, true),
        Err(SignatureFault::Mismatch)
    );

    let kind = Err(SignatureFault::KindMismatch);
    assert_eq!(
        verify(&passkey().sign(KEY, &HASH), &line.public_key(), &HASH, true),
        kind
    );
    assert_eq!(
        verify(&line.sign(KEY, &HASH), &passkey().public_key(), &HASH, true),
        kind
    );
}

#[test]
fn client_data_is_one_object_with_each_name_once() {
    use SignatureFault::ClientDataMalformed;
    let good = good_json();
    check_json(good.clone(), Ok(()));
    // What browsers add, in any order and with any spacing.
    check_json(
        good.replace('{', r#"{"other_keys_can_be_added_here":[{"a":1,"a":2}],"#),
        Ok(()),
    );
    check_json(good.replace(',', " ,\n "), Ok(()));
    check_json(good.replace(r#","crossOrigin":false"#, ""), Ok(()));
    check_json(good.replace("https://", r"https:\/\/"), Ok(()));

    let rows = [
        good.replace('{', r#"{"type":"webauthn.get","#),
        good.replace('{', r#"{"challenge":"x","#),
        good.replace('{', r#"{"crossOrigin":true,"#),
        good.replace('{', r#"{"typ\u0065":"webauthn.create","#),
        good.replace('{', r#"{"x":1,"x":1,"#),
        good.replace(r#""type""#, r#""kind""#),
        good.replace(r#""challenge""#, r#""question""#),
        good.replace(r#""origin""#, r#""source""#),
        good.replace(r#""webauthn.get""#, "null"),
        good.replace(":false", r#":"false""#),
        good.replace(":false", ":null"),
        good.replace('}', ",}"),
        format!("{good} x"),
        format!("\u{feff}{good}"),
        format!("[{good}]"),
        r#"["webauthn.get","x","https://meent.example",false]"#.to_owned(),
        "null".to_owned(),
        "[".repeat(4096),
    ];
    for json in rows {
        check_json(json, Err(ClientDataMalformed));
    }
    let mut not_utf8 = good.into_bytes();
    let end = not_utf8.len();
    not_utf8.splice(end - 1..end, *b",\"x\":\"\xff\"}");
    check_json(not_utf8, Err(ClientDataMalformed));
}

#[test]
fn the_ceremony_and_the_challenge_are_the_ones_asked_for() {
    let good = good_json();
    let challenge = encode_challenge(&HASH);
    check_json(
        good.replace("webauthn.get", "webauthn.create"),
        Err(SignatureFault::CeremonyType),
    );
    check_json(
        good.replace("webauthn.get", "webauthn.GET"),
        Err(SignatureFault::CeremonyType),
    );
    let rows = [
        String::new(),
        format!("{challenge}="),
        challenge.replacen('B', "A", 1),
        // The last character carries two bits that no byte needs: a second spelling of one hash.
        format!("{}d", challenge.strip_suffix('c').unwrap()),
        hex::encode(HASH),
    ];
    for other in rows {
        check_json(
            good.replace(&challenge, &other),
            Err(SignatureFault::Challenge),
        );
    }
}

#[test]
fn the_origin_is_the_host_of_the_key_by_https() {
    let rows = [
        ("https://meent.example", true),
        ("https://meent.example:8443", true),
        ("https://meent.example:1", true),
        ("https://meent.example:65535", true),
        ("https://www.meent.example", true),
        ("https://a.b.meent.example:444", true),
        ("http://meent.example", false),
        ("https://example", false),
        ("https://evilmeent.example", false),
        ("https://meent.example.evil.example", false),
        ("https://.meent.example", false),
        ("https://a..meent.example", false),
        ("https://MEENT.example", false),
        ("https://meent.example/", false),
        ("https://meent.example/x.meent.example", false),
        ("https://evil.example#.meent.example", false),
        ("https://evil.example?.meent.example", false),
        ("https://user@meent.example", false),
        ("https://evil.example:1@meent.example", false),
        ("https://meent.example:", false),
        ("https://meent.example:0", false),
        ("https://meent.example:0443", false),
        ("https://meent.example:+443", false),
        ("https://meent.example:65536", false),
        ("https://meent.example:443:443", false),
        ("https://localhost", false),
        ("http://localhost", false),
        ("meent.example", false),
        ("https://", false),
        ("", false),
        ("null", false),
        ("android:apk-key-hash:abc", false),
    ];
    for (origin, is_ours) in rows {
        let json = good_json().replace("https://meent.example", origin);
        check_json(
            json,
            if is_ours {
                Ok(())
            } else {
                Err(SignatureFault::Origin)
            },
        );
    }
}

#[test]
fn localhost_needs_no_https() {
    let rows = [
        ("http://localhost", Ok(())),
        ("http://localhost:4000", Ok(())),
        ("https://localhost:4000", Ok(())),
        ("https://a.localhost", Ok(())),
        ("http://a.localhost", Err(SignatureFault::Origin)),
        ("http://127.0.0.1:4000", Err(SignatureFault::Origin)),
        ("http://localhost.evil.example", Err(SignatureFault::Origin)),
    ];
    for (origin, expected) in rows {
        let passkey = Passkey::from_seed(&[1; 32], "localhost", origin);
        let signature = passkey.sign(KEY, &HASH);
        assert_eq!(
            verify(&signature, &passkey.public_key(), &HASH, true),
            expected,
            "{origin}"
        );
    }
}

#[test]
fn a_framed_page_cannot_ask() {
    check_json(
        good_json().replace(":false", ":true"),
        Err(SignatureFault::CrossOrigin),
    );
}

#[test]
fn authenticator_data_is_for_this_host_and_a_present_person() {
    let with_flags = |flags: u8| {
        let mut bytes = good_authenticator_data();
        bytes[32] = flags;
        bytes
    };
    let other_host = {
        let mut bytes = Sha256::digest("www.meent.example").to_vec();
        bytes.extend_from_slice(&good_authenticator_data()[32..]);
        bytes
    };
    let with_counter_and_extensions = {
        let mut bytes = good_authenticator_data();
        bytes[36] = 9;
        bytes.extend_from_slice(b"\xa1\x63abc\xf5");
        bytes
    };
    let bytes_of = |length: usize| {
        let mut bytes = good_authenticator_data();
        bytes.resize(length, 0);
        bytes
    };
    // Last but one column: whether the operation needs a verified user.
    let rows = [
        (good_authenticator_data(), true, Ok(())),
        (with_counter_and_extensions, true, Ok(())),
        (bytes_of(1024), true, Ok(())),
        (
            bytes_of(1025),
            true,
            Err(SignatureFault::AuthenticatorDataLength),
        ),
        (
            bytes_of(36),
            true,
            Err(SignatureFault::AuthenticatorDataLength),
        ),
        (
            Vec::new(),
            true,
            Err(SignatureFault::AuthenticatorDataLength),
        ),
        (other_host, true, Err(SignatureFault::RpIdHash)),
        (with_flags(0b101), true, Ok(())),
        (with_flags(0b001), false, Ok(())),
        (
            with_flags(0b001),
            true,
            Err(SignatureFault::UserNotVerified),
        ),
        (with_flags(0b100), true, Err(SignatureFault::UserNotPresent)),
        (
            with_flags(0b100),
            false,
            Err(SignatureFault::UserNotPresent),
        ),
        (with_flags(0), false, Err(SignatureFault::UserNotPresent)),
    ];
    for (bytes, needs_user_verified, expected) in rows {
        let signature = signed(bytes.clone(), good_json());
        let found = verify(
            &signature,
            &passkey().public_key(),
            &HASH,
            needs_user_verified,
        );
        assert_eq!(found, expected, "{}", hex::encode(bytes));
    }
}

#[test]
fn a_gesture_is_what_the_flags_say() {
    let rows = [
        (Gesture::Verified, true, Ok(())),
        (Gesture::Touch, false, Ok(())),
        (Gesture::Touch, true, Err(SignatureFault::UserNotVerified)),
        (Gesture::None, false, Err(SignatureFault::UserNotPresent)),
    ];
    for (gesture, needs_user_verified, expected) in rows {
        let signature = passkey().sign_with(KEY, &HASH, gesture);
        assert_eq!(
            verify(
                &signature,
                &passkey().public_key(),
                &HASH,
                needs_user_verified
            ),
            expected
        );
    }
}

#[test]
fn client_data_has_a_bounded_length() {
    let padded = |length: usize| {
        let json = good_json();
        let padding = " ".repeat(length - json.len());
        json + &padding
    };
    check_json(padded(4096), Ok(()));
    check_json(padded(4097), Err(SignatureFault::ClientDataLength));
    check_json("", Err(SignatureFault::ClientDataLength));
}

#[test]
fn the_high_s_spelling_is_refused() {
    let mut signature = passkey().sign(KEY, &HASH);
    if let Signature::WebAuthn { bytes, .. } = &mut signature {
        *bytes = low_s::flip(*bytes);
    }
    assert_eq!(
        verify(&signature, &passkey().public_key(), &HASH, true),
        Err(SignatureFault::HighS)
    );
}

#[test]
fn an_unusable_key_verifies_nothing() {
    let weak = PublicKey::Ed25519([0; 32]);
    let signature = Signature::Ed25519 {
        key: KEY,
        bytes: [0; 64],
    };
    assert!(matches!(
        verify(&signature, &weak, &HASH, false),
        Err(SignatureFault::Key(_))
    ));
}

#[test]
fn decoding_enforces_the_bounds() {
    let encode = |authenticator_data: usize, client_data_json: usize| {
        borsh::to_vec(&Signature::WebAuthn {
            key: KEY,
            authenticator_data: vec![0; authenticator_data],
            client_data_json: vec![b'x'; client_data_json],
            bytes: [0; 64],
        })
        .unwrap()
    };
    let rows = [
        (37, 1, true),
        (1024, 4096, true),
        (36, 1, false),
        (1025, 1, false),
        (37, 0, false),
        (37, 4097, false),
    ];
    for (authenticator_data, client_data_json, is_fit) in rows {
        let bytes = encode(authenticator_data, client_data_json);
        assert_eq!(
            borsh::from_slice::<Signature>(&bytes).is_ok(),
            is_fit,
            "{authenticator_data} {client_data_json}"
        );
    }
    // A length of 4 GiB is refused before a byte of it is asked for.
    assert!(borsh::from_slice::<Signature>(&[1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).is_err());
}

proptest! {
    /// Whatever is flipped in a signature, it no longer verifies, or it was never under it.
    #[test]
    fn no_flipped_bit_survives(seed in any::<[u8; 32]>(), at in any::<proptest::sample::Index>(), bit in 0_u32..8) {
        let passkey = Passkey::from_seed(&seed, RP_ID, "https://meent.example");
        let signature = passkey.sign(KEY, &HASH);
        // Tag and key number (5 bytes) are not covered: the key number only says which key to take.
        let mut bytes = borsh::to_vec(&signature).unwrap();
        let at = 5 + at.index(bytes.len() - 5);
        bytes[at] ^= 1_u8 << bit;
        if let Ok(flipped) = borsh::from_slice::<Signature>(&bytes) {
            proptest::prop_assert!(verify(&flipped, &passkey.public_key(), &HASH, true).is_err());
        }
    }

    /// The decoder meets any bytes without a panic, and what it takes it gives back unchanged.
    #[test]
    fn decoding_then_encoding_gives_the_same_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400).prop_map(|mut bytes| {
        if let Some(tag) = bytes.first_mut() { *tag &= 1; }
        bytes
    })) {
        if let Ok(signature) = borsh::from_slice::<Signature>(&bytes) {
            proptest::prop_assert_eq!(borsh::to_vec(&signature).unwrap(), bytes);
        }
    }
}
