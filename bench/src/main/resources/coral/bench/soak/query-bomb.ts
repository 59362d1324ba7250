// SPDX-License-Identifier: Apache-2.0
// Sends statements that take minutes; every second one looks at no interrupt.
import * as coral from "@coral/sdk";

for (;;) {
  await Promise.allSettled([
    coral.db.query("SELECT sum(a.x * b.x) AS s FROM range(10000000) a(x), range(10000000) b(x)"),
  ]);
  await Promise.allSettled([
    coral.db.query("SELECT levenshtein(repeat('a', 200000), repeat('b', 200000)) AS d"),
  ]);
}
