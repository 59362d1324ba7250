// What: imports a file as JSON.
// Expect: failed /Requires (read|all) access|not a dependency/
import json from "file://{{openJson}}" with { type: "json" };
say("ESCAPED", json);
