// What: learns where it is from import.meta.
// Expect: harmless /^blob:/
say(import.meta.url);
say(import.meta.filename ?? "no file", import.meta.dirname ?? "no folder");
