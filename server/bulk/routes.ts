import {z} from 'zod';
import {
  exportQuery,
  importBytesMax,
  importLine,
  importQuery,
  importResult,
  importRowsMax,
} from '../contract/bulk.ts';
import type {RouteGroup} from '../route.ts';
import {exportFile, importFile} from './handlers.ts';

export const bulkRoutes: RouteGroup = {
  heading: 'Many invitations at once',
  routes: [
    {
      method: 'POST',
      path: '/v1/invitations/import',
      access: 'manage',
      summary: 'Create an invitation for each row of a CSV file',
      description: [
        `The body is the file: UTF-8, comma or semicolon, at most ${importRowsMax} rows and ${importBytesMax / 1024 / 1024} MB.`,
        'Its first line names the columns, in any order and case: `clientName`, `clientEmail`, `clientPhone`, `connectionType`,',
        '`expiresInDays`, `allowedPhoneCountries` (separated by space, `;` or `|`), `phoneNumberId`, `externalId`, `locale`,',
        '`returnUrl`, `sendEmail` (true or false, yes or no, 1 or 0), `metadata.<name>` and `importKey`.',
        'The columns that only an export has are passed over. An empty cell is the same as no field; one apostrophe in front',
        'of what a spreadsheet would take for a formula (`=`, `+`, `-`, `@`) is taken off.',
        'A row with an error does not hold up the others. The same row makes one invitation, however often it is sent; with',
        'an `importKey` rows are the same when their keys are. So a file that was cut, or mended, can be sent again as a whole.',
        'With `Accept: application/x-ndjson` the answer is lines of JSON: `{"progress": …}` as it goes, and `{"result": …}` or',
        '`{"error": …}` at the end. When the file cannot be read on, `details.result` of the error says what was done.',
      ].join(' '),
      query: importQuery,
      body: z
        .string()
        .describe('The file.')
        .meta({examples: ['clientName,clientEmail\nBakery Luna,hola@luna.example\n']}),
      bodyType: 'text/csv',
      answer: {status: 200, schema: importResult, also: {type: 'application/x-ndjson', schema: importLine}},
      errors: ['payload_too_large', 'storage_unavailable', 'provider_unavailable'],
      handler: importFile,
    },
    {
      method: 'GET',
      path: '/v1/invitations/export',
      access: 'manage',
      summary: 'Export invitations as a CSV file, newest first',
      description: [
        'All columns of an import, then id, status, link, times, reason and what was connected, then a column for each note.',
        'Cells that a spreadsheet would take for a formula begin with an apostrophe; an import takes it off again.',
      ].join(' '),
      query: exportQuery,
      answer: {status: 200, type: 'text/csv'},
      handler: exportFile,
    },
  ],
};
