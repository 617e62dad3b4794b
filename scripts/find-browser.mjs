import {execFileSync, spawnSync} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {brotliDecompressSync} from 'node:zlib';

/** For every browser found here. CORS stays on: the package's own flags would turn it off. */
export const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The last release that runs on Node 20. */
const packagedChromium = '147.0.0';

/**
 * Finds a Chromium that starts, so that the tests need no preparation. First `CHROME_PATH`, then what is
 * installed, then a copy from the npm registry kept in the user's cache, then the system's package manager.
 * Answers `{executablePath, env}`; `env` has to be in the environment of the browser.
 */
export async function findBrowser() {
  if (process.env.CHROME_PATH) {
    const chosen = tryBrowser({executablePath: process.env.CHROME_PATH, env: {}});
    if (!chosen) throw new Error(`CHROME_PATH is ${process.env.CHROME_PATH}, but that does not start.`);
    return chosen;
  }
  for (const source of [installedBrowsers, playwrightBrowser, packagedBrowser, systemPackage]) {
    for (const candidate of await source()) {
      const found = tryBrowser(candidate);
      if (found) return found;
    }
  }
  throw new Error(
    'No browser to test with. Install Chrome or Chromium, or run "npx playwright-core install chromium", or set CHROME_PATH.',
  );
}

function tryBrowser({executablePath, env}) {
  if (!existsSync(executablePath)) return undefined;
  // Elsewhere `--version` opens a window.
  if (process.platform !== 'linux') return {executablePath, env};
  const run = spawnSync(executablePath, ['--version', '--no-sandbox'], {
    env: {...process.env, ...env},
    timeout: 20_000,
  });
  return run.status === 0 ? {executablePath, env} : undefined;
}

const plain = (executablePath) => ({executablePath, env: {}});

function installedBrowsers() {
  const {PATH = '', PROGRAMFILES, LOCALAPPDATA} = process.env;
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) =>
        plain(`/Applications/${name}.app/Contents/MacOS/${name}`),
      );
    case 'win32':
      return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
        .filter(Boolean)
        .flatMap((folder) =>
          ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map(
            (file) => plain(path.join(folder, file)),
          ),
        );
    default:
      return [
        'google-chrome-stable',
        'google-chrome',
        'chromium',
        'chromium-browser',
        'chromium-headless-shell',
        'microsoft-edge',
      ].flatMap((name) => PATH.split(path.delimiter).map((folder) => plain(path.join(folder, name))));
  }
}

async function playwrightBrowser() {
  try {
    const {chromium} = await import('playwright-core');
    return [plain(chromium.executablePath())];
  } catch {
    // Not installed, or it has no browser for this system.
    return [];
  }
}

function packagedBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  const home = path.join(cache, 'zavu-partner-invite', `chromium-${packagedChromium}`);
  if (!existsSync(home)) fetchPackagedBrowser(home);
  return [
    {
      executablePath: path.join(home, 'chromium'),
      env: {LD_LIBRARY_PATH: path.join(home, 'al2023', 'lib'), FONTCONFIG_PATH: path.join(home, 'fonts')},
    },
  ];
}

/** The package's own unpacking takes a half-written file for a finished one, so ours is moved into place whole. */
function fetchPackagedBrowser(home) {
  console.error(`No browser installed; getting Chromium ${packagedChromium} from npm (65 MB, once).`);
  mkdirSync(path.dirname(home), {recursive: true});
  const work = mkdtempSync(`${home}-`);
  try {
    const options = [
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    execFileSync(
      'npm',
      ['install', '--prefix', work, ...options, `@sparticuz/chromium@${packagedChromium}`],
      {
        cwd: work,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const archive = (name) =>
      brotliDecompressSync(readFileSync(path.join(work, 'node_modules/@sparticuz/chromium/bin', name)));
    const unpacked = path.join(work, 'unpacked');
    const unpack = (name, folder) => {
      mkdirSync(path.join(unpacked, folder), {recursive: true});
      execFileSync('tar', ['-x', '-C', path.join(unpacked, folder)], {input: archive(name)});
    };
    unpack('al2023.tar.br', 'al2023');
    unpack('fonts.tar.br', '.');
    unpack('swiftshader.tar.br', '.');
    writeFileSync(path.join(unpacked, 'chromium'), archive('chromium.br'));
    chmodSync(path.join(unpacked, 'chromium'), 0o755);
    renameSync(unpacked, home);
  } catch (error) {
    // Another process may have been faster; without network the next source is tried.
    if (!existsSync(home)) console.error(`That did not work: ${error.message}`);
  } finally {
    rmSync(work, {recursive: true, force: true});
  }
}

function systemPackage() {
  const name = ['chromium-headless-shell', 'chromium'].find((each) => installPackages([each]));
  return name ? [plain(`/usr/bin/${name}`)] : [];
}

let isListFresh = false;

/** With the package manager, for root on Debian; answers whether they are there now. What does not work is printed. */
export function installPackages(names) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return false;
  const apt = (...words) =>
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=60', '-o', 'Dpkg::Use-Pty=0', ...words], {
      // What a package says while it is unpacked is nobody's concern; warnings and errors are.
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 240_000,
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
    }).status === 0;
  console.error(`Installing ${names.join(', ')} …`);
  isListFresh ||= apt('update') || apt('update');
  const isThere = apt('install', '-y', '--no-install-recommends', ...names);
  if (!isThere) console.error(`${names.join(', ')} could not be installed.`);
  return isThere;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await findBrowser()));
}
