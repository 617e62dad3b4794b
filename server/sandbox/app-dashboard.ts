import express from 'express';
import {answerUnreadableBody, type ControlOptions, refuseStrangers, sendError} from './control.ts';
import {parseUrl} from '../url.ts';

/** What a person sets in Meta's dashboards for the app and for the business it belongs to. */
export interface AppSettings {
  /** Where the dialog may send browsers, besides to this service itself: complete addresses. */
  redirectUris: string[];
  subscriptions: AppSubscription[];
  /** Permissions with Meta's word for how far they got; `live` is advanced access. */
  permissions: Record<string, string>;
  /** Off: only people with a role in the app can use it. */
  isLive: boolean;
  /** Meta's word for the business verification. */
  businessVerification: string;
  systemUsers: {id: string; name: string; role: string}[];
  creditLines: string[];
  /** What `debug_token` says of the token of the partner's system user. */
  systemToken: {isValid: boolean; appId: string; scopes: string[]; expiresAt: number};
  /** The oldest version that still works; calls of an older one are answered by it. */
  oldestVersion: string;
  /** By how much Meta's clock is ahead. */
  clockAheadMs: number;
}

export interface AppSubscription {
  object: string;
  callbackUrl: string;
  isActive: boolean;
  fields: string[];
}

/** All that a working app has. */
export function defaultSettings(app: {
  appId: string;
  callbackUrl: string;
  systemUserId: string | null;
  creditLineId: string | null;
}): AppSettings {
  const live = (names: string[]) => Object.fromEntries(names.map((name) => [name, 'live']));
  const subscription = (object: string, fields: string[]): AppSubscription => ({
    object,
    callbackUrl: app.callbackUrl,
    isActive: true,
    fields,
  });
  return {
    redirectUris: [],
    subscriptions: [
      subscription('whatsapp_business_account', [
        'messages',
        'account_update',
        'account_review_update',
        'account_alerts',
        'business_capability_update',
        'phone_number_name_update',
        'phone_number_quality_update',
        'security',
        'history',
        'smb_app_state_sync',
        'smb_message_echoes',
      ]),
      subscription('page', [
        'messages',
        'messaging_postbacks',
        'message_deliveries',
        'message_reads',
        'messaging_optins',
        'messaging_referrals',
      ]),
    ],
    permissions: live([
      'business_management',
      'whatsapp_business_management',
      'whatsapp_business_messaging',
      'pages_show_list',
      'pages_messaging',
      'pages_manage_metadata',
      'pages_read_engagement',
    ]),
    isLive: true,
    businessVerification: 'verified',
    systemUsers:
      app.systemUserId === null ? [] : [{id: app.systemUserId, name: 'Sandbox system user', role: 'ADMIN'}],
    creditLines: app.creditLineId === null ? [] : [app.creditLineId],
    systemToken: {
      isValid: true,
      appId: app.appId,
      scopes: ['business_management', 'whatsapp_business_management', 'whatsapp_business_messaging'],
      expiresAt: 0,
    },
    oldestVersion: 'v21.0',
    clockAheadMs: 0,
  };
}

/**
 * The app's dashboard, at `/app`: `GET` shows the settings, `POST` changes those that it names, `DELETE` makes them what they
 * were. Here a set-up is broken in the ways in which people break theirs.
 */
export class AppDashboard {
  readonly router: express.Router;
  settings: AppSettings;

  constructor(options: ControlOptions, initial: () => AppSettings) {
    this.settings = initial();
    this.router = express.Router();
    this.router.use('/app', refuseStrangers(options));
    this.router.get('/app', (_req, res) => this.#show(res));
    this.router.post('/app', express.json({limit: '16kb'}), (req, res) => {
      const problem = problemOf(req.body, this.settings, new URL(options.publicUrl));
      if (problem !== undefined) return sendError(res, 400, 'invalid_request', problem);
      this.settings = {...this.settings, ...(req.body as Partial<AppSettings>)};
      this.#show(res);
    });
    this.router.delete('/app', (_req, res) => {
      this.settings = initial();
      this.#show(res);
    });
    this.router.use('/app', answerUnreadableBody);
  }

  #show(res: express.Response): void {
    res.set('Cache-Control', 'no-store').json(this.settings);
  }
}

/** Each setting is of the kind that it has now; who sets one looks closely enough at what is in it. */
function problemOf(body: unknown, settings: AppSettings, publicUrl: URL): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return 'The body must be a JSON object.';
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(settings, name)) {
      return `${name} is not known; allowed are ${Object.keys(settings).join(', ')}.`;
    }
    const wanted = kindOf(settings[name as keyof AppSettings]);
    if (kindOf(value) !== wanted) return `${name} must be of the kind "${wanted}".`;
    if (name === 'redirectUris' && !(value as unknown[]).every((uri) => mayReturnTo(uri, publicUrl))) {
      return `redirectUris must be addresses with http or https; on a service that others reach, of ${publicUrl.origin} itself.`;
    }
  }
  return undefined;
}

/** A second service beside this one, on one machine. Elsewhere whoever has a test key could have browsers sent to their own site. */
function mayReturnTo(uri: unknown, publicUrl: URL): boolean {
  const url = typeof uri === 'string' && parseUrl(uri);
  if (!url) return false;
  const {protocol, origin} = url;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(publicUrl.hostname);
  return (protocol === 'https:' || protocol === 'http:') && (isLocal || origin === publicUrl.origin);
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);
