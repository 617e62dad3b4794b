import type {AttemptStep} from '../contract/attempts.ts';
import type {Connection} from '../contract/connection.ts';
import type {ErrorCode} from '../contract/errors.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import type {ConnectionType, Mode} from '../contract/fields.ts';

/** What every page shows. */
export interface PageShell {
  /** The wanted language, as a tag; one we do not speak leaves the choice to `acceptLanguage`. */
  locale: string | null;
  acceptLanguage?: string;
  projectName: string;
  /** The project's picture, instead of its initial. */
  logoUrl: string | null;
  /** `#rrggbb` */
  brandColor: string | null;
  clientName: string | null;
  mode: Mode;
  connectionType: ConnectionType;
  /** For the element and the forms. */
  token: string | null;
  /** What the element will show as soon as it is there; the page shows it before. */
  connection: Connection | null;
  /** The link, for a page that is printed. */
  url: string | null;
  returnUrl: string | null;
}

/** The number that the client has to connect. */
export interface ShownNumber {
  /** As people write it. */
  phoneNumber: string;
  /** What the call that verifies it would read out; in test mode only. */
  verificationCode: string | null;
}

/** What the page's script needs to open Meta's dialog with Meta's script. */
export interface ShownPopup {
  sdkUrl: string;
  appId: string;
  configId: string;
  graphVersion: string;
  extras: Record<string, unknown>;
  dialogOrigin: string;
  redirectUri: 'omit' | 'page' | 'relay';
}

/** What a signup page is about. Times in epoch ms. */
export type SignupPage =
  | {
      page: 'start';
      expiresAt: number;
      now: number;
      assignedNumber: ShownNumber | null;
      /** Where it may also be signed up in a window of its own. */
      popup?: ShownPopup;
    }
  /** `address` is the page's own: a refresh without one does nothing behind the `#_=_` that Facebook leaves. */
  | {page: 'progress'; step: AttemptStep; address: string}
  | {
      page: 'choose';
      action: string;
      options: {
        accountId: string;
        displayPhoneNumber: string | null;
        name: string | null;
        /** The WhatsApp account that it is in, where there are several. */
        accountName: string | null;
      }[];
      /** Who is logged in at Facebook, where it is known: so a wrong login is seen. */
      personName: string | null;
    }
  | {
      page: 'pin';
      action: string;
      displayPhoneNumber: string | null;
      /** How many were wrong so far. */
      tries: number;
      /** `format`: what was just given is no PIN. */
      problem: 'wrong' | 'format' | null;
    }
  | {
      page: 'connected';
      /** Whether Meta is not ready to register the number yet. */
      isRegistering: boolean;
    }
  | {page: 'failed'; failureReason: FailureReason}
  | {page: 'expired'; renewal: 'offered' | 'requested'}
  | {page: 'cancelled' | 'not_found'}
  /** The client started again elsewhere. */
  | {page: 'replaced'}
  /** Came back from Meta in another browser, or too late. */
  | {page: 'wrong_browser'}
  /** What became of data that somebody wanted deleted; `finishedAt` is `null` while it is being done. */
  | {page: 'deletion'; requestedAt: number; finishedAt: number | null; senders: number}
  | {page: 'no_deletion'}
  | {page: 'error'; code: ErrorCode};

/** The page with what every page shows. */
export type SignupView = PageShell & SignupPage;

/** The view of one page. */
export type PageOf<Name extends SignupView['page']> = Extract<SignupView, {page: Name}>;
