import type {AccountOption, PageOption} from './attempt.ts';
import type {Failure} from './provider.ts';

export type PageChoice =
  {kind: 'one'; account: PageOption} | {kind: 'several'; options: PageOption[]} | Failure;

/** Which Page is connected. One that is connected already, here or for another project, may be: the newest connection wins. */
export function choosePage(found: readonly AccountOption[]): PageChoice {
  const pages = found.filter((option) => option.channel === 'messenger');
  const [page] = pages;
  if (!page) return {kind: 'failed', reason: 'meta_no_pages'};
  return pages.length === 1 ? {kind: 'one', account: withoutPerson(page)} : {kind: 'several', options: pages};
}

/** Whose login it was is of no use once there is nothing left to choose. */
export function withoutPerson<Option extends AccountOption>(option: Option): Option {
  return option.channel === 'messenger' ? {...option, personName: null} : option;
}
