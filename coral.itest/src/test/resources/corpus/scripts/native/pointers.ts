// What: reads memory by address.
// Expect-os: harmless or failed
// Expect: refused /NotCapable: Requires ffi access|NotCapable|[Pp]ermission ?[Dd]enied/
await ask(() => Deno.UnsafePointer.of(new Uint8Array(8)));
await ask(() => Deno.UnsafePointer.create(4096n));
await ask(() => Deno.UnsafePointerView.getCString(Deno.UnsafePointer.create(4096n)!));
await ask(() => new Deno.UnsafeCallback({ parameters: [], result: "void" }, () => {}));
