import type {Connection} from '../../../server/contract/connection.ts';

const product = (type: Connection['connectionType']): string =>
  type === 'messenger' ? 'Messenger' : 'WhatsApp';

/** What the manager says where something is made or shared: new invitation, sharing, file in and out, figures. */
export const managerForms = {
  offline: 'The service cannot be reached. Try again.',
  refused: 'That did not work.',
  busy: 'One moment…',
  close: 'Close',

  create: 'New invitation',
  clientName: 'Client',
  clientEmail: 'Email',
  sendEmail: 'Send the link by email',
  clientPhone: 'Phone',
  channel: 'Channel',
  number: 'Number to connect',
  ownNumber: 'The client brings one',
  noNumbers: 'None of your numbers is free.',
  countries: 'Allowed countries',
  anyCountry: 'Any, unless you add some.',
  added: (name: string) => `${name}: added`,
  removed: (name: string) => `${name}: removed`,
  remove: (name: string) => `Remove ${name}`,
  days: 'Days until it expires',
  more: 'More',
  language: 'Language',
  theirBrowser: 'That of their browser',
  externalId: 'Your own id of the client',
  submit: 'Create invitation',
  wrong: {
    clientName: 'Enter a name.',
    clientEmail: 'Enter a whole email address.',
    clientPhone: 'Begin with + and the country code: +34 600 111 222',
    expiresInDays: 'Enter 1 to 30.',
    allowedPhoneCountries: 'Choose a country from the list.',
    phoneNumberId: 'This number is not free any more. Choose another.',
  },

  link: 'Link for the client',
  copy: 'Copy link',
  copied: 'Copied.',
  copyYourself: 'The link is selected: copy it now.',
  share: 'Share…',
  qrCode: 'QR code',
  download: (kind: string) => `Download ${kind}`,

  import: 'Import from CSV',
  chooseFile: 'Choose a CSV file, or drop it here',
  template: 'Download a template',
  rows: 'Rows',
  fresh: 'New',
  created: 'Created',
  existing: 'There already',
  failed: 'With problems',
  firstRows: 'First rows',
  problems: 'Problems',
  line: 'Line',
  column: 'Column',
  problem: 'Problem',
  moreProblems: (count: string) => `And ${count} more.`,
  startImport: (count: string) => `Import ${count}`,
  anotherFile: 'Another file',
  downloaded: 'Downloaded.',

  /** What the client reads in a mail or chat, in their language. */
  subject: (type: Connection['connectionType']) => `Connect your ${product(type)}`,
  message: (type: Connection['connectionType'], client: string, url: string, until: string) =>
    `Hello${client && ` ${client}`},\n\nplease connect your ${product(type)} here:\n${url}\n\nThe link works until ${until}.`,
};
