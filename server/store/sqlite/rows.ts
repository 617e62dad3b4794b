/*
 * Rows and records differ only in spelling, JSON text and 0/1; one table description does the turn both ways.
 */

export interface Table<Row> {
  /** Column list for SELECT, named as the record names them. */
  readonly select: string;
  readonly insert: string;
  /** `a = @a, b = @b` for all columns but the id. */
  readonly assignments: string;
  toRecord(row: unknown): Row;
  toParameters(record: Row): Record<string, unknown>;
}

interface TableOptions<Row> {
  columns: readonly (keyof Row & string)[];
  json?: readonly (keyof Row & string)[];
  boolean?: readonly (keyof Row & string)[];
}

export function describeTable<Row extends object>(name: string, options: TableOptions<Row>): Table<Row> {
  const {columns, json = [], boolean = []} = options;
  const snake = (column: string) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    select: columns.map((column) => `${name}.${snake(column)} AS "${column}"`).join(', '),
    insert: `INSERT INTO ${name} (${columns.map(snake).join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
    assignments: columns
      .filter((column) => column !== 'id')
      .map((column) => `${snake(column)} = @${column}`)
      .join(', '),
    toRecord(row) {
      const record = {...(row as Record<string, unknown>)};
      for (const column of json) {
        const text = record[column];
        record[column] = typeof text === 'string' ? JSON.parse(text) : null;
      }
      for (const column of boolean) record[column] = record[column] === 1;
      return record as Row;
    },
    toParameters(record) {
      const parameters = {...record} as Record<string, unknown>;
      for (const column of json) {
        const value = record[column];
        parameters[column] = value == null ? null : JSON.stringify(value);
      }
      for (const column of boolean) parameters[column] = record[column] ? 1 : 0;
      return parameters;
    },
  };
}
