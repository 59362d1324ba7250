// What: reaches the bootstrap's own objects through stack traces and callers.
// Expect: harmless /^reached nothing$/
let reached: unknown;
const before = Error.prepareStackTrace;
Error.prepareStackTrace = (_error, sites) => {
  // deno-lint-ignore no-explicit-any -- V8's call sites
  for (const site of sites as any[]) {
    const found = site.getFunction?.() ?? site.getThis?.();
    if (found && found !== globalThis && String(found).includes("token")) reached = found;
  }
  return "";
};
void new Error().stack;
Error.prepareStackTrace = before;
say(reached === undefined ? "reached nothing" : "ESCAPED");
