// What: writes lines as fast as it can.
// Expect: throttled lines /^x$/
// Seconds: 60
const lines = new TextEncoder().encode("x\n".repeat(30_000));
for (let i = 0; i < 10; i++) {
  for (let at = 0; at < lines.length;) at += Deno.stdout.writeSync(lines.subarray(at));
}
