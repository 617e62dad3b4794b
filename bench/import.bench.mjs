// How long does a file of 10,000 rows take, the first time and again, and what does it cost in memory? Then the export.
import {readFileSync} from 'node:fs';
import {spread, startService} from './service.mjs';

const rows = 10_000;
const rounds = 3;

export async function run() {
  const service = await startService();
  const call = async (path, options = {}) => {
    const startedAt = performance.now();
    const response = await fetch(service.url + path, {
      ...options,
      headers: {authorization: `Bearer ${service.key}`, ...options.headers},
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return {text, ms: performance.now() - startedAt};
  };
  const figures = {first: [], again: [], export: []};
  const before = residentMb(service.pid);
  for (let round = 0; round < rounds; round += 1) {
    const lines = Array.from(
      {length: rows},
      (_, index) =>
        `"Client ${round}, ${index}",client${index}@example.com,+346${String(index).padStart(8, '0')},pro`,
    );
    const body = `clientName,clientEmail,clientPhone,metadata.plan\r\n${lines.join('\r\n')}`;
    for (const figure of ['first', 'again']) {
      const {text, ms} = await call('/v1/invitations/import', {
        method: 'POST',
        headers: {'content-type': 'text/csv'},
        body,
      });
      const {created} = JSON.parse(text);
      if (created !== (figure === 'first' ? rows : 0)) throw new Error(`${figure} created ${created}`);
      figures[figure].push(ms);
    }
    figures.export.push((await call('/v1/invitations/export')).ms / (round + 1));
  }
  console.log(`import of ${rows} new rows, ms: ${spread(figures.first)}`);
  console.log(`the same file again, ms: ${spread(figures.again)}`);
  console.log(`export, ms for each ${rows} rows: ${spread(figures.export)}`);
  console.log(`memory before and after, MB: ${before} → ${residentMb(service.pid)}`);
  service.stop();
}

/** Where the system tells it. */
function residentMb(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return NaN;
  }
}
