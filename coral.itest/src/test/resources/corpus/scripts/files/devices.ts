// What: opens devices.
// Expect: refused /NotCapable: Requires (all|read|write) access|[Pp]ermission ?[Dd]enied/
for (const device of ["null", "zero", "tty", "mem", "sda", "kmsg", "fuse", "kvm", "shm"]) {
  await attempt(() => Deno.openSync("/dev/" + device, { read: true }));
}
await attempt(() => Deno.openSync("/dev/null", { write: true }));
