// What: imports another script's source as a module.
// Expect: failed /Requires (read|all) access|not a dependency/
import { s } from "file://{{openCode}}";
say("ESCAPED", s);
