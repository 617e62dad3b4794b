// Long enough to read that it worked.
const closingDelayMs = 2000;
// A form whose request got lost must be usable again.
const guardMs = 10_000;
const askAgainMs = 1500;

const {document, location} = window;
const {page, status} = document.body.dataset;
const element = document.querySelector('zavu-partner-invite');
let isLeaving = false;

function closePopup() {
  if (window.name.startsWith('zavu-signup')) setTimeout(() => window.close(), closingDelayMs);
}

/** While the page is about to go, no button works, and the card stays as it is: what changes now would only make it jump. */
function setLeaving(value) {
  isLeaving = value;
  for (const button of document.querySelectorAll('button')) button.disabled = value;
  if (!element) return;
  if (value) element.willUpdate = () => undefined;
  else delete element.willUpdate;
  element.requestUpdate?.();
}

/** The element has news, and the page around it is still about what was before: it is asked for anew. */
function follow({detail}) {
  const isOver = /completed|expired|cancelled/.test(detail.connection.status);
  // With a window that this page may have opened, the signup goes on in it.
  const isNews = detail.connection.status !== status && !document.querySelector('[data-popup]');
  // A press of the button leads to the result by itself.
  if (isLeaving || /connected|expired|cancelled/.test(page) || (!isOver && !isNews)) return;
  setLeaving(true);
  location.replace(location.pathname.replace(/\/start$/, ''));
}

/** Meta has a question for the client. The element says that one waits in this window; only the page can ask it. */
async function followQuestion() {
  const response = await fetch(location.pathname).catch(() => undefined);
  const [, shown] = /data-page="(\w+)"/.exec((await response?.text()) ?? '') ?? [];
  if (shown === 'choose' || shown === 'pin') location.replace(location.pathname);
  else if (!shown || shown === 'progress') setTimeout(followQuestion, askAgainMs);
}

if (page === 'connected') closePopup();
if (page === 'progress') setTimeout(followQuestion, askAgainMs);
document.addEventListener('zavu-ready', follow);
document.addEventListener('zavu-status-changed', follow);

document.addEventListener('submit', () => {
  setLeaving(true);
  setTimeout(() => setLeaving(false), guardMs);
});
// Back from Facebook, the browser may show the page as it was left.
window.addEventListener('pageshow', ({persisted}) => {
  if (persisted || !isLeaving) setLeaving(false);
});
