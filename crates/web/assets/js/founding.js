// The founding conversation: the chosen colour and name show at once how the place will look.
//
// The colour itself is put on by the stylesheet, without a script; contrast is checked by the server
// for every hue it offers (`founding/accent.rs`). Here only the words follow.

const preview = /** @type {HTMLElement | null} */ (document.querySelector('[data-preview]'));
const hueName = document.querySelector('[data-hue-name]');

for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name="hue"]'))) {
  radio.addEventListener('change', () => {
    if (hueName) hueName.textContent = radio.dataset.name ?? '';
  });
}

const name = /** @type {HTMLInputElement | null} */ (document.querySelector('input[name="name"]'));
name?.addEventListener('input', () => {
  const shown = preview?.querySelector('[data-preview-name]');
  if (shown) shown.textContent = name.value || name.placeholder;
});
