import type {Context} from '../context.ts';
import type {Mode} from '../contract/fields.ts';
import type {Project} from '../projects/project.ts';
import {hashSecret, newSecret} from '../secrets.ts';
import type {ApiKey} from './credential.ts';

/** The name under which the first start makes its project. Clients read it. */
export const firstProjectName = 'Example Platform';

/** Makes a key; the answer's `key` is the only time that it is seen. */
export async function createApiKey(
  context: Pick<Context, 'store' | 'clock' | 'newId'>,
  wanted: {mode: Mode; name: string; projectName?: string | undefined; expiresAt?: number},
): Promise<{apiKey: ApiKey; project: Project; key: string}> {
  const {store, clock, newId} = context;
  const [firstProject] = await store.listProjects();
  const project =
    wanted.projectName === undefined && firstProject
      ? firstProject
      : await store.ensureProject({
          id: newId('prj'),
          name: wanted.projectName ?? firstProjectName,
          settings: {},
          createdAt: clock.now(),
        });
  const key = `zpi_${wanted.mode}_${newSecret()}`;
  const apiKey: ApiKey = {
    id: newId('key'),
    projectId: project.id,
    mode: wanted.mode,
    name: wanted.name,
    keyHash: hashSecret(key),
    lastFour: key.slice(-4),
    createdAt: clock.now(),
    lastUsedAt: null,
    revokedAt: null,
    expiresAt: wanted.expiresAt ?? null,
  };
  await store.createApiKey(apiKey);
  return {apiKey, project, key};
}
