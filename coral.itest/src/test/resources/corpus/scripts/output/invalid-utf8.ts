// What: writes bytes that are not text.
// Expect: harmless /^end$/
Deno.stdout.writeSync(new Uint8Array([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x0a]));
Deno.stdout.writeSync(crypto.getRandomValues(new Uint8Array(60_000)));
console.log("\nend");
