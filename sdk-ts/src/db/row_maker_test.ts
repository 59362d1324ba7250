// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { rowMaker, uniqueNames } from "./row_maker.ts";

function rowsOf(names: string[], columns: unknown[][]): unknown[] {
  const into: unknown[] = [];
  rowMaker(names)(columns, columns[0]?.length ?? 0, into);
  return into;
}

Deno.test("makes a row object a row, in the order of the columns", () => {
  const rows = rowsOf(["b", "a"], [[1, 2], ["x", "y"]]);
  assert.deepEqual(rows, [{ b: 1, a: "x" }, { b: 2, a: "y" }]);
  assert.deepEqual(Object.keys(rows[0] as object), ["b", "a"]);
});

Deno.test("takes any text for a name, and runs none of it", () => {
  const names = ['"', "a\nb", "${x}", "']; throw 1; //", "\u2028", "", "1", "constructor"];
  const [row] = rowsOf(names, names.map((name) => [name])) as Record<string, unknown>[];
  for (const name of names) {
    assert.equal(row![name], name);
  }
});

Deno.test("keeps __proto__ a column like any other", () => {
  const [row] = rowsOf(["__proto__"], [[{ polluted: true }]]) as Record<string, unknown>[];
  assert.equal((row as { polluted?: boolean }).polluted, undefined);
  assert.equal(Object.getPrototypeOf(row), Object.prototype);
  assert.deepEqual(Object.keys(row!), ["__proto__"]);
});

Deno.test("numbers names that were there before, as DuckDB does", () => {
  assert.deepEqual(uniqueNames(["a", "b", "a", "a"]), ["a", "b", "a_1", "a_2"]);
  assert.deepEqual(uniqueNames(["a", "a", "a_1"]), ["a", "a_2", "a_1"]);
  assert.deepEqual(rowsOf(["a", "a"], [[1], [2]]), [{ a: 1, a_1: 2 }]);
});
