// What: imports a file as bytes.
// Expect: failed /Requires (read|all) access|not a dependency|Unstable|unstable|Unsupported|not supported/
import bytes from "file://{{openFile}}" with { type: "bytes" };
say("ESCAPED", bytes);
