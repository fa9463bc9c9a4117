//! Photographs from the first byte to the last file, through the real jail.

use std::io::Write as _;

use app::{AppError, Refusal};
use domain::ids::UploadId;
use domain::media::{OPEN_UPLOADS_MAX, Photo, UPLOAD_BYTES_MAX, UPLOAD_KEPT_MS};
use domain::profile::ProfileDraft;

use crate::site::{ANYONE, Site, on_both};

/// A PNG of one colour, made by hand: stored deflate blocks, so that no encoder is needed.
pub(crate) fn png(side: u32, colour: [u8; 3]) -> Vec<u8> {
    fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
        out.extend(u32::try_from(data.len()).expect("small").to_be_bytes());
        let body = [kind.as_slice(), data].concat();
        out.extend(&body);
        out.extend(crc32fast::hash(&body).to_be_bytes());
    }
    let row: Vec<u8> = std::iter::once(0)
        .chain(colour.iter().copied().cycle().take(side as usize * 3))
        .collect();
    let raw: Vec<u8> = row
        .iter()
        .copied()
        .cycle()
        .take(row.len() * side as usize)
        .collect();
    let mut packed = vec![0x78, 0x01];
    let mut blocks = raw.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let size = u16::try_from(block.len()).expect("a block");
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(size.to_le_bytes());
        packed.extend((!size).to_le_bytes());
        packed.extend(block);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in &raw {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    packed.extend((b << 16 | a).to_be_bytes());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [
        &side.to_be_bytes()[..],
        &side.to_be_bytes()[..],
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    chunk(&mut out, b"IHDR", &header);
    chunk(&mut out, b"IDAT", &packed);
    chunk(&mut out, b"IEND", &[]);
    out
}

/// Uploads `bytes` in one piece.
pub(crate) async fn upload(
    site: &Site,
    viewer: &app::Viewer,
    bytes: &[u8],
    name: Option<&str>,
) -> app::Result<Photo> {
    let upload = site
        .app
        .create_upload(viewer, u64::try_from(bytes.len()).expect("small"))
        .await?;
    site.app
        .append_upload(viewer, upload.id, 0, bytes.to_vec())
        .await?;
    site.app.finish_upload(viewer, upload.id, name).await
}

fn served(site: &Site, photo: &Photo) -> Vec<bool> {
    photo
        .variants
        .iter()
        .map(|file| site.app.media_path(file.hash).exists())
        .collect()
}

#[tokio::test]
async fn an_upload_goes_on_where_it_stopped() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let bytes = png(64, [200, 120, 40]);
        let (first, second) = bytes.split_at(bytes.len() / 2);
        let begun = site.app.create_upload(&ana, u64::try_from(bytes.len()).expect("small")).await.expect("allowed");
        let half = site.app.append_upload(&ana, begun.id, 0, first.to_vec()).await.expect("written");
        assert_eq!(half.offset_bytes, u64::try_from(first.len()).expect("small"));
        assert!(matches!(site.app.find_upload(&ben, begun.id).await, Err(AppError::NotFound)));
        assert!(matches!(site.app.append_upload(&ana, begun.id, 0, first.to_vec()).await, Err(AppError::Conflict)));
        assert!(matches!(site.app.finish_upload(&ana, begun.id, None).await, Err(AppError::Conflict)));
        let found = site.app.find_upload(&ana, begun.id).await.expect("still there");
        site.app.append_upload(&ana, begun.id, found.offset_bytes, second.to_vec()).await.expect("written");
        let more = site.app.append_upload(&ana, begun.id, u64::try_from(bytes.len()).expect("small"), vec![0]).await;
        assert!(matches!(more, Err(AppError::Refused(Refusal::Upload(_)))));
        let photo = site.app.finish_upload(&ana, begun.id, None).await.expect("a photograph");
        assert_eq!(photo.hash.as_bytes(), blake3::hash(&bytes).as_bytes());
        assert!(!photo.variants.is_empty());
        for file in &photo.variants {
            let path = site.app.find_media_file(file.hash).await.expect("served");
            let content = std::fs::read(path).expect("a file");
            assert_eq!(blake3::hash(&content).as_bytes(), file.hash.as_bytes());
        }
        assert!(matches!(site.app.finish_upload(&ana, begun.id, None).await, Err(AppError::NotFound)));
        assert_eq!(std::fs::read_dir(site.folder.path().join("uploads")).expect("a folder").count(), 0);
    });
}

