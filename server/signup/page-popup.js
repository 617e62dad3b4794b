/*
 * Opens Meta's dialog in a window, with Meta's own script, where that can work. Everywhere else, and whenever it does
 * not, the form does what it does without any script: it goes to the dialog itself.
 */

// Blocked scripts do not always say so.
const sdkMaxMs = 10_000;
// Callback and message come in either order, and either may be missing.
const settleMs = 2_000;
// By then somebody who sees this page may have lost the window.
const helpMs = 15_000;
// A code lives for 30 seconds, so a request that got lost is repeated soon.
const codeTries = 3;

const {document, location, history, navigator, URL} = window;
const form = document.querySelector('form[data-popup]');
const [openButton] = form.querySelectorAll('button');
const waiting = form.querySelector('.popup');
const launch = JSON.parse(form.dataset.popup);
const isFacebooks = isFacebook(launch.dialogOrigin);

/** The dialog that is open; its `report` is what was heard of it. */
let run;
let isReady = false;

if (canOpenWindows()) loadSdk();

/** Phones suspend the page behind, browsers inside of apps forget it, and Meta's script refuses http. */
function canOpenWindows() {
  const {userAgent, maxTouchPoints, userAgentData} = navigator;
  const isInApp = /FBAN|FBAV|Instagram|Messenger|\bLine\/|WhatsApp|; wv\)/.test(userAgent);
  const isMobile =
    userAgentData?.mobile === true ||
    /Mobi|Android|iPhone|iPad/.test(userAgent) ||
    (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  const isFramed = window.top !== window;
  return !isInApp && !isMobile && !isFramed && (location.protocol === 'https:' || isLocal);
}

function loadSdk() {
  const startedAt = performance.now();
  window.fbAsyncInit = () => {
    const {FB} = window;
    if (performance.now() - startedAt > sdkMaxMs || typeof FB?.login !== 'function') return;
    // No events of its own: they would carry this page's address, which opens the invitation.
    FB.init({appId: launch.appId, autoLogAppEvents: false, xfbml: false, version: launch.graphVersion});
    isReady = true;
    // For tests and styles: from here on the button opens a window.
    form.dataset.ready = '';
  };
  const script = document.createElement('script');
  Object.assign(script, {src: launch.sdkUrl, async: true, crossOrigin: 'anonymous'});
  document.head.append(script);
}

form.addEventListener('submit', (event) => {
  if (!isReady || event.submitter?.name === 'flow') {
    run = undefined;
    return;
  }
  event.preventDefault();
  // The page's own guard would switch off the ways out, too.
  event.stopPropagation();
  if (!run) open();
});

form.querySelector('[name=left]').addEventListener('click', () => void leave(run));
window.addEventListener('message', (event) => hear(event));
window.addEventListener('focus', () => run && helpSoon(settleMs));
// Back from the next page, the browser may show this one as it was left.
window.addEventListener('pageshow', ({persisted}) => persisted && reset());

/** In the task of the click, or the browser opens no window. */
function open() {
  const opened = {report: {}, hints: {}, relay: undefined, attempt: undefined, isOver: false};
  run = opened;
  if (!login(opened)) return goOnWithout();
  openButton.disabled = true;
  waiting.hidden = false;
  helpSoon(helpMs);
  opened.attempt = startAttempt();
}

/** Answers false when no window was opened. Meanwhile the address is one that says nothing of the invitation. */
function login(opened) {
  const {open: openWindow} = window;
  const address = location.href;
  let isOpen = true;
  window.open = (url, ...rest) => {
    opened.relay = relayOf(url);
    const popup = openWindow.call(window, url, ...rest);
    isOpen = popup !== null;
    return popup;
  };
  history.replaceState(history.state, '', '/signup/popup');
  try {
    window.FB.login((answer) => void answered(opened, answer), {
      config_id: launch.configId,
      response_type: 'code',
      override_default_response_type: true,
      extras: launch.extras,
    });
  } catch {
    isOpen = false;
  } finally {
    window.open = openWindow;
    history.replaceState(history.state, '', address);
  }
  return isOpen;
}

/** With some apps Meta wants this very address again when the code is traded. */
function relayOf(url) {
  if (launch.redirectUri !== 'relay' || !URL.canParse(url)) return undefined;
  return new URL(url).searchParams.get('redirect_uri') ?? undefined;
}

