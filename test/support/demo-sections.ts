/** By its address, and what is there once it is ready. */
export const sections = {
  settings: 'zavu-partner-invite:state(not-connected)',
  console: 'zavu-partner-invite .list[aria-busy=false]',
  link: '#phone-code svg',
  theming: '#stage zavu-partner-invite:state(not-connected)',
  wire: '#messages > li',
  outcomes: '#outcome-stage zavu-partner-invite:state(not-connected)',
  code: '.snippet zavu-partner-invite:state(not-connected)',
};
