import type {CreatedSession} from '../../server/contract/access.ts';
import type {Connection} from '../../server/contract/connection.ts';
import type {Invitation} from '../../server/contract/invitations.ts';
import {type Answer, eventually, TestBrowser, type TestService} from './harness.ts';

export const hostOrigin = 'https://app.example.com';

/** A client follows a link and connects in the sandbox. */
export async function connectClient(
  service: TestService,
  fields: Record<string, unknown> = {},
): Promise<Invitation> {
  await service.play('complete');
  const invitation = await service.invite(fields);
  await new TestBrowser(service.url).start(invitation);
  return eventually(
    () => service.retrieve(invitation.id),
    ({status}) => status === 'completed',
  );
}

/** Fails an invitation in the sandbox: the client presses Cancel in the dialog. */
export async function failClient(
  service: TestService,
  fields: Record<string, unknown> = {},
): Promise<Invitation> {
  await service.play('cancel');
  const invitation = await service.invite(fields);
  await new TestBrowser(service.url).start(invitation);
  return service.retrieve(invitation.id);
}

/** A client is in the dialog and stays there. */
export async function openDialog(
  service: TestService,
  fields: Record<string, unknown> = {},
): Promise<Invitation> {
  await service.play('abandon');
  const invitation = await service.invite(fields);
  await new TestBrowser(service.url).start(invitation);
  return service.retrieve(invitation.id);
}

/** What the host's backend does for its settings page. */
export async function createSession(
  service: TestService,
  fields: Record<string, unknown> = {},
  key = service.keys.test,
): Promise<CreatedSession> {
  const {status, body} = await service.api(
    'POST',
    '/v1/sessions',
    {externalId: 'client-1', origin: hostOrigin, ...fields},
    {authorization: `Bearer ${key}`},
  );
  if (status !== 201) throw new Error(`session answered ${status}: ${JSON.stringify(body)}`);
  return body.session;
}

/** Calls the client API as the element in the host's page does. */
export function callAsClient<Body = {connection: Connection}>(
  service: TestService,
  credential: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  return service.fetch(method, `/client/v1${path}`, body, {
    authorization: `Bearer ${credential}`,
    origin: hostOrigin,
    ...headers,
  });
}
