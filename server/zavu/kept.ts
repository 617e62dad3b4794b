import type {Context} from '../context.ts';

/** What is kept of Zavu besides its objects; only sealed. */
type KeptName = 'zavu_webhook' | 'zavu_project';

/** `undefined` also when SECRET_KEY does not open it any more: then it is found out anew. */
export async function readKept({store, secrets, log}: Context, name: KeptName): Promise<string | undefined> {
  const sealed = await store.findProviderSecret(name);
  try {
    return sealed === undefined ? undefined : secrets.open(sealed, name);
  } catch (error) {
    log.error({err: error, name}, 'what is kept of Zavu cannot be opened');
    return undefined;
  }
}

export async function keep({store, secrets, clock}: Context, name: KeptName, value: string): Promise<void> {
  await store.saveProviderSecret(name, secrets.seal(value, name), clock.now());
}
