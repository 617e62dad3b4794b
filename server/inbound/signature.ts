import {createHmac} from 'node:crypto';
import type {Mode} from '../contract/fields.ts';
import {equalsSecret} from '../secrets.ts';

/** An app of Meta's, or the one that play-Meta knows: what it signs is about the objects of its mode. */
export interface MetaApp {
  mode: Mode;
  appId: string;
  appSecret: string;
}

const signatureForm = /^sha256=[0-9a-f]{64}$/i;

/** Whether `X-Hub-Signature-256` has the form of a signature at all. */
export function looksSigned(header: string | undefined): header is string {
  return header !== undefined && signatureForm.test(header);
}

/** The app that signed these bytes: over the body as it was sent, where Meta writes "ä" as `\u00e4`. */
export function findSigner(apps: readonly MetaApp[], header: string, body: Buffer): MetaApp | undefined {
  const given = header.toLowerCase();
  return apps.find(({appSecret}) =>
    equalsSecret(given, `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`),
  );
}
