// What: calls methods that are not there, or are the agent's own.
// Expect: harmless /^(answered|refused|unreachable)/
// deno-lint-ignore no-explicit-any -- in no declaration
const sdk: any = await import("@coral/sdk");
const names = Object.keys(sdk).filter((name) => name.startsWith("__"));
say(names.length === 0 ? "unreachable" : `unreachable but for ${names}`);
