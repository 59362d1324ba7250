// What: names a file as its source map, which an error would have read.
// Expect: failed /broken on purpose/
throw new Error("broken on purpose");
//# sourceMappingURL=file://{{openFile}}
