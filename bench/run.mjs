// `npm run bench [name]`: one file for each question; each prints its own figures.
import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {buildMissing} from '../scripts/build.mjs';

const [wanted] = process.argv.slice(2);
const folder = fileURLToPath(new URL('.', import.meta.url));

buildMissing();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.bench.mjs'))) {
  if (wanted && !file.startsWith(wanted)) continue;
  console.log(`\n${file.replace('.bench.mjs', '')}`);
  const {run} = await import(`./${file}`);
  await run();
}
