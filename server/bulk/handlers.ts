import type {Request, RequestHandler, Response} from 'express';
import {once} from 'node:events';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {exportQuery, importBytesMax, type ImportProgress, importQuery} from '../contract/bulk.ts';
import type {Mode} from '../contract/fields.ts';
import {ApiError} from '../errors.ts';
import {parseQuery} from '../parse.ts';
import {readCsv} from './csv.ts';
import {exportLines} from './export.ts';
import {importInvitations} from './import.ts';

const linesType = 'application/x-ndjson';

/** `POST /v1/invitations/import`: the file is the body; with `Accept: application/x-ndjson` it tells how far it is. */
export function importFile(context: Context): RequestHandler {
  return async (req, res) => {
    const dryRun = parseQuery(importQuery, req.query).dryRun === 'true';
    const writeLine = req.get('accept')?.includes(linesType) ? createLineWriter(res) : undefined;
    try {
      const result = await importInvitations(context, apiCallerOf(res), readCsv(bodyOf(req)), {
        dryRun,
        onProgress: ({rows, created, existing, failed}) => {
          const progress: ImportProgress = {rows, created, existing, failed};
          writeLine?.({progress});
        },
      });
      if (writeLine) {
        writeLine({result});
        res.end();
      } else {
        res.json(result);
      }
    } catch (error) {
      // Whoever sent the file went away in the middle of it: nobody is there to answer.
      if (req.destroyed && !req.complete) return;
      // The rest of the file is taken in and thrown away, so that the sender gets to read the answer.
      req.resume();
      if (!res.headersSent || !(error instanceof ApiError)) throw error;
      const {code, message, details} = error;
      writeLine?.({error: {code, message, ...(details && {details})}});
      res.end();
    }
  };
}

function createLineWriter(res: Response): (line: object) => void {
  return (line) => {
    if (!res.headersSent) res.set({'Content-Type': linesType, 'X-Accel-Buffering': 'no'});
    res.write(`${JSON.stringify(line)}\n`);
  };
}

/** The bytes of the file, as long as it is not too large. */
async function* bodyOf(req: Request): AsyncGenerator<Uint8Array> {
  if (/^(multipart\/|application\/json)/i.test(req.get('content-type') ?? '')) {
    const message = 'Send the file itself as the body, with Content-Type: text/csv.';
    throw new ApiError('invalid_request', message);
  }
  const tooLarge = new ApiError(
    'payload_too_large',
    `A file may have ${importBytesMax / 1024 / 1024} MB. Split it, with the header in each part.`,
  );
  if (Number(req.get('content-length')) > importBytesMax) throw tooLarge;
  let bytes = 0;
  // Destroying the request would take the answer with it.
  for await (const piece of req.iterator({destroyOnReturn: false}) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > importBytesMax) throw tooLarge;
    yield piece;
  }
}

/** `GET /v1/invitations/export` */
export function exportFile(context: Context): RequestHandler {
  return async (req, res) => {
    const {q, ...named} = parseQuery(exportQuery, req.query);
    const filter = {...named, text: q};
    const caller = apiCallerOf(res);
    for await (const lines of exportLines(context, caller, filter)) {
      if (res.destroyed) return;
      if (!res.headersSent) res.set(fileHeaders(caller.mode, context.clock.now()));
      if (!res.write(lines)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
    }
    res.end();
  };
}

function fileHeaders(mode: Mode, now: number): Record<string, string> {
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="invitations-${mode}-${day}.csv"`,
  };
}
