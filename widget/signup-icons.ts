/** The drawings of a signup: lines on a grid of 24, in the colour of the text around them. */
export const signupIcons = {
  window: 'M4 5h16v14H4zM4 9.5h16',
  phone: 'M8 3h8v18H8zM11 18h2',
  alert: 'M12 6v8M12 18v.1',
  clock: 'M12 6v6l4 2M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0',
  cross: 'M7 7l10 10M17 7L7 17',
};
