// Two works beside each other: left and right go to the button of that side, and Enter prefers it. Nothing is
// answered by an arrow alone.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-compare]'));

/** @param {string} side */
const go = (side) => /** @type {HTMLElement | null} */ (form?.querySelector(`button[value=${side}]`))?.focus();

document.addEventListener('keydown', (event) => {
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const isTyping = event.target instanceof Element && event.target.closest('input:not([type=hidden]), textarea, select, dialog');
  if (!form || !isPlain || isTyping) return;
  if (event.key === 'ArrowLeft') go('first');
  else if (event.key === 'ArrowRight') go('second');
  else return;
  event.preventDefault();
});
