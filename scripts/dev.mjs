// `npm run dev`: builds, runs, and does both again when a source changes.
import {spawn} from 'node:child_process';
import {watch} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
let service;
let pending;

restart();
for (const folder of ['server', 'widget', 'demo']) watch(`${root}/${folder}`, {recursive: true}, soon);

function soon() {
  clearTimeout(pending);
  // Editors write several files at once.
  pending = setTimeout(restart, 200);
}

function restart() {
  service?.kill();
  service = spawn(process.execPath, [`${root}/scripts/start.mjs`], {cwd: root, stdio: 'inherit'});
}
