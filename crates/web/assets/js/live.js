// Keeps a part of the page fresh: live counts on a decision, a job's progress.
//
// `<section id="count" data-live="/commons/decisions/41/count" data-every="15">` is replaced by what
// that address answers, as long as the tab is looked at. Someone who is using the part is not
// disturbed; an answer that did not change is not drawn again.

const SOONEST_SECONDS = 5;

/** @param {HTMLElement} part */
export function keepFresh(part) {
  const every = Math.max(SOONEST_SECONDS, Number(part.dataset.every ?? 20)) * 1000;
  let last = '';
  const look = async () => {
    if (!part.isConnected) return;
    if (!document.hidden && !part.contains(document.activeElement)) {
      const html = await fetchPart(part.dataset.live ?? '');
      if (html !== null && html !== last) {
        if (last !== '') part.innerHTML = html;
        last = html;
      }
    }
    setTimeout(look, every);
  };
  setTimeout(look, every);
}

/** @param {string} path @returns {Promise<string | null>} */
async function fetchPart(path) {
  try {
    const response = await fetch(path, { credentials: 'same-origin', headers: { accept: 'text/html' } });
    return response.ok ? await response.text() : null;
  } catch {
    return null; // Offline: what stands there stays.
  }
}

for (const part of document.querySelectorAll('[data-live]')) keepFresh(/** @type {HTMLElement} */ (part));
