// SPDX-License-Identifier: Apache-2.0
import type { ColumnValues } from "./column_values.ts";

/** Appends a row object per row of a batch. */
export type RowMaker = (columns: readonly ColumnValues[], rows: number, into: unknown[]) => void;

/**
 * Makes the function that turns columns of these names into row objects. It is generated code: an
 * object literal with all names gives every row one shape from the start, three times as quick as
 * setting properties by name.
 */
export function rowMaker(names: readonly string[]): RowMaker {
  const properties = uniqueNames(names).map((name, index) =>
    // in brackets, "__proto__" is a property like any other
    `[${JSON.stringify(name)}]: c${index}[row]`
  );
  const columns = names.map((_, index) => `c${index}`);
  // every name in it is a JSON string, so that none can become code
  return new Function(
    "columns",
    "rows",
    "into",
    `const [${columns}] = columns;
     for (let row = 0; row < rows; row++) into.push({ ${properties} });`,
  ) as RowMaker;
}

/** The names with `_1`, `_2`, … after those that were there before, as DuckDB does it. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 1; seen.has(unique) || (unique !== name && taken.has(unique)); n++) {
      unique = `${name}_${n}`;
    }
    seen.add(unique);
    return unique;
  });
}
