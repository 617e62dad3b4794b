import type {TemplateResult} from 'lit/html.js';
import type {ApiError} from '../api-error.ts';
import type {ManagerContext} from './context.ts';

/**
 * Why a request came to nothing, for a person; announced, too. What the service says of it is English, and marked so.
 */
export function explain(context: ManagerContext, error: unknown): TemplateResult {
  const {code, message = ''} = error as Partial<ApiError>;
  const {offline, refused} = context.texts.forms;
  // What is thrown while an answer arrives has no code.
  const isOffline = /^(network_error|timeout)$/.test(code ?? 'timeout');
  const sentence = isOffline ? offline : refused;
  const reason = isOffline ? '' : message;
  context.announce(`${sentence} ${reason}`);
  return context.html`${sentence} ${inEnglish(context, reason)}`;
}

export function inEnglish({html}: ManagerContext, text: string): TemplateResult {
  return html`<span lang="en" dir="ltr">${text}</span>`;
}

/** Fields that were wrong, with what the service says of each. */
export function wrongFields(error: unknown): [field: string, message: string][] {
  const {code, message = '', details} = error as Partial<ApiError>;
  if (code === 'phone_number_unavailable') return [['phoneNumberId', message]];
  if (code === 'mail_not_set_up') return [['sendEmail', message]];
  const errors = details?.['errors'] as {path: string[]; message: string}[] | undefined;
  return (errors ?? []).map(({path: [field = ''], message: rule}) => [field, rule]);
}
