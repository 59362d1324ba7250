// What: imports a file as text.
// Expect: failed /Requires (read|all) access|not a dependency/
import text from "file://{{openFile}}" with { type: "text" };
say("ESCAPED", text);
