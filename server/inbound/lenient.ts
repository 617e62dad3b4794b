import {z} from 'zod';

/** Ids are numbers in some of Meta's samples. */
export const id = z.union([z.string(), z.number()]).transform(String);
/** What is not as expected counts as not said. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const list = z.array(z.unknown()).catch([]);
