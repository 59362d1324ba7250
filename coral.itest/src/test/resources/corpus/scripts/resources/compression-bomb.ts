// What: inflates a few bytes into gigabytes.
// Expect: failed /memory|exited with code/
// Memory: 96
const zeros = new Blob([new Uint8Array(8 << 20)]).stream().pipeThrough(
  new CompressionStream("gzip"),
);
const small = new Uint8Array(await new Response(zeros).arrayBuffer());
const kept: ArrayBuffer[] = [];
for (;;) {
  kept.push(
    await new Response(new Blob([small]).stream().pipeThrough(new DecompressionStream("gzip")))
      .arrayBuffer(),
  );
}
