import type {Invitation} from '../../server/contract/invitations.ts';
import type {Language} from '../locales/languages.ts';
import type {ManagerTexts} from './context.ts';

type Forms = ManagerTexts['forms'];

/** The client may read another language than whoever invites. */
export const clientTexts: Record<Language, () => Promise<{managerForms: Forms}>> = {
  en: () => import('../locales/en/manager-forms.ts'),
  es: () => import('../locales/es/manager-forms.ts'),
};

export interface ClientMessage {
  subject: string;
  text: string;
}

/** What whoever invites may send by themselves; `language` is that of the texts, or a closer one of the client. */
export function composeMessage(
  {clientName, connectionType, expiresAt, url}: Invitation,
  {subject, message}: Forms,
  language: string,
): ClientMessage {
  const until = new Intl.DateTimeFormat(language, {dateStyle: 'long'}).format(new Date(expiresAt));
  return {subject: subject(connectionType), text: message(connectionType, clientName ?? '', url, until)};
}

/** The same in the client's language; nothing where that is not known, or cannot be loaded. */
export async function translateMessage(invitation: Invitation): Promise<ClientMessage | undefined> {
  const {locale} = invitation;
  const [language = ''] = (locale ?? '').split('-');
  const texts = await clientTexts[language as Language]?.().catch(() => undefined);
  return texts && composeMessage(invitation, texts.managerForms, locale ?? language);
}
