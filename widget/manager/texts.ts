import type {Language} from '../locales/languages.ts';
import type {ManagerTexts} from './context.ts';

type Part<Name extends keyof ManagerTexts> = () => Promise<Pick<ManagerTexts, Name>>;
type Loader = [Part<'manager'>, Part<'forms'>, Part<'failures'>];

/** Every language, as in `localize.ts`; English is loaded like the others, so that nobody gets two. */
const loaders: Record<Language, Loader> = {
  en: [
    () => import('../locales/en/manager.ts'),
    async () => ({forms: (await import('../locales/en/manager-forms.ts')).managerForms}),
    () => import('../locales/en/later.ts'),
  ],
  es: [
    () => import('../locales/es/manager.ts'),
    async () => ({forms: (await import('../locales/es/manager-forms.ts')).managerForms}),
    () => import('../locales/es/later.ts'),
  ],
};

/** All that the manager says in a language; throws when a file cannot be loaded. */
export async function loadTexts(language: Language): Promise<ManagerTexts> {
  const [first, forms, later] = loaders[language];
  const parts = await Promise.all([first(), forms(), later()]);
  return {manager: parts[0].manager, forms: parts[1].forms, failures: parts[2].failures};
}
