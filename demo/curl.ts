import type {Message} from './wire.ts';

const sessionCall = 'POST /v1/sessions';

/** The last session that the backend has asked for, as a command. The key stays in the environment. */
export function curlOf(messages: readonly Message[], origin: string): string {
  const call = messages.findLast(({kind, name}) => kind === 'backend' && name === sessionCall);
  const body = call?.parts.find(({title}) => title === 'Request body')?.value ?? {scope: 'connect', origin};
  return [
    `curl -X ${sessionCall.replace(' ', ` "${origin}`)}" \\`,
    `  -H "Authorization: Bearer $INVITE_API_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ').replaceAll("'", "'\\''")}'`,
  ].join('\n');
}
