/* global play -- how this script was told to behave; put before it when it is served */

// As much of Meta's script as a signup uses.
const {document, location, setInterval, clearInterval, URL, URLSearchParams} = window;
const sandbox = new URL('../../', document.currentScript.src);
const closedPollMs = 200;

let settings;
let logins = 0;
const waiting = new Map();

window.FB = {
  init(options) {
    settings = options;
  },

  getLoginStatus(callback) {
    setTimeout(() => callback({status: 'unknown', authResponse: null}));
  },

  /** Opens the dialog; to be called in a click. */
  login(callback, options = {}) {
    if (location.protocol === 'http:' && !['localhost', '127.0.0.1'].includes(location.hostname)) {
      throw new Error('The method FB.login can no longer be called from http pages.');
    }
    const cb = `f${(logins += 1)}${performance.now().toString(36).replace('.', '')}`;
    const relay = new URL('sdk/xd_arbiter/?version=46', sandbox);
    relay.hash = new URLSearchParams({
      cb,
      domain: location.hostname,
      origin: `${location.origin}/${cb}`,
      relation: 'opener',
      frame: cb,
    }).toString();
    const {extras, ...others} = options;
    const dialog = new URL(`dialog/${settings.version}/dialog/oauth`, sandbox);
    dialog.search = new URLSearchParams({
      client_id: settings.appId,
      display: 'popup',
      redirect_uri: relay.href,
      fallback_redirect_uri: location.href,
      sdk: 'joey',
      ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
      ...(extras && {extras: JSON.stringify(extras)}),
    }).toString();
    const popup = window.open(dialog.href, cb, 'width=600,height=750');
    // Blocked: nobody is ever told.
    if (!popup) return;
    waiting.set(cb, callback);
    if (play.callback !== 'missing') followWindow(popup, cb);
  },
};

function followWindow(popup, cb) {
  const timer = setInterval(() => {
    if (!popup.closed) return;
    clearInterval(timer);
    // The relay's last word may still be on its way.
    setTimeout(() => answer(cb, {status: play.status, authResponse: null}), closedPollMs);
  }, closedPollMs);
}

function answer(cb, response) {
  const callback = waiting.get(cb);
  waiting.delete(cb);
  callback?.(response);
}

window.addEventListener('message', ({origin, data}) => {
  if (origin !== sandbox.origin || typeof data !== 'string' || !data.startsWith('cb=')) return;
  const told = new URLSearchParams(data);
  const code = told.get('code');
  answer(told.get('cb'), {status: told.get('status'), authResponse: code === null ? null : {code}});
});

window.fbAsyncInit?.();
