// What: imports a file by a source-phase import.
// Expect: failed /Requires (read|all) access|not a dependency|Expected|wasm/
// @ts-ignore: a proposal
import source wasm from "file://{{openFile}}";
say("ESCAPED", wasm);
