use ledger::{authenticator::*, ids::KeyNumber, key::ParsedKey, signature::*};
use std::time::Instant;
fn main() {
    let n = 5000u32;
    let p = Passkey::from_seed(&[1; 32], "meent.example", "https://meent.example");
    let c = CommandLineKey::from_seed(&[1; 32]);
    for (name, pk, sig) in [
        ("p256", p.public_key(), p.sign(KeyNumber(0), &[7; 32])),
        ("ed", c.public_key(), c.sign(KeyNumber(0), &[7; 32])),
    ] {
        let parsed = ParsedKey::new(&pk).unwrap();
        let t = Instant::now();
        for _ in 0..n {
            verify(&sig, &pk, &[7; 32], true).unwrap();
        }
        println!("{name} verify {:?}", t.elapsed() / n);
        let t = Instant::now();
        for _ in 0..n {
            verify_parsed(&sig, &parsed, &[7; 32], true).unwrap();
        }
        println!("{name} parsed {:?}", t.elapsed() / n);
        let t = Instant::now();
        for _ in 0..n {
            ParsedKey::new(&pk).unwrap();
        }
        println!("{name} parse {:?}", t.elapsed() / n);
    }
    let t = Instant::now();
    for _ in 0..n {
        std::hint::black_box(p.sign(KeyNumber(0), &[7; 32]));
    }
    println!("p256 sign {:?}", t.elapsed() / n);
    let k = ring_like();
    let msg = [1u8; 69];
    let sig = {
        let s = p.sign_assertion(&msg[..37], &[1, 2, 3]);
        normalise_low_s(s)
    };
    let mut m = msg[..37].to_vec();
    m.extend_from_slice(&<sha2::Sha256 as sha2::Digest>::digest([1, 2, 3]));
    let _ = k;
    if let ledger::key::PublicKey::P256 { point, .. } = p.public_key() {
        let key = aws_lc_rs::signature::ParsedPublicKey::new(
            &aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED,
            point,
        )
        .unwrap();
        let t = Instant::now();
        for _ in 0..n {
            key.verify_sig(&m, &sig).unwrap();
        }
        println!("bare p256 verify {:?}", t.elapsed() / n);
    }
}
fn ring_like() {}
