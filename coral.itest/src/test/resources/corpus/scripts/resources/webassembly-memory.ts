// What: grows WebAssembly's memory.
// Expect: killed memory
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
for (let page = 0;; page += 160) {
  memory.grow(160);
  new Uint8Array(memory.buffer).fill(1, page << 16);
  await new Promise((r) => setTimeout(r, 1));
}
