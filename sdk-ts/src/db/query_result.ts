// SPDX-License-Identifier: Apache-2.0

/**
 * A row, a property per column. Its values are whatever DuckDB's types become: `BIGINT` and smaller
 * a number (a bigint beyond 2^53), `HUGEINT` likewise, `DOUBLE`, `FLOAT` and `DECIMAL` a number,
 * `BOOLEAN` a boolean, `VARCHAR` a string, `TIMESTAMP` and `DATE` a `Date`, `JSON`, lists and
 * structs the value they describe, NULL `null`.
 */
// deno-lint-ignore no-explicit-any -- the columns are the statement's, and arithmetic on them must type-check
export type Row = Record<string, any>;

/** A column of a result. */
export interface Column {
  readonly name: string;
  /** DuckDB's name of its type, such as `"BIGINT"`. */
  readonly type: string;
}

/** The rows of a result, with what is to be known about it beside them. */
export type QueryResult<T = Row> = T[] & {
  readonly columns: readonly Column[];
  /** Whether there are more rows than were allowed. */
  readonly truncated: boolean;
  /** What the guardrails put into the statement, one sentence each. */
  readonly guardrails: readonly string[];
};

/** Attaches what is no row; it is not enumerable, so that `for … in` and JSON see rows only. */
export function queryResult<T>(
  rows: T[],
  columns: readonly Column[],
  truncated: boolean,
  guardrails: readonly string[],
): QueryResult<T> {
  return Object.defineProperties(rows, {
    columns: { value: columns },
    truncated: { value: truncated },
    guardrails: { value: guardrails },
  }) as QueryResult<T>;
}