#[tokio::test]
async fn one_photograph_of_two_members_is_stored_once_and_goes_with_the_last() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let bytes = png(40, [10, 20, 30]);
        let photo = upload(site, &ana, &bytes, None).await.expect("a photograph");
        assert_eq!(upload(site, &ben, &bytes, None).await.expect("the same"), photo);
        let by_ana = site.post_photo(&ana, photo.hash).await;
        assert_eq!(by_ana.photos[0].photo, photo);
        let by_ben = site.post_photo(&ben, photo.hash).await;
        site.app.delete_post(&ana, by_ana.id).await.expect("deleted");
        site.app.run_due_jobs().await.expect("done");
        assert!(served(site, &photo).iter().all(|it| *it));
        site.app.delete_post(&ben, by_ben.id).await.expect("deleted");
        site.app.run_due_jobs().await.expect("done");
        assert!(!served(site, &photo).iter().any(|it| *it));
    });
}

#[tokio::test]
async fn a_profile_picture_keeps_its_photograph_until_it_is_replaced() {
    on_both!(site => {
        let ana = site.founder();
        let photo = upload(site, &ana, &png(120, [90, 90, 90]), None).await.expect("a photograph");
        let picture = |hash| ProfileDraft { picture: Some(hash), ..ProfileDraft::default() };
        let member = site.app.update_profile(&ana, picture(Some(photo.hash))).await.expect("allowed");
        assert!(member.card.picture.is_some_and(|file| site.app.media_path(file).exists()));
        site.wait_ms(UPLOAD_KEPT_MS * 2);
        site.app.advance(0).await.expect("time passes");
        assert!(served(site, &photo)[0]);
        site.app.update_profile(&ana, picture(None)).await.expect("allowed");
        site.app.run_due_jobs().await.expect("done");
        assert!(!served(site, &photo)[0]);
    });
}

#[tokio::test]
async fn what_is_no_photograph_is_refused_and_gone() {
    on_both!(site => {
        let ana = site.founder();
        let truncated = png(64, [1, 2, 3])[..80].to_vec();
        for bytes in [b"#!/bin/sh\nrm -rf /\n".to_vec(), vec![0; 4_000], truncated] {
            let refused = upload(site, &ana, &bytes, None).await;
            assert!(matches!(refused, Err(AppError::Media(media::MediaError::Refused(_)))), "{refused:?}");
        }
        assert_eq!(std::fs::read_dir(site.folder.path().join("uploads")).expect("a folder").count(), 0);
        assert!(matches!(site.app.create_upload(&ana, 0).await, Err(AppError::Refused(Refusal::Upload(_)))));
        let large = site.app.create_upload(&ana, UPLOAD_BYTES_MAX + 1).await;
        assert!(matches!(large, Err(AppError::Refused(Refusal::Upload(domain::media::Refusal::TooLarge)))));
        for _ in 0..OPEN_UPLOADS_MAX {
            site.app.create_upload(&ana, 1).await.expect("allowed");
        }
        assert!(site.app.create_upload(&ana, 1).await.is_err());
        assert!(matches!(site.app.create_upload(&ANYONE, 1).await, Err(AppError::SignInNeeded)));
    });
}

#[tokio::test]
async fn what_nobody_finishes_or_uses_expires() {
    on_both!(site => {
        let ana = site.founder();
        let stalled = site.app.create_upload(&ana, 100).await.expect("allowed").id;
        site.app.append_upload(&ana, stalled, 0, vec![1; 50]).await.expect("written");
        let unused = upload(site, &ana, &png(30, [5, 5, 5]), None).await.expect("a photograph");
        let (stop, stopped) = tokio::sync::watch::channel(true);
        site.app.run_jobs(stopped).await.expect("the hourly jobs wait");
        drop(stop);
        site.wait_ms(UPLOAD_KEPT_MS + 1);
        site.app.run_due_jobs().await.expect("done");
        assert!(matches!(site.app.find_upload(&ana, stalled).await, Err(AppError::NotFound)));
        assert!(!served(site, &unused)[0]);
        assert_eq!(std::fs::read_dir(site.folder.path().join("uploads")).expect("a folder").count(), 0);
        let unknown = UploadId::new(1, [1; 10]);
        assert!(matches!(site.app.finish_upload(&ana, unknown, None).await, Err(AppError::NotFound)));
    });
}

#[tokio::test]
async fn a_half_written_leftover_does_no_harm() {
    on_both!(site => {
        let ana = site.founder();
        let bytes = png(20, [7, 8, 9]);
        let begun = site.app.create_upload(&ana, u64::try_from(bytes.len()).expect("small")).await.expect("allowed");
        // A crash between writing the file and noting the offset.
        std::fs::create_dir_all(site.folder.path().join("uploads")).expect("a folder");
        let path = site.folder.path().join("uploads").join(begun.id.to_string());
        std::fs::File::create(path).expect("a file").write_all(&[0xff; 30]).expect("written");
        site.app.append_upload(&ana, begun.id, 0, bytes).await.expect("written");
        site.app.finish_upload(&ana, begun.id, None).await.expect("a photograph");
    });
}
