// What: reads memory by address.
// Expect: refused /NotCapable: Requires ffi access|NotCapable/
await attempt(() => Deno.UnsafePointer.of(new Uint8Array(8)));
await attempt(() => Deno.UnsafePointer.create(4096n));
await attempt(() => Deno.UnsafePointerView.getCString(Deno.UnsafePointer.create(4096n)!));
await attempt(() => new Deno.UnsafeCallback({ parameters: [], result: "void" }, () => {}));
