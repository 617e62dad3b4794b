// Long enough to read that it worked.
const closingDelayMs = 2000;
// A form whose request got lost must be usable again.
const guardMs = 10_000;
const askAgainMs = 1500;

const {document, location} = window;
const {page} = document.body.dataset;
let isLeaving = false;
const pageOfStatus = {completed: 'connected', expired: 'expired', cancelled: 'cancelled'};

function closePopup() {
  if (window.name.startsWith('zavu-signup')) setTimeout(() => window.close(), closingDelayMs);
}

/** The element has learnt how it ended: the page around it, still about the beginning, is asked for anew. */
function follow({detail}) {
  const ended = pageOfStatus[detail.connection.status];
  // A press of the button leads to the result by itself.
  if (ended && !isLeaving && !Object.values(pageOfStatus).includes(page)) {
    location.replace(location.pathname.replace(/\/start$/, ''));
  }
}

/** Meta has a question for the client. The element says that one waits in this window; only the page can ask it. */
async function followQuestion() {
  const response = await fetch(location.pathname).catch(() => undefined);
  const [, shown] = /data-page="(\w+)"/.exec((await response?.text()) ?? '') ?? [];
  if (shown === 'choose' || shown === 'pin') location.replace(location.pathname);
  else if (!shown || shown === 'progress') setTimeout(followQuestion, askAgainMs);
}

function setDisabled(root, isDisabled) {
  isLeaving = isDisabled;
  for (const button of root.querySelectorAll('button')) button.disabled = isDisabled;
}

if (page === 'connected') closePopup();
if (page === 'progress') setTimeout(followQuestion, askAgainMs);
document.addEventListener('zavu-ready', follow);
document.addEventListener('zavu-status-changed', follow);

document.addEventListener('submit', ({target}) => {
  setDisabled(target, true);
  setTimeout(() => setDisabled(target, false), guardMs);
});
// Back from Facebook, the browser may show the page as it was left.
window.addEventListener('pageshow', () => setDisabled(document, false));
