// What: writes a frame of nonsense on every descriptor that is not a standard stream.
// Expect: harmless
// Expect-os: harmless
const core = denoCore();
for (let rid = 3; rid < 32; rid++) {
  await ask(() => core.writeAll(rid, new Uint8Array([255, 255, 255, 127, 1, 2, 3])));
}
