// What: imports a file by a source-phase import.
// Expect: failed /source phase is unsupported/
// @ts-ignore: a proposal
import source wasm from "file://{{openFile}}";
say("ESCAPED", wasm);
