// What: starts two hundred workers, each with an engine of its own.
// Expect: failed /memory|limit|thread|panick|exited with code|Resource|EAGAIN/
// Expect-os: failed
// Memory: 128
const url = URL.createObjectURL(
  new Blob(["setInterval(() => {}, 1e6); postMessage(1)"], { type: "text/javascript" }),
);
for (let i = 0; i < 200; i++) {
  new Worker(url, { type: "module" });
  await new Promise((r) => setTimeout(r, 5));
}
await new Promise((r) => setTimeout(r, 20_000));
say("two hundred engines in 128 MB");
