import {z} from 'zod';

/** Meta's ids are digits, in a text or, rarely, as a number. They become part of addresses, so nothing else is one. */
export const graphId = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d+$/));
