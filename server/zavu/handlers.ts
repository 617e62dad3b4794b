import type {RequestHandler} from 'express';
import type {Context} from '../context.ts';
import {envelope} from './answers.ts';

/** Of a process; Zavu repeats an event soon or not at all. */
const seenMax = 1_000;

/**
 * `POST /webhooks/zavu`: a hint that something has happened to an invitation. Nothing that it says is believed: Zavu is asked. So
 * what is replayed, out of order or invented changes nothing. Answered when it is durable that Zavu is to be asked.
 */
export function receiveZavuWebhook(context: Context): RequestHandler {
  const seen = new Set<string>();
  return async (req, res) => {
    const {id, data} = readEnvelope(req.body);
    const remoteId = data?.invitationId;
    const isNews = remoteId !== undefined && id !== undefined && !seen.has(id);
    // Not ours: Zavu's project may have invitations that others make.
    const isKnown = isNews && (await context.store.wakeRemote({remoteId}, context.clock.now()));
    if (isKnown) {
      seen.add(id);
      for (const oldest of seen) {
        if (seen.size <= seenMax) break;
        seen.delete(oldest);
      }
      context.zavu?.wake();
    }
    res.json({received: isKnown});
  };
}

function readEnvelope(body: unknown): {id?: string; data?: {invitationId?: string | undefined} | undefined} {
  try {
    const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
    const read = envelope.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    // Signed, and still no JSON: sending it again would not help.
    return {};
  }
}
