// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import * as coral from "../src/mod.ts";
import { OFFLINE } from "./run_script.ts";

const DIST = new URL("../dist/", import.meta.url);

/** Each line must type-check, those after @ts-expect-error must not. */
const USES = `import * as coral from "@coral/sdk";
const rows = await coral.db.query("SELECT 1");
const ms: number = rows[0]!.duration_ns / 1_000_000;
const typed = await coral.db.query<{ n: number }>("SELECT 1 AS n", [1, "x", null], { limit: 1 });
const names: readonly coral.Column[] = typed.columns;
// @ts-expect-error: no such column
typed[0]!.m;
// @ts-expect-error: no SQL
await coral.db.query();
// @ts-expect-error: an object is no parameter
await coral.db.query("SELECT ?", [{}]);
const spans: coral.QueryResult<coral.Span> = await coral.traces.query({ minDuration: "500ms" });
const start: Date = spans[0]!.start_time;
// @ts-expect-error: no such option
await coral.traces.query({ minDurations: "500ms" });
// @ts-expect-error: no such status
await coral.traces.query({ status: "BAD" });
const rate: number = await coral.metrics.getErrorRate("payments", "5m");
// @ts-expect-error: a percentile is a number
await coral.metrics.getPercentile("payments", "http.server.duration", "0.99");
const fn: coral.FunctionInfo | null = await coral.functions.get("payments", "ProcessPayment");
await coral.emit("alert", { severity: "warning" }, "critical");
// @ts-expect-error: what the bootstrap uses is not declared
coral.__attach;
// @ts-expect-error: read-only
coral.context.version = 2;
const code: coral.ErrorCode = new coral.CoralError("TIMEOUT", "too slow").code;
console.log(ms, names, start, rate, fn, code);
`;

Deno.test("the declarations say what is right and what is wrong", async () => {
  const directory = await Deno.makeTempDir();
  await Deno.writeTextFile(`${directory}/uses.ts`, USES);
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "check",
      "--quiet",
      ...OFFLINE,
      `--import-map=${new URL("import_map.json", DIST).pathname}`,
      `${directory}/uses.ts`,
    ],
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  await Deno.remove(directory, { recursive: true });
});

Deno.test("the declarations are one file, with the documentation of every function", async () => {
  const text = await Deno.readTextFile(new URL("sdk.d.ts", DIST));
  assert.doesNotMatch(text, /^(import|export .* from) /m);
  const { db, metrics, traces, functions, system, emit } = coral;
  const modules: Record<string, unknown>[] = [db, metrics, traces, functions, system, { emit }];
  for (const name of modules.flatMap((module) => Object.keys(module))) {
    assert.match(text, new RegExp(`\\*/\ndeclare function ${name}(\\$\\d+)?[<(]`), name);
  }
});

Deno.test("the bundle points at its declarations", async () => {
  const text = await Deno.readTextFile(new URL("sdk.js", DIST));
  assert.ok(text.startsWith('// @ts-self-types="./sdk.d.ts"\n'));
});

Deno.test("the package for editors has the bundle and its declarations", async () => {
  const { version } = JSON.parse(await Deno.readTextFile(new URL("../package.json", DIST)));
  const { stdout } = await new Deno.Command("tar", {
    args: ["tzf", new URL(`coral-sdk-${version}.tgz`, DIST).pathname],
  }).output();
  assert.deepEqual(new TextDecoder().decode(stdout).trim().split("\n").sort(), [
    "package/README.md",
    "package/dist/sdk.d.ts",
    "package/dist/sdk.js",
    "package/package.json",
  ]);
});
