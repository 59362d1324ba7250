// What: imports its own environment and memory map as text.
// Expect: failed /Requires (read|all) access|not a dependency/
import text from "file:///proc/self/maps" with { type: "text" };
say("ESCAPED", text);
