import type {Invitation} from '../../server/contract/invitations.ts';
import type {Localization, ManagerTexts} from './context.ts';

type Forms = ManagerTexts['forms'];

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
export async function translateMessage(
  {languages, loadPart}: Localization,
  invitation: Invitation,
): Promise<ClientMessage | undefined> {
  const {locale} = invitation;
  const language = languages.find((each) => each === locale?.split('-')[0]);
  if (!locale || !language) return undefined;
  const texts = await loadPart(language, 'manager-forms').catch(() => undefined);
  return texts && composeMessage(invitation, texts.managerForms, locale);
}
