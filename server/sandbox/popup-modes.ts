import express from 'express';
import {answerUnreadableBody, sendError} from './control.ts';

/** How Meta's script and the dialog in its window behave; each is something that happens in the field. */
const choices = {
  /** `missing`: an ad blocker; `stub`: one that puts an empty script in its place. */
  sdk: ['served', 'missing', 'stub'],
  order: ['message_first', 'callback_first'],
  message: ['sent', 'missing', 'twice'],
  /** `missing`: the script never calls back, not even when the window is closed. `empty`: it says nothing but its status. */
  callback: ['sent', 'missing', 'empty'],
  status: ['unknown', 'not_authorized', 'connected'],
  /** What a code of the script has to be exchanged with. */
  redirectUri: ['omit', 'page', 'relay'],
} as const;

type Choices = {[Name in keyof typeof choices]: (typeof choices)[Name][number]};

export interface PopupModes extends Choices {
  /** Between the end of the dialog and the first word of it, and between the two. */
  delayMs: number;
}

const delayMaxMs = 60_000;

/** Holds the modes and serves them at `/control/popup`. What is not named goes back to what usually happens. */
export class PopupControl {
  readonly router = express.Router();
  modes: PopupModes;

  constructor(usual: Pick<PopupModes, 'redirectUri'>) {
    const first: PopupModes = {
      sdk: 'served',
      order: 'message_first',
      message: 'sent',
      callback: 'sent',
      status: 'unknown',
      delayMs: 0,
      ...usual,
    };
    this.modes = first;
    this.router.get('/', (_req, res) => void res.set('Cache-Control', 'no-store').json(this.modes));
    this.router.post('/', express.json({limit: '16kb'}), (req, res) => {
      const modes = readModes(req.body, first);
      if (typeof modes === 'string') {
        sendError(res, 400, 'invalid_request', modes);
        return;
      }
      this.modes = modes;
      res.json(modes);
    });
    this.router.use(answerUnreadableBody);
  }
}

/** The modes, or what is wrong with them. */
function readModes(body: unknown, usual: PopupModes): PopupModes | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return 'The body must be a JSON object, for example {"callback": "missing"}.';
  }
  const modes: Record<string, unknown> = {...usual};
  for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
    const allowed: readonly unknown[] | undefined = Object.hasOwn(choices, name)
      ? choices[name as keyof typeof choices]
      : undefined;
    const isDelay = name === 'delayMs';
    if (!allowed && !isDelay) {
      return `${name} is not known; allowed are ${[...Object.keys(choices), 'delayMs'].join(', ')}.`;
    }
    if (allowed && !allowed.includes(value)) return `${name} must be one of ${allowed.join(', ')}.`;
    if (isDelay && !(Number.isInteger(value) && Number(value) >= 0 && Number(value) <= delayMaxMs)) {
      return `delayMs must be a whole number from 0 to ${delayMaxMs}.`;
    }
    modes[name] = value;
  }
  return modes as unknown as PopupModes;
}
