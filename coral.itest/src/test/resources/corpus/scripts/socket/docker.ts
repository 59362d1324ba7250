// What: talks to the container engine and the system bus.
// Expect: refused /NotCapable: Requires (net|read|write) access|[Pp]ermission ?[Dd]enied/
for (
  const path of [
    "/var/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/dbus/system_bus_socket",
    "\0coral",
  ]
) {
  await attempt(() => Deno.connect({ transport: "unix", path }));
}
