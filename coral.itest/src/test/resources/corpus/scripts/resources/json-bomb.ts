// What: parses JSON that is nested a million deep.
// Expect: failed /Maximum call stack|RangeError|SyntaxError|memory/
JSON.parse("[".repeat(1_000_000) + "]".repeat(1_000_000));
JSON.stringify(JSON.parse("[".repeat(100_000) + "]".repeat(100_000)));
await new Promise((r) => setTimeout(r, 100));
throw new RangeError("parsed");
