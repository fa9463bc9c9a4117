// The page's own sentences for what scripts have to say, in the language of the page.
//
// The server writes them into `data-words` of a template; `{name}` stands for what the script fills in.

/**
 * @param {string} id of a template with `data-words`
 * @param {ParentNode} [page]
 * @returns {(key: string, values?: Record<string, string | number>) => string}
 */
export function wordsOf(id, page = document) {
  const template = /** @type {HTMLElement | null} */ (page.querySelector(`#${id}`));
  const words = JSON.parse(template?.dataset.words ?? '{}');
  return (key, values = {}) => fill(words[key] ?? key, values);
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{([a-z_]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** @returns {string} the language of the page, with the country whose dates it writes */
export const language = () => ({ en: 'en-GB', nl: 'nl-NL' })[globalThis.document?.documentElement.lang ?? 'en'] ?? 'en-GB';

/** @param {number} number */
export const count = (number) => new Intl.NumberFormat(language()).format(number);

/** @param {number} ms since 1970 */
export const moment = (ms) => new Intl.DateTimeFormat(language(), { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(ms);

/** @param {number} ms since 1970 */
export const clock = (ms) => new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit' }).format(ms);
