import type {Context} from '../context.ts';
import type {ZavuCloud} from './cloud.ts';
import {keep, readKept} from './kept.ts';

/**
 * Whether our key is still of the project that it was of at first: with another, all that was made before would look as if it had been
 * deleted there. Throws `provider_unavailable`.
 */
export async function isSameProject(context: Context, zavu: ZavuCloud): Promise<boolean> {
  const project = await zavu.findProject();
  const kept = await readKept(context, 'zavu_project');
  if (kept === project) return true;
  if (kept === undefined) {
    await keep(context, 'zavu_project', project);
    return true;
  }
  context.log.error(
    {project},
    'ZAVUDEV_API_KEY is of another project than before: what Zavu keeps in that one is left as it is',
  );
  return false;
}
