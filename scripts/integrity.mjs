// Writes dist/integrity.json: the hash of each script for browsers, and the version, which is made of all of them, so that
// what is at /embed/<version>/ never changes.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const names = ['', 'locales']
  .flatMap((folder) =>
    readdirSync(join(dist, folder))
      .filter((name) => name.endsWith('.js') && name !== 'react.js')
      .map((name) => (folder ? `${folder}/${name}` : name)),
  )
  .sort();
const files = Object.fromEntries(names.map((name) => [name, integrityOf(readFileSync(join(dist, name)))]));
// The loader carries the version, so it can be no part of it.
const others = Object.entries(files).filter(([name]) => name !== 'loader.js');
const hash = createHash('sha256').update(JSON.stringify(others)).digest('hex').slice(0, 8);

writeFileSync(
  join(dist, 'integrity.json'),
  `${JSON.stringify({version: `${version}-${hash}`, files}, null, 2)}\n`,
);

function integrityOf(bytes) {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}
