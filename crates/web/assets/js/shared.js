// What another app shared, as the service worker kept it for the composer.

const SHARED = 'meent-shared';

/**
 * Takes what was shared, if anything was, and keeps it no longer.
 * @returns {Promise<{words: string, files: File[]}>}
 */
export async function takeShared() {
  const nothing = { words: '', files: [] };
  if (!('caches' in globalThis) || !(await caches.has(SHARED))) return nothing;
  const cache = await caches.open(SHARED);
  const words = (await (await cache.match('/share/words'))?.text()) ?? '';
  const files = [];
  for (let index = 0; ; index += 1) {
    const kept = await cache.match(`/share/${index}`);
    if (!kept) break;
    files.push(new File([await kept.blob()], decodeURIComponent(kept.headers.get('x-name') ?? ''), { type: kept.headers.get('content-type') ?? '' }));
  }
  await caches.delete(SHARED);
  return { words, files };
}
