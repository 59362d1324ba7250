// What: compiles a source of a size that no person writes.
// Expect: failed /memory|Maximum|Invalid|exited|SyntaxError|RangeError/
const text = "[" + "[],".repeat(30_000_000) + "]";
new Function("return " + text)();
throw new RangeError("compiled");
