/** The drawings of the first cards: lines on a grid of 24, in the colour of the text around them. */
export const icons = {
  chat: 'M4 20l1.2-4A8 8 0 1 1 8.5 19zM8.5 12v.1M12 12v.1M15.5 12v.1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  offline: 'M4 9a12 12 0 0 1 16 0M7 12.5a7.5 7.5 0 0 1 10 0M12 17v.1M4 4l16 16',
};
