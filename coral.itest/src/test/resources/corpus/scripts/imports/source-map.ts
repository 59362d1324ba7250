// What: names a file as its source map, which an error would have read.
// Expect: failed
throw new Error("broken on purpose");
//# sourceMappingURL=file://{{openFile}}
