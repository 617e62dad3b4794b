import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** The package's own folder, whether this runs from source or from `dist/node`. */
const packageFolder = findPackageFolder();

/** Where the build puts the files for browsers. */
export const distFolder = fileURLToPath(new URL('dist/', packageFolder));

export const packageVersion = readVersion();

function findPackageFolder(): URL {
  for (let folder = new URL('../', import.meta.url); ; folder = new URL('../', folder)) {
    if (existsSync(new URL('package.json', folder))) return folder;
    if (folder.pathname === '/') throw new Error('package.json is missing beside the service.');
  }
}

function readVersion(): string {
  const text = readFileSync(new URL('package.json', packageFolder), 'utf8');
  return (JSON.parse(text) as {version: string}).version;
}
