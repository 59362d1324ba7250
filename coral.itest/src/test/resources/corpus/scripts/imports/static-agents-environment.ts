// What: imports the environment of the agent's process as text.
// Expect: failed /Requires (read|all) access|not a dependency/
import text from "file:///proc/{{pid}}/environ" with { type: "text" };
say("ESCAPED", text);
