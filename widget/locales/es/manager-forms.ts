import type {Connection} from '../../../server/contract/connection.ts';
import type {managerForms as english} from '../en/manager-forms.ts';

const product = (type: Connection['connectionType']): string =>
  type === 'messenger' ? 'Messenger' : 'WhatsApp';

export const managerForms: typeof english = {
  offline: 'No se puede acceder al servicio. Inténtalo de nuevo.',
  refused: 'No ha funcionado.',
  busy: 'Un momento…',
  close: 'Cerrar',

  create: 'Nueva invitación',
  clientName: 'Cliente',
  clientEmail: 'Correo electrónico',
  sendEmail: 'Enviar el enlace por correo',
  clientPhone: 'Teléfono',
  channel: 'Canal',
  number: 'Número que se conecta',
  ownNumber: 'Lo trae el cliente',
  noNumbers: 'Ninguno de tus números está libre.',
  countries: 'Países permitidos',
  anyCountry: 'Todos, si no añades ninguno.',
  added: (name) => `${name}: añadido`,
  removed: (name) => `${name}: quitado`,
  remove: (name) => `Quitar ${name}`,
  days: 'Días hasta que caduque',
  more: 'Más',
  language: 'Idioma',
  theirBrowser: 'El de su navegador',
  externalId: 'Tu propio id del cliente',
  submit: 'Crear invitación',
  wrong: {
    clientName: 'Escribe un nombre.',
    clientEmail: 'Escribe una dirección de correo completa.',
    clientPhone: 'Empieza con + y el prefijo del país: +34 600 111 222',
    expiresInDays: 'Escribe de 1 a 30.',
    allowedPhoneCountries: 'Elige un país de la lista.',
    phoneNumberId: 'Este número ya no está libre. Elige otro.',
  },

  link: 'Enlace para el cliente',
  copy: 'Copiar enlace',
  copied: 'Copiado.',
  copyYourself: 'El enlace está seleccionado: cópialo ahora.',
  share: 'Compartir…',
  qrCode: 'Código QR',
  download: (kind) => `Descargar ${kind}`,

  import: 'Importar de CSV',
  chooseFile: 'Elige un archivo CSV o suéltalo aquí',
  template: 'Descargar una plantilla',
  rows: 'Filas',
  fresh: 'Nuevas',
  created: 'Creadas',
  existing: 'Ya existían',
  failed: 'Con problemas',
  firstRows: 'Primeras filas',
  problems: 'Problemas',
  line: 'Línea',
  column: 'Columna',
  problem: 'Problema',
  moreProblems: (count) => `Y ${count} más.`,
  startImport: (count) => `Importar ${count}`,
  anotherFile: 'Otro archivo',
  downloaded: 'Descargado.',

  subject: (type) => `Conecta tu ${product(type)}`,
  message: (type, client, url, until) =>
    `Hola${client && `, ${client}`}:\n\nConecta tu ${product(type)} aquí:\n${url}\n\nEl enlace funciona hasta el ${until}.`,
};
