// What: talks to the machine's hypervisor.
// Expect: failed /--unstable-vsock/
await attempt(() =>
  Deno.connect({ transport: "vsock", cid: 2, port: 9999 } as unknown as Deno.ConnectOptions)
);
await attempt(() =>
  Deno.listen({ transport: "vsock", cid: -1, port: 9999 } as unknown as Deno.ListenOptions)
);
