// The engines beside Chromium, which find-browser.mjs finds. `node scripts/find-engines.mjs` installs those that are missing,
// where it may.
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {installPackages} from './find-browser.mjs';

/** A Firefox that speaks WebDriver BiDi by itself: there is no driver to find. `undefined`: not on this machine. */
export function findFirefox() {
  const executablePath =
    process.platform === 'darwin'
      ? '/Applications/Firefox.app/Contents/MacOS/firefox'
      : onPath('firefox-esr', 'firefox');
  return executablePath && existsSync(executablePath) ? {executablePath} : undefined;
}

/** WebKitGTK with its driver, and a screen for it that nobody sees. `undefined`: not on this machine. */
export function findWebKit() {
  const driverPath = onPath('WebKitWebDriver');
  const executablePath = browserOfWebKit();
  const screenPath = onPath('Xvfb');
  return driverPath && executablePath && screenPath ? {driverPath, executablePath, screenPath} : undefined;
}

/** What is missing is installed for root on Debian; what cannot be is missing, and the tests say so. */
export function installEngines() {
  const missing = [
    ...(findFirefox() ? [] : ['firefox-esr']),
    ...(findWebKit() ? [] : ['webkit2gtk-driver', 'xvfb']),
  ];
  if (missing.length > 0) installPackages(missing);
}

function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

/** Its folder is named after the machine and the version. */
function browserOfWebKit() {
  const root = '/usr/lib';
  if (process.platform !== 'linux') return undefined;
  return readdirSync(root)
    .flatMap((machine) => ['6.0', '4.1', '4.0'].map((version) => [machine, version]))
    .map(([machine, version]) =>
      path.join(root, machine, version === '6.0' ? 'webkitgtk-6.0' : `webkit2gtk-${version}`, 'MiniBrowser'),
    )
    .find((file) => existsSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installEngines();
  const found = (engine) => (engine ? engine.executablePath : 'not on this machine, its tests will not run');
  console.log(`Firefox: ${found(findFirefox())}\nWebKit: ${found(findWebKit())}`);
}
