// SPDX-License-Identifier: Apache-2.0
import { importMap } from "../../scripts/import_map.ts";

const SDK = new Set(Object.keys(importMap().imports));
const STD = /^@std\/[a-z0-9][a-z0-9-]*(?:\/[A-Za-z0-9_.-]+)*$/;

/** Why a script may not import this; null when it may. */
export function refusal(specifier: string): string | null {
  if (SDK.has(specifier) || (STD.test(specifier) && !specifier.split("/").includes(".."))) {
    return null;
  }
  const quoted = JSON.stringify(specifier.length > 200 ? specifier.slice(0, 200) + "…" : specifier);
  if (specifier.startsWith("jsr:@coral/sdk@")) {
    return `${quoted} names a version that is not here: import "@coral/sdk"`;
  }
  return `${quoted} may not be imported: scripts import "@coral/sdk" (or "jsr:@coral/sdk") and ` +
    `"@std/…", nothing else`;
}
