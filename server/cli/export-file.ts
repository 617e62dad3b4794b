import {createWriteStream} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {CommandError, type CommandInput, type Options, textOf} from './command.ts';
import {messageOf} from './local-store.ts';
import {fieldsOf, queryOf} from './request.ts';

/** Writes the file as it comes; a file that is not complete does not take the name of one that is. */
export const exportInvitations =
  (filters: Options) =>
  async (input: CommandInput): Promise<number> => {
    const out = textOf(input.options, 'out');
    const client = await input.connect();
    const query = queryOf(fieldsOf(filters, input.options));
    const response = await client.open(`/v1/invitations/export${query}`);
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    if (out === undefined) {
      await pipeline(body, process.stdout, {end: false});
      return 0;
    }
    const unfinished = `${out}.part`;
    try {
      // The links in it open signups: for its owner alone.
      await pipeline(body, createWriteStream(unfinished, {mode: 0o600}));
      await rename(unfinished, out);
    } catch (error) {
      await rm(unfinished, {force: true});
      throw new CommandError(`${out} could not be written: ${messageOf(error)}`);
    }
    console.log(input.options['json'] === true ? JSON.stringify({out}) : `Written to ${out}.`);
    return 0;
  };
