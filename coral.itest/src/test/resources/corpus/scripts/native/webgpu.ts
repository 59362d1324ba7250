// What: loads the host's graphics driver.
// Expect: harmless /^(refused|answered|undefined|null)/
// deno-lint-ignore no-explicit-any -- unstable
const gpu = (navigator as any).gpu;
if (gpu === undefined) say("undefined");
else await ask(() => gpu.requestAdapter());
