// SPDX-License-Identifier: Apache-2.0
// Asks as fast as it can, 100 queries under way.
import * as coral from "@coral/sdk";

for (;;) {
  await Promise.allSettled(
    Array.from(
      { length: 100 },
      (_, i) => coral.db.query("SELECT trace_id FROM otel_spans_local WHERE duration_ns > ? LIMIT 100", [i]),
    ),
  );
}
