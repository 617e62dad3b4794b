// Long enough to read that it worked.
const closingDelayMs = 2000;
// A form whose request got lost must be usable again.
const guardMs = 10_000;

const {document} = window;

function closePopup() {
  if (window.name.startsWith('zavu-signup')) setTimeout(() => window.close(), closingDelayMs);
}

function setDisabled(root, isDisabled) {
  for (const button of root.querySelectorAll('button')) button.disabled = isDisabled;
}

if (document.body.dataset.page === 'connected') closePopup();
document.addEventListener('zavu-connected', closePopup);

document.addEventListener('submit', ({target}) => {
  setDisabled(target, true);
  setTimeout(() => setDisabled(target, false), guardMs);
});
// Back from Facebook, the browser may show the page as it was left.
window.addEventListener('pageshow', () => setDisabled(document, false));
