import type {Options} from './command.ts';

export const pageOptions: Options = {
  limit: {kind: 'number', about: 'how many, 1 to 100'},
  cursor: {kind: 'text', about: 'goes on where the page before ended'},
};
