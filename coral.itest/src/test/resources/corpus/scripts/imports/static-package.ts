// What: imports a package statically.
// Expect: failed /npm/
import chalk from "npm:chalk@5";
say("ESCAPED", chalk);
