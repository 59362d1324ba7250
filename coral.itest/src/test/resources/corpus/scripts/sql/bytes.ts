// What: sends text that is not what it looks like.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
await attempt(() => db.query("SELECT 1; \0 DELETE FROM otel_spans_local"));
await attempt(() => db.query("\0"));
await attempt(() => db.query(""));
await attempt(() => db.query(" \n\t -- nothing"));
await attempt(() => db.query("\ud800"));
await attempt(() => db.query("DELETE\u00a0FROM otel_spans_local"));
await attempt(() => db.query("SEL\u0000ECT 1"));
// deno-lint-ignore no-explicit-any -- no text
await attempt(() => db.query({ toString: () => "DELETE FROM otel_spans_local" } as any));
