import {randomInt} from 'node:crypto';
import {GraphError} from './graph-error.ts';

const timeoutMs = 6_000;

/**
 * Asks an address, as Meta does at once when it is set, whether it takes webhooks; throws Meta's refusal when it does not
 * answer with the challenge in time.
 */
export async function verifyCallback(url: string, verifyToken: string): Promise<void> {
  const challenge = String(randomInt(1_000_000_000));
  const address = new URL(url);
  // Appended as text: Meta does not encode the dots of these names, nor a token that needs it.
  const query = `hub.mode=subscribe&hub.challenge=${challenge}&hub.verify_token=${verifyToken}`;
  address.search = address.search ? `${address.search}&${query}` : `?${query}`;
  const problem = await problemOf(address, challenge);
  if (problem === undefined) return;
  throw new GraphError(2200, `(#2200) Callback verification failed with the following errors: ${problem}`);
}

async function problemOf(address: URL, challenge: string): Promise<string | undefined> {
  try {
    const response = await fetch(address, {redirect: 'manual', signal: AbortSignal.timeout(timeoutMs)});
    const text = await response.text();
    if (response.status !== 200) {
      return `HTTP Status Code = ${response.status}; HTTP Message = ${response.statusText}`;
    }
    return text === challenge ? undefined : 'The challenge was not answered.';
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return isTimeout ? 'curl_errno = 28; Operation timed out' : 'curl_errno = 7; Failed to connect';
  }
}
