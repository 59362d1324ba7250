// SPDX-License-Identifier: Apache-2.0

/** What a comment makes Deno or TypeScript load, with its place in the comment's text. */
export interface CommentReference {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
}

const QUOTED = String.raw`\s*=?\s*["']([^"']*)["']`;
const PATTERNS = [
  // /// <reference path="…" />, and types
  new RegExp(String.raw`<reference\b[^>]*?\b(?:path|types)${QUOTED}`, "gd"),
  // @deno-types="…", @ts-types="…", @ts-self-types="…"
  new RegExp(String.raw`@(?:deno|ts|ts-self)-types${QUOTED}`, "gd"),
  /@jsxImportSource(?:Types)?\s+(\S+)/gd,
  // JSDoc: {import("…")}, and @import … from "…"
  new RegExp(String.raw`\bimport\s*\(\s*["']([^"']*)["']`, "gd"),
  new RegExp(String.raw`@import\b[^"']*?["']([^"']*)["']`, "gd"),
  /[#@]\s*sourceMappingURL\s*=\s*(?!data:)(\S+)/gd,
];

/** Finds what is loaded because of a comment. */
export function commentReferences(text: string): CommentReference[] {
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      const [start, end] = match.indices![1]!;
      return { specifier: match[1]!, start, end };
    })
  );
}
