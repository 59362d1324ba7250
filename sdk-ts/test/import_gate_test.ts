// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";

const GATE = new URL("../dist/import-gate.js", import.meta.url).href;
const NOTHING_ELSE = /^".*" may not be imported: scripts import "@coral\/sdk".* nothing else$/;
const PLAIN = /^an import must name its module in a plain string/;

interface Finding {
  line: number;
  column: number;
  message: string;
}

/** Lints as the colony does: nothing but the gate, and no directive that could switch it off. */
async function gate(code: string): Promise<Finding[]> {
  const directory = await Deno.makeTempDir();
  try {
    const config = { lint: { plugins: [GATE], rules: { tags: [] } } };
    await Deno.writeTextFile(`${directory}/deno.json`, JSON.stringify(config));
    const neutral = code.replaceAll("deno-lint-ignore", "deno_lint_ignore");
    await Deno.writeTextFile(`${directory}/gate.ts`, neutral);
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["lint", "--json", "--config", `${directory}/deno.json`, `${directory}/gate.ts`],
      stderr: "null",
    }).output();
    const { diagnostics, errors } = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual(errors, []);
    return diagnostics.map((
      { range, message, code }: {
        range: { start: { line: number; col: number } };
        message: string;
        code: string;
      },
    ) => {
      assert.equal(code, "coral/import-gate");
      return { line: range.start.line, column: range.start.col + 1, message };
    });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("lets through what scripts may import", async () => {
  assert.deepEqual(
    await gate(`
      import * as coral from "@coral/sdk";
      import { db } from "jsr:@coral/sdk";
      import type { Span } from 'jsr:@coral/sdk@^1';
      import { join } from "@std/path";
      import { dirname } from "@std/path/posix";
      export type { Row } from "@coral/sdk";
      const late = await import("@std/async");
      const plain = await import(\`@std/fmt\`);
      type Context = import("@coral/sdk").Context;
      // mentions import x from "npm:y" and require("fs") in words only
      const text = 'import "npm:z"';
      declare global { interface Window { x: number } }
      namespace Inner { export const a = 1; }
    `),
    [],
  );
});

Deno.test("refuses everything else, with specifier, line and column", async () => {
  const lines: [code: string, specifier: string | null][] = [
    [`import a from "npm:lodash";`, "npm:lodash"],
    [`import type { B } from "https://example.com/b.ts";`, "https://example.com/b.ts"],
    [`import "./side_effect.ts";`, "./side_effect.ts"],
    [`import c from "/etc/hostname" with { type: "text" };`, "/etc/hostname"],
    [`import d from "\\u006eode:vm";`, "node:vm"],
    [`import defer * as e from "./deferred.ts";`, "./deferred.ts"],
    [`import f from "jsr:@std/path";`, "jsr:@std/path"],
    [`import g from "@std/../g.ts";`, "@std/../g.ts"],
    [`import h from "@std";`, "@std"],
    [`import i from "@coral/sdk/../i.ts";`, "@coral/sdk/../i.ts"],
    [`export * from "file:///etc/hostname";`, "file:///etc/hostname"],
    [`export * as j from "node:fs";`, "node:fs"],
    [`export { k } from "data:text/javascript,1";`, "data:text/javascript,1"],
    [`await import("blob:null/x");`, "blob:null/x"],
    ["await import(`node:os`);", "node:os"],
    ["await import(`node:${'os'}`);", null],
    ["const l = 'node:os'; await import(l);", null],
    ["await import('node:' + 'os');", null],
    [`type M = import("./m.ts").M;`, "./m.ts"],
    [`import n = require("fs");`, "fs"],
    [`declare module "npm:o" {}`, "npm:o"],
    [`/// <reference path="/etc/hostname" />`, "/etc/hostname"],
    [`/// <reference types="npm:@types/node" />`, "npm:@types/node"],
    [`// @deno-types="/etc/shadow"`, "/etc/shadow"],
    [`// @ts-types="/etc/shadow"`, "/etc/shadow"],
    [`/** @jsxImportSource https://esm.sh/preact */`, "https://esm.sh/preact"],
    [`/** {@link import("/etc/passwd")} */`, "/etc/passwd"],
  ];
  const code = ["// deno-lint-ignore-file", ...lines.map(([line]) => `const ü = "🐚"; ${line}`)]
    .map((line) => line.replace(/^const ü = "🐚"; (?=import|export|\/|declare)/, "")).join("\n");
  const findings = await gate(code);
  assert.deepEqual(findings.map(({ line }) => line), lines.map((_, index) => index + 2));
  const source = code.split("\n");
  findings.forEach(({ line, column, message }, index) => {
    const specifier = lines[index]![1];
    assert.match(message, specifier === null ? PLAIN : NOTHING_ELSE);
    if (specifier !== null) {
      assert.ok(message.startsWith(JSON.stringify(specifier)), message);
      const at = [...source[line - 1]!].slice(column - 1).join(""); // columns count code points
      assert.match(at, /^(["'`\\]|import\(|require\(|\/etc|npm:|https:)/, `${message} at ${at}`);
    }
  });
});

Deno.test("names the plain specifier for a version that is not here", async () => {
  const [finding] = await gate(`import * as coral from "jsr:@coral/sdk@77";`);
  assert.deepEqual(finding, {
    line: 1,
    column: 24,
    message: '"jsr:@coral/sdk@77" names a version that is not here: import "@coral/sdk"',
  });
});
