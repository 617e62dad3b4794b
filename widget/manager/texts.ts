import type {Language} from '../locales/languages.ts';
import type {ManagerTexts} from './context.ts';
import type {Tools} from './manager-context.ts';

/** All that the manager says in a language; throws when a file cannot be loaded. */
export async function loadTexts({loadPart}: Tools, language: Language): Promise<ManagerTexts> {
  const [{manager}, {managerForms}, {failures}] = await Promise.all([
    loadPart(language, 'manager'),
    loadPart(language, 'manager-forms'),
    loadPart(language, 'later'),
  ]);
  return {manager, forms: managerForms, failures};
}
