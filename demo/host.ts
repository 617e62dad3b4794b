import express, {type Router} from 'express';
import {createApiKey} from '../server/access/api-keys.ts';
import type {Context} from '../server/context.ts';

/** Placeholder until the page is there. */
export async function createDemo(context: Context, localUrl: string): Promise<Router> {
  const {key} = await createApiKey(context, {mode: 'test', name: 'demo'});
  const router = express.Router();
  router.get('/', (_req, res) => void res.send(`demo ${key.slice(-4)} ${localUrl}`));
  return router;
}
