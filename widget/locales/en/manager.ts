/** What the manager says of invitations that are there: list, timeline, what can be done with one. */
export const manager = {
  heading: 'Invitations',
};
