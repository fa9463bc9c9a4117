// Buttons that copy: `<button data-copy="#link" data-copied="Copied">Copy</button>`.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('[data-copy]'))) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.copy ?? '');
    if (!source) return;
    const text = source instanceof HTMLInputElement ? source.value : (source.textContent ?? '').trim();
    await navigator.clipboard.writeText(text);
    const label = button.textContent;
    button.textContent = button.dataset.copied ?? label;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
