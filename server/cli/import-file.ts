import {createReadStream, openSync} from 'node:fs';
import type {Readable} from 'node:stream';
import type {ImportProgress, ImportResult} from '../contract/bulk.ts';
import type {ErrorBody} from '../contract/errors.ts';
import {CommandError, type CommandInput, UsageError} from './command.ts';
import {messageOf} from './local-store.ts';
import {describeAnswer, table} from './table.ts';

type Line = {progress: ImportProgress} | {result: ImportResult} | {error: ErrorBody};

const errorsShown = 50;
const progressRows = 1_000;

/** Sends the file as it is read, and tells how far the service is. */
export async function importInvitations(input: CommandInput): Promise<number> {
  const [path = ''] = input.arguments;
  const file = path === '-' ? process.stdin : openFile(path);
  const client = await input.connect();
  const query = input.options['dry-run'] === true ? '?dryRun=true' : '';
  const response = await client.open(`/v1/invitations/import${query}`, {
    file,
    headers: {'content-type': 'text/csv', accept: 'application/x-ndjson'},
  });
  const result = await readLines(response);
  console.log(input.options['json'] === true ? JSON.stringify(result) : describe(result));
  return result.failed === 0 ? 0 : 1;
}

/** Opened at once, so that a wrong name is told before the service is asked. */
function openFile(path: string): Readable {
  try {
    return createReadStream(path, {fd: openSync(path, 'r')});
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

async function readLines(response: Response): Promise<ImportResult> {
  const progress = createProgress();
  let rest = '';
  for await (const text of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = JSON.parse(line) as Line;
      if ('progress' in message) progress.show(message.progress);
      else progress.end();
      if ('error' in message) throw new CommandError(message.error.message);
      if ('result' in message) return message.result;
    }
  }
  throw new CommandError(
    'The service stopped answering. Send the same file again: what is there already is not made twice.',
  );
}

/** On a terminal one line that is rewritten, else a line from time to time. */
function createProgress(): {show: (progress: ImportProgress) => void; end: () => void} {
  const {stderr} = process;
  let shown = false;
  return {
    show({rows, created, existing, failed}) {
      const text = `${rows} rows: ${created} created, ${existing} there already, ${failed} with errors`;
      if (stderr.isTTY) stderr.write(`\r${text}`);
      else if (rows % progressRows === 0) stderr.write(`${text}\n`);
      shown = true;
    },
    end() {
      if (stderr.isTTY && shown) stderr.write('\n');
    },
  };
}

function describe({dryRun, rows, created, existing, failed, errors}: ImportResult): string {
  const counts = describeAnswer({rows, [dryRun ? 'new' : 'created']: created, existing, failed});
  const shown = errors.slice(0, errorsShown);
  const more = failed > 0 && errors.length > shown.length ? '\n… and more; all are listed with --json' : '';
  const advice =
    failed > 0 && !dryRun
      ? '\n\nMend these rows and send the file again: the others are not made twice.'
      : '';
  return [counts, table(shown.map(({line, column, message}) => ({line, column, message})))]
    .filter(Boolean)
    .join('\n\n')
    .concat(more, advice);
}
