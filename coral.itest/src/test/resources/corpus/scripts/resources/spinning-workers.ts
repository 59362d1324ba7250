// What: spins on many threads at once.
// Expect: killed timeout
// Seconds: 3
const url = URL.createObjectURL(new Blob(["for (;;);"], { type: "text/javascript" }));
for (let i = 0; i < 4; i++) new Worker(url, { type: "module" });
await new Promise((r) => setTimeout(r, 60_000));
