// What: imports a file by a deferred import.
// Expect: failed /Requires (read|all) access|not a dependency|Expected/
// @ts-ignore: a proposal
import defer * as later from "file://{{openCode}}";
say("ESCAPED", later.s);
