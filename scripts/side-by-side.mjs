// `node scripts/side-by-side.mjs check lint`: runs npm scripts at the same time, on the cores that there are. Each one's output is
// printed whole when it ends, and one that fails makes all fail.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {availableParallelism} from 'node:os';

const waiting = process.argv.slice(2);
const failed = [];

await Promise.all(
  Array.from({length: availableParallelism()}, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name);
  }),
);
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function run(name) {
  const startedAt = performance.now();
  const child = spawn('npm', ['run', '--silent', name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => output.push(bytes));
  const [code] = await once(child, 'close');
  if (code !== 0) failed.push(name);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`\n> ${name}: ${code === 0 ? 'well' : 'FAILED'}, ${seconds} s\n`);
  process.stdout.write(Buffer.concat(output));
}
