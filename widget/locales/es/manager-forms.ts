import type {managerForms as english} from '../en/manager-forms.ts';

export const managerForms: typeof english = {
  create: 'Nueva invitación',
};
