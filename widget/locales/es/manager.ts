import type {manager as english} from '../en/manager.ts';

export const manager: typeof english = {
  heading: 'Invitaciones',
};
