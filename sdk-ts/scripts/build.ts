// SPDX-License-Identifier: Apache-2.0

// Writes dist/: what a distribution of Coral carries, and the package for editors.

import { build } from "esbuild";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { importMap } from "./import_map.ts";

const SPDX = "// SPDX-License-Identifier: Apache-2.0\n";

await Deno.mkdir("dist", { recursive: true });
await Promise.all([
  bundle("src/sdk.ts", "dist/sdk.js", `// @ts-self-types="./sdk.d.ts"\n${SPDX}`),
  bundle("src/bootstrap/bootstrap.ts", "dist/bootstrap.js", SPDX, ["@coral/sdk", "node:*"]),
  bundle("src/launch/launcher.ts", "dist/launcher.js", SPDX),
  bundle("src/validate/import-gate.ts", "dist/import-gate.js", SPDX),
]);
await Deno.writeTextFile("dist/sdk.d.ts", SPDX + await declarations("src/mod.ts"));
await Deno.writeTextFile("dist/import_map.json", JSON.stringify(importMap(), null, 2) + "\n");
await pack();

async function bundle(
  entry: string,
  outfile: string,
  banner: string,
  external: string[] = [],
): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    external,
    banner: { js: banner.trimEnd() },
    bundle: true,
    minify: true,
    keepNames: true,
    legalComments: "none",
    format: "esm",
    platform: "neutral",
    target: "esnext",
    logLevel: "warning",
  });
}

async function declarations(input: string): Promise<string> {
  const bundle = await rollup({ input, plugins: [dts({ tsconfig: "scripts/dts.tsconfig.json" })] });
  const { output: [{ code }] } = await bundle.generate({ format: "es" });
  return withoutAliases(code);
}

/** Lets namespaces export what is declared, as an editor shows no documentation of an alias. */
function withoutAliases(code: string): string {
  const targets = new Map<string, string>();
  const aliases =
    /^(?:type (mod\S*_\w+)(?:<.*>)? = ([\w$]+)(?:<.*>)?|declare const (mod\S*_\w+): typeof ([\w$]+));\n/gm;
  const declared = code.replace(aliases, (_, type, typed, value, valued) => {
    targets.set(type ?? value, typed ?? valued);
    return "";
  });
  return declared.replace(/\b(mod[\w$]*_\w+) as (\w+)/g, (_, alias, name) => {
    const target = targets.get(alias)!;
    return target === name ? name : `${target} as ${name}`;
  });
}

async function pack(): Promise<void> {
  const { success } = await new Deno.Command("npm", {
    args: ["pack", "--silent", "--pack-destination", "dist"],
    stdout: "null",
  }).output();
  if (!success) {
    throw new Error("npm pack failed");
  }
}
