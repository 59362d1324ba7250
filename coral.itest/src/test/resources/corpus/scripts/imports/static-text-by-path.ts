// What: imports a file as text by its path.
// Expect: failed /not a dependency|Requires read access/
import text from "{{openFile}}" with { type: "text" };
say("ESCAPED", text);
