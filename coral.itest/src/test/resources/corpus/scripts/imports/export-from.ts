// What: names a file by export … from.
// Expect: failed /Requires (read|all) access|not a dependency/
export { s } from "file://{{openCode}}";
say("ESCAPED", "loaded");
