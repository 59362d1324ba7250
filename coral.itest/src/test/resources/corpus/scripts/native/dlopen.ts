// What: opens native libraries.
// Expect-os: harmless
// Expect: refused /NotCapable: Requires ffi access|NotCapable|[Pp]ermission ?[Dd]enied/
for (
  const library of [
    "libc.so.6",
    "/lib/x86_64-linux-gnu/libc.so.6",
    "{{distribution}}/native/libduckdb_java.so",
  ]
) {
  await ask(() => Deno.dlopen(library, {}));
}
