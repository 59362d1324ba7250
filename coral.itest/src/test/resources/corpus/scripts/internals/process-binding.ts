// What: reaches Node's internal bindings.
// Expect: refused /NotCapable|Requires|not|ERR_|Error|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- types differ
const process: any = (await import("node:process")).default;
for (const name of ["fs", "spawn_sync", "process_wrap", "tcp_wrap", "pipe_wrap"]) {
  await attempt(() => {
    const binding = process.binding(name);
    const open = binding.open ?? binding.spawn;
    if (open === undefined) throw new Error("nothing there that is not elsewhere");
    return open("{{openFile}}", 0, 0o666);
  });
}
