import {newId, pick, firstWords, secondWords, type Account} from './account.ts';
import type {World} from './scenario.ts';

/** A Facebook Page of the person in the dialog. */
export interface FacebookPage {
  id: string;
  name: string;
  /** How a business portfolio has it; `null`: it is the person's own. */
  edge: 'owned_pages' | 'client_pages' | null;
}

/** Who is logged in. */
export const personName = 'Sam Rivera';

/** The Page that everybody has where everybody is the same client. */
const sameId = '90000800000000001';

/** Makes up a person with their portfolio and their Pages: one of their own, unless the world says otherwise. */
export function inventPages({pages = {}, isSame}: World): {account: Account; pages: FacebookPage[]} {
  const {own = 1, ofPortfolio = 0} = pages;
  const name = isSame ? 'Willow Bakery' : `${pick(firstWords)} ${pick(secondWords)}`;
  const invent = (edge: FacebookPage['edge'], index: number): FacebookPage => ({
    id: isSame && index === 0 ? sameId : newId('page'),
    name: index === 0 ? name : `${name} ${index + 1}`,
    edge,
  });
  return {
    account: {
      businessName: name,
      portfolio: {id: newId('portfolio'), name: `${name} (sandbox)`},
      userId: newId('user'),
      wabas: [],
    },
    pages: Array.from({length: own + ofPortfolio}, (_, index) => {
      if (index < own) return invent(null, index);
      return invent(index === own ? 'owned_pages' : 'client_pages', index);
    }),
  };
}
