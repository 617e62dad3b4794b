/** What the manager says where something is made or shared: new invitation, sharing, file in and out, figures. */
export const managerForms = {
  create: 'New invitation',
};
