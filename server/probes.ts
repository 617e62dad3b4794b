import type {RequestHandler} from 'express';
import type {Context} from './context.ts';

const readyMs = 1_000;

/** `GET /healthz`: the process answers. */
export function alive(): RequestHandler {
  return (_req, res) => {
    res.set('Cache-Control', 'no-store').json({status: 'ok'});
  };
}

/** `GET /readyz`: the process can do its work; 503 when it cannot write. Asked of the disk once a second at most. */
export function ready(context: Context): RequestHandler {
  let checkedAt = 0;
  let result = Promise.resolve();
  return async (_req, res) => {
    const now = context.clock.now();
    if (now - checkedAt >= readyMs) {
      checkedAt = now;
      result = context.store.checkWritable();
    }
    await result;
    res.set('Cache-Control', 'no-store').json({status: 'ready'});
  };
}
