import type {Request, Response} from 'express';
import {createHash} from 'node:crypto';
import {promisify} from 'node:util';
import {brotliCompress, brotliCompressSync, constants, gzip, gzipSync} from 'node:zlib';

type Encoding = 'br' | 'gzip';

/** A file that stays the same while the service runs; each encoding is made once, when it is first asked for. */
export class CompressedFile {
  readonly bytes: Buffer;
  readonly #tag: string;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(content: string | Buffer) {
    this.bytes = Buffer.from(content);
    this.#tag = createHash('sha256').update(this.bytes).digest('base64url').slice(0, 16);
  }

  /** Answers with the file, or that the browser has it; the caller has set the type and how long it may be kept. */
  async send(req: Request, res: Response): Promise<void> {
    const encoding = encodingFor(req, res);
    res.set('ETag', `"${this.#tag}-${encoding ?? 'identity'}"`);
    if (req.fresh) {
      res.removeHeader('Content-Encoding');
      res.status(304).end();
      return;
    }
    res.send(encoding ? await this.#as(encoding) : this.bytes);
  }

  #as(encoding: Encoding): Promise<Buffer> {
    let encoded = this.#encoded.get(encoding);
    if (!encoded) {
      encoded =
        encoding === 'br' ? promisify(brotliCompress)(this.bytes) : promisify(gzip)(this.bytes, {level: 9});
      this.#encoded.set(encoding, encoded);
    }
    return encoded;
  }
}

/**
 * Answers with a page that was made for this request, compressed at a level that costs a fraction of a millisecond. Only
 * for pages that repeat nothing of what a request brings: beside a secret, the size of the answer would tell how much of it
 * was guessed (BREACH).
 */
export function sendCompressed(req: Request, res: Response, text: string): void {
  const encoding = encodingFor(req, res);
  if (encoding === 'br') {
    const params = {[constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: text.length};
    res.send(brotliCompressSync(text, {params}));
  } else {
    res.send(encoding === 'gzip' ? gzipSync(text, {level: 5}) : text);
  }
}

/** What the browser takes, said in the answer's headers. */
function encodingFor(req: Request, res: Response): Encoding | undefined {
  res.vary('Accept-Encoding');
  // One after the other: browsers name gzip first and mean no preference by it.
  const encoding = (['br', 'gzip'] as const).find((each) => req.acceptsEncodings(each) === each);
  if (encoding) res.set('Content-Encoding', encoding);
  return encoding;
}
