// The page that stands in when there is no connection: what is kept on this device, a place to write,
// and back as soon as the line is.

import { fill, wordsOf } from './words.js';

const EXCERPT_CHARACTERS = 160;
const NEW_POST = 'meent:post:new';

const page = /** @type {HTMLElement} */ (document.querySelector('[data-offline]'));
const say = wordsOf('offline-words');
const isUnsent = page.dataset.unsent === 'yes';

// A form was on its way and did not arrive: nothing that it held counts as sent.
if (isUnsent) {
  for (const key of keys().filter((it) => it.endsWith(':sent'))) localStorage.removeItem(key);
}
page.querySelector('[data-when-unsent]')?.toggleAttribute('hidden', !isUnsent);
page.querySelector('[data-when-read]')?.toggleAttribute('hidden', isUnsent);

const writing = /** @type {HTMLTextAreaElement} */ (page.querySelector('textarea'));
const state = page.querySelector('[data-draft-state]');
// A post that went out is not a draft any more, though the composer has not tidied it away yet.
if (!localStorage.getItem(`${NEW_POST}:sent`)) writing.value = localStorage.getItem(NEW_POST) ?? '';
writing.addEventListener('input', () => {
  localStorage.removeItem(`${NEW_POST}:sent`);
  if (writing.value === '') localStorage.removeItem(NEW_POST);
  else localStorage.setItem(NEW_POST, writing.value);
  if (state) state.textContent = writing.value === '' ? '' : say('kept');
});

/** Words that are kept here besides the new post, each with what it is. */
function drafts() {
  const kinds = [['meent:comment-edit-', 'comment-edit'], ['meent:comment-', 'comment'], ['meent:post:', 'post-edit']];
  return keys().flatMap((key) => {
    const kind = kinds.find(([start]) => key.startsWith(start))?.[1];
    const isDraft = kind && key !== NEW_POST && !key.endsWith(':sent') && !localStorage.getItem(`${key}:sent`);
    return isDraft ? [{ kind, words: localStorage.getItem(key) ?? '' }] : [];
  });
}

function keys() {
  return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
}

const list = /** @type {HTMLElement} */ (page.querySelector('[data-kept]'));
for (const { kind, words } of drafts()) {
  const row = document.createElement('li');
  const what = document.createElement('span');
  const words_ = document.createElement('small');
  what.textContent = say(kind);
  words_.textContent = words.length > EXCERPT_CHARACTERS ? fill(say('cut'), { words: words.slice(0, EXCERPT_CHARACTERS) }) : words;
  what.append(words_);
  row.append(what);
  list.append(row);
}
list.closest('section')?.toggleAttribute('hidden', list.children.length === 0);

/** A page that failed to be read is asked for again; a form is left to who sent it. */
addEventListener('online', () => { if (!isUnsent) location.reload(); });
