// Keeps the shell at hand, so that without a connection the site says so in its own voice instead of
// the browser's, and takes what another app shares.
//
// Served at `/service-worker.js`, below one line that the server writes: `self.meent = {version,
// shell, offline}`. What is kept is only what everybody gets alike: stylesheets, fonts, scripts,
// marks and the offline page, all fetched without cookies. A page, an answer of the API or a
// photograph is never kept: the next person at this device may be another.

const { version, shell, offline } = /** @type {{version: string, shell: string[], offline: Record<string, string>}} */ (self.meent);
const SHELLS = 'meent-shell-';
const SHELL = SHELLS + version;
/** What another app shared, until the composer takes it; see `shared.js`. */
const SHARED = 'meent-shared';
/** Under which the language of the last page is remembered; nothing answers there. */
const LANGUAGE = '/offline/language';

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => { if (event.data?.language in offline) event.waitUntil(remember(event.data.language)); });
self.addEventListener('fetch', (event) => {
  const answer = answerTo(event);
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll(shell.map((path) => new Request(path, { credentials: 'omit' })));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(SHELLS) && name !== SHELL).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** @param {FetchEvent} event */
function answerTo(event) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return null;
  if (request.method === 'POST' && pathname === '/share') return share(request);
  if (request.mode === 'navigate') return page(event);
  if (request.method === 'GET' && (pathname.startsWith('/assets/') || pathname.startsWith('/accent/'))) return asset(request);
  return null;
}

/** A page always comes from the server; only if it cannot be reached does the offline page stand in. */
async function page(/** @type {FetchEvent} */ event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    const cache = await caches.open(SHELL);
    const language = await (await cache.match(LANGUAGE))?.text();
    const kept = await cache.match(offline[language ?? ''] ?? offline.en, { ignoreVary: true });
    if (!kept) return Response.error();
    // The page must know whether a form was on its way, since then its words did not arrive.
    const html = event.request.method === 'GET' ? await kept.text() : (await kept.text()).replace('data-unsent="no"', 'data-unsent="yes"');
    return new Response(html, { status: 503, headers: kept.headers });
  }
}

/** An asset's address changes with its content, so what is kept is never old. */
async function asset(/** @type {Request} */ request) {
  const cache = await caches.open(SHELL);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Keeps what another app shared on this device until the composer, which this leads to, takes it. */
async function share(/** @type {Request} */ request) {
  const form = await request.formData();
  await caches.delete(SHARED);
  const cache = await caches.open(SHARED);
  const words = ['title', 'text', 'url'].map((name) => form.get(name)).filter((part) => typeof part === 'string' && part !== '');
  await cache.put('/share/words', new Response(words.join('\n')));
  const files = form.getAll('photos').filter((part) => part instanceof File);
  await Promise.all(files.map((file, index) => cache.put(`/share/${index}`, new Response(file, {
    headers: { 'content-type': file.type, 'x-name': encodeURIComponent(file.name) },
  }))));
  return Response.redirect('/create?shared', 303);
}

/** @param {string} language */
async function remember(language) {
  const cache = await caches.open(SHELL);
  await cache.put(LANGUAGE, new Response(language));
}
