/** By its address, and what is there once it is ready. */
export const sections = {
  settings: 'zavu-partner-invite button',
  console: '#add-examples',
  link: '#phone-code svg',
  theming: '#stage zavu-partner-invite button',
  wire: '#messages > li',
  outcomes: '#outcome-stage zavu-partner-invite button',
  code: '.snippet zavu-partner-invite button',
};
