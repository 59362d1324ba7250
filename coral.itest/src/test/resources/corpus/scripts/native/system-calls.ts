// What: calls the kernel through the C library, past everything that is Deno's.
// Expect: refused /NotCapable|[Pp]ermission ?[Dd]enied/
// Expect-os: refused /the kernel refused|NotCapable/
const text = (value: string) => new TextEncoder().encode(value + "\0");
const int = (parameters: Deno.NativeType[]) => ({ parameters, result: "i32" } as const);
async function call(name: string, parameters: Deno.NativeType[], ...values: unknown[]) {
  await attempt(() => {
    // deno-lint-ignore no-explicit-any -- one symbol, whatever its types
    const libc: any = Deno.dlopen("libc.so.6", { [name]: int(parameters) });
    const got = libc.symbols[name](...values);
    if (got < 0) throw new Error("the kernel refused " + name);
    return `${name} gave ${got}`;
  });
}
await call("open", ["buffer", "i32"], text("{{openFile}}"), 0);
await call("open", ["buffer", "i32"], text("/proc/{{pid}}/environ"), 0);
await call("creat", ["buffer", "i32"], text("/tmp/{{mark}}.native"), 0o666);
await call("socket", ["i32", "i32", "i32"], 2, 1, 0);
await call("socket", ["i32", "i32", "i32"], 16, 3, 0);
await call("fork", []);
await call("setuid", ["u32"], 0);
await call("chroot", ["buffer"], text("/"));
await call("unshare", ["i32"], 0x10000000);
await call("kill", ["i32", "i32"], Number("{{pid}}"), 0);
await call("ptrace", ["i64", "i32", "pointer", "pointer"], 16n, Number("{{pid}}"), null, null);
await call(
  "mount",
  ["buffer", "buffer", "buffer", "u64", "pointer"],
  text("x"),
  text("/"),
  text("tmpfs"),
  0n,
  null,
);
await call("memfd_create", ["buffer", "u32"], text("x"), 0);
