// The founding conversation: the chosen colour and name show at once how the place will look.
//
// Contrast is checked by the server for every hue it offers (`founding/accent.rs`); here a chosen one
// is only put on.

const preview = /** @type {HTMLElement | null} */ (document.querySelector('[data-preview]'));
const hueName = document.querySelector('[data-hue-name]');
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name="hue"]'))) {
  radio.addEventListener('change', () => {
    sheet.replaceSync(`:root { --accent-h: ${Number(radio.value)}; }`);
    if (hueName) hueName.textContent = radio.dataset.name ?? '';
  });
}

const name = /** @type {HTMLInputElement | null} */ (document.querySelector('input[name="name"]'));
name?.addEventListener('input', () => {
  const shown = preview?.querySelector('[data-preview-name]');
  if (shown) shown.textContent = name.value || name.placeholder;
});
