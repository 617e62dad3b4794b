export const formStyles = '';
