// SPDX-License-Identifier: Apache-2.0
// A statement that takes minutes and looks at no interrupt.
import * as coral from "@coral/sdk";

const from = performance.now();
try {
  await coral.db.query("SELECT levenshtein(repeat('a', __LENGTH__), repeat('b', __LENGTH__)) AS d");
  console.log(JSON.stringify({ millis: performance.now() - from, answered: true }));
} catch (error) {
  console.log(JSON.stringify({ millis: performance.now() - from, answered: false, error: `${error}` }));
}
