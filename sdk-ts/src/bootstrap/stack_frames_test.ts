// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { type CallSite, formatStack } from "./stack_frames.ts";

const NAMES = { url: "blob:null/1", fileName: "alert.ts", hidden: ["/dist/sdk.js"] };

function site(file: string | null, text: string): CallSite {
  return { getFileName: () => file, toString: () => text };
}

Deno.test("names the script's file and leaves out the SDK's and Deno's frames", () => {
  const sites = [
    site("/dist/sdk.js", "query (/dist/sdk.js:1:2)"),
    site("blob:null/1", "ask (blob:null/1:3:4)"),
    site("ext:core/01_core.js", "tick (ext:core/01_core.js:1:1)"),
    site(null, "<anonymous>"),
  ];
  assert.equal(
    formatStack(new TypeError("no"), sites, NAMES),
    "TypeError: no\n    at ask (alert.ts:3:4)\n    at <anonymous>",
  );
});

Deno.test("keeps the frames where all of them are the SDK's", () => {
  const sites = [site("/dist/sdk.js", "read (/dist/sdk.js:1:2)")];
  assert.equal(
    formatStack(new Error("x"), sites, NAMES),
    "Error: x\n    at read (/dist/sdk.js:1:2)",
  );
});

Deno.test("heads the stack of whatever has one captured", () => {
  assert.equal(formatStack({ name: "Trace", message: "here" }, [], NAMES), "Trace: here");
  const hostile = {
    get name(): string {
      throw new Error("hidden");
    },
  };
  assert.equal(formatStack(hostile, [], NAMES), "Error");
});
