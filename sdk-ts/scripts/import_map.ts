// SPDX-License-Identifier: Apache-2.0

/** Versions that scripts written for another Coral may name; all mean the SDK that is here. */
const VERSIONS = ["0", "0.1", "0.1.0", "1", "1.0", "1.0.0"];
const RANGES = ["", "^", "~"];

/**
 * The import map of scripts, next to `sdk.js`. A key of an import map matches as a whole when it
 * is no http, https or file URL, so each version that is to be understood has to be listed.
 */
export function importMap(): { imports: Record<string, string> } {
  const versions = VERSIONS.flatMap((version) => RANGES.map((range) => `@${range}${version}`));
  const specifiers = [
    "@coral/sdk",
    ...["", "@*", "@latest", ...versions].map((version) => `jsr:@coral/sdk${version}`),
  ];
  return { imports: Object.fromEntries(specifiers.map((specifier) => [specifier, "./sdk.js"])) };
}
