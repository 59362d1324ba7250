// What: leaves something in the runtime for the next execution.
// Expect: harmless /^clean$/
// Runs: 2
// deno-lint-ignore no-explicit-any -- of its own making
const own = globalThis as any;
say(
  own.left === undefined && (Object.prototype as { left?: string }).left === undefined
    ? "clean"
    : "ESCAPED",
);
own.left = "{{mark}}";
(Object.prototype as { left?: string }).left = "{{mark}}";
