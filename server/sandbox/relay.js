/*
 * The page on which the dialog in a window ends: tells the page behind, and closes the window. `data-modes` is what play-Meta was told
 * to do.
 */
const {document, location, opener, URL, URLSearchParams} = window;
const modes = JSON.parse(document.documentElement.dataset.modes);
const result = new URLSearchParams(location.search);
const script = new URLSearchParams(location.hash.slice(1));
const target = new URL(script.get('origin')).origin;
const pause = () => new Promise((resolve) => setTimeout(resolve, modes.delayMs));

function sendMessage() {
  const message = result.get('message');
  if (message === null || modes.message === 'missing') return;
  for (let times = modes.message === 'twice' ? 2 : 1; times > 0; times -= 1) {
    // Text, as Meta sends it.
    opener.postMessage(message, target);
  }
}

function sendCallback() {
  if (modes.callback === 'missing') return;
  const code = modes.callback === 'empty' ? null : result.get('code');
  const answer = code === null ? {status: modes.status} : {code, status: 'connected'};
  const parameters = new URLSearchParams({cb: script.get('cb'), domain: script.get('domain'), ...answer});
  opener.postMessage(parameters.toString(), target);
}

async function tell() {
  // What else comes from there.
  opener.postMessage('cb=f0&domain=nobody&type=resize', target);
  opener.postMessage({type: 'somebody_elses', event: 'FINISH', data: {waba_id: '1'}}, target);
  const words = [sendMessage, sendCallback];
  if (modes.order === 'callback_first') words.reverse();
  for (const say of words) {
    await pause();
    say();
  }
  window.close();
}

if (opener) void tell();
