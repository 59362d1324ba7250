// What: writes one line of 200 MB.
// Expect: harmless /\[line cut\]/
// Seconds: 60
const chunk = new Uint8Array(1 << 20).fill(120);
for (let i = 0; i < 200; i++) {
  for (let at = 0; at < chunk.length;) at += Deno.stdout.writeSync(chunk.subarray(at));
}
console.log("");