async function startAttempt() {
  try {
    const response = await fetch(form.action, {method: 'POST', headers: {accept: 'application/json'}});
    if (response.ok) return (await response.json()).attemptId;
  } catch {
    // The form tries again, and shows why it cannot be.
  }
  goOnWithout();
  return undefined;
}

function answered(opened, answer) {
  if (opened !== run || opened.isOver) return;
  const code = answer?.authResponse?.code;
  if (typeof code === 'string') return sendCode(opened, code);
  opened.report.status = asText(answer?.status) ?? 'unknown';
  settle(opened);
}

/** Meta's pages tell what was shared, and on which screen the person stopped. Hints: the service asks Meta itself. */
function hear({origin, data}) {
  if (!run || run.isOver || !isMetas(origin)) return;
  const message = parse(data);
  if (message?.type !== 'WA_EMBEDDED_SIGNUP' || typeof message.event !== 'string') return;
  const details = message.data ?? {};
  if (message.event.startsWith('FINISH')) {
    run.hints = {wabaId: asText(details.waba_id), phoneNumberId: asText(details.phone_number_id)};
  } else if (message.event === 'CANCEL' || message.event === 'ERROR') {
    const errorId = details.error_id ?? details.error_code ?? (message.event === 'ERROR' ? '' : undefined);
    Object.assign(run.report, {
      currentStep: asText(details.current_step),
      errorId: asText(errorId),
      errorMessage: asText(details.error_message),
      sessionId: asText(details.session_id),
      timestamp: asText(details.timestamp),
    });
    settle(run);
  }
}

/** Without a code it is over, unless one comes at the last moment. */
function settle(opened) {
  setTimeout(() => {
    if (opened !== run || opened.isOver) return;
    // Finished, but the script says nothing of it: the dialog will be short the second time.
    if (opened.hints.wabaId) return helpSoon(0);
    void leave(opened);
  }, settleMs);
}

async function sendCode(opened, code) {
  opened.isOver = true;
  const attemptId = await opened.attempt;
  if (attemptId === undefined) return;
  const body = {code, ...opened.hints, relay: opened.relay};
  for (let tries = 1; tries <= codeTries; tries += 1) {
    if (await post(attemptId, 'code', body)) break;
    await new Promise((resolve) => setTimeout(resolve, tries * 1_000));
  }
  location.assign(`/signup/${attemptId}`);
}

async function leave(opened) {
  if (!opened || opened.isOver) return;
  opened.isOver = true;
  const attemptId = await opened.attempt;
  if (attemptId === undefined) return;
  await post(attemptId, 'left', opened.report);
  location.assign(`/signup/${attemptId}`);
}

/** Answers false when the service was not reached. What it refuses is not asked again: its page says why. */
async function post(attemptId, what, body) {
  try {
    const {status} = await fetch(`/signup/${attemptId}/${what}`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
    return status < 500;
  } catch {
    return false;
  }
}

/** The redirect takes the place of the attempt that was begun. */
function goOnWithout() {
  reset();
  isReady = false;
  // Not inside of the submit event that brought us here: browsers ignore that.
  setTimeout(() => form.requestSubmit(openButton));
}

function helpSoon(delayMs) {
  const opened = run;
  setTimeout(() => {
    if (opened === run && run) form.querySelector('.ways').hidden = false;
  }, delayMs);
}

function reset() {
  run = undefined;
  openButton.disabled = false;
  waiting.hidden = true;
  form.querySelector('.ways').hidden = true;
}

/** Where Meta's own host is set, any of Facebook's; never a name that only ends like it. */
function isMetas(origin) {
  return isFacebooks ? isFacebook(origin) : origin === launch.dialogOrigin;
}

function isFacebook(origin) {
  if (!URL.canParse(origin)) return false;
  const {protocol, hostname} = new URL(origin);
  return protocol === 'https:' && (hostname === 'facebook.com' || hostname.endsWith('.facebook.com'));
}

/** Text that is JSON, or an object; everything else is of no interest. */
function parse(data) {
  try {
    return typeof data === 'string' ? JSON.parse(data) : data;
  } catch {
    return undefined;
  }
}

function asText(value) {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 500) : undefined;
}
