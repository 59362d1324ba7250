// What: asks for its permissions back.
// Expect: refused /still (denied|prompt)/
// Expect-os: harmless
for (const name of ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const) {
  const { state } = await Deno.permissions.request({ name });
  if (state === "granted") say("answered:", name);
  else refused(new Error("still " + state));
}
