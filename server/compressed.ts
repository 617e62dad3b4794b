import type {Request, Response} from 'express';
import {createHash} from 'node:crypto';
import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/** Bytes that do not change while the service runs, in the forms that browsers take; each is made once, when first asked for. */
export class Compressed {
  readonly bytes: Buffer;
  readonly #type: string;
  readonly #tag: string;
  #brotli: Promise<Buffer> | undefined;
  #gzip: Promise<Buffer> | undefined;

  /** `type`: the content type. */
  constructor(bytes: Buffer, type: string) {
    this.bytes = bytes;
    this.#type = type;
    this.#tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  }

  /** Answers a request with it. Caching is for the caller to say. */
  async send(req: Request, res: Response): Promise<void> {
    // Brotli goes first where both are taken, whatever the browser lists first.
    const encoding = req.acceptsEncodings('br') || req.acceptsEncodings('gzip') || 'identity';
    res.vary('Accept-Encoding');
    res.set({'Content-Type': this.#type, ETag: `"${this.#tag}-${encoding}"`});
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    if (encoding !== 'identity') res.set('Content-Encoding', encoding);
    res.send(await this.#in(encoding));
  }

  #in(encoding: string): Promise<Buffer> | Buffer {
    if (encoding === 'br') {
      const params = {[constants.BROTLI_PARAM_SIZE_HINT]: this.bytes.length};
      return (this.#brotli ??= inBrotli(this.bytes, {params}));
    }
    if (encoding === 'gzip') return (this.#gzip ??= inGzip(this.bytes, {level: 9}));
    return this.bytes;
  }
}
