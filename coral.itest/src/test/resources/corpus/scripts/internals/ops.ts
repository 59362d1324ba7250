// What: calls Deno's operations directly, past the checks of its JavaScript.
// Expect: refused /NotCapable|Requires|TypeError|not a function|no op|expected|BadResource|Error|out of reach|[Pp]ermission ?[Dd]enied/
const core = denoCore();
const { ops } = core;
await attempt(() => ops.op_fs_read_file_sync("{{openFile}}", 0));
await attempt(() => ops.op_fs_read_file_text_sync("{{openFile}}", 0));
await attempt(() => ops.op_fs_open_sync("{{openFile}}", {}));
await attempt(() =>
  ops.op_node_fs_exists_sync("{{openFile}}") || Promise.reject(new Error("not there"))
);
await attempt(() => ops.op_require_read_file("{{openFile}}"));
await attempt(() =>
  ops.op_require_stat("{{openFile}}") === 0 ? "there" : Promise.reject(new Error("not there"))
);
await attempt(() => ops.op_net_connect_tcp({ hostname: "127.0.0.1", port: Number("{{tcp}}") }));
await attempt(() => ops.op_net_connect_unix("{{socket}}"));
await attempt(() => ops.op_spawn_sync({ cmd: "/usr/bin/touch", args: ["{{child}}"] }, "x"));
await attempt(() =>
  ops.op_napi_open("{{distribution}}/native/libduckdb_java.so", globalThis, Uint8Array, () => {})
);
await attempt(() => ops.op_ffi_load({ path: "libc.so.6", symbols: {} }));
await attempt(() =>
  ops.op_exec_path() && Promise.reject(new Error("op_exec_path tells only where Deno is"))
);
