// What: debugs itself to read variables of the bootstrap.
// Expect-os: harmless
// Expect: refused /NotCapable|Requires|ERR_|Error|[Pp]ermission ?[Dd]enied/
const inspector = await import("node:inspector");
await ask(() =>
  new Promise((resolve, reject) => {
    const session = new inspector.Session();
    session.connect();
    session.post("Runtime.evaluate", { expression: "1" }, (error: unknown, got: unknown) =>
      error ? reject(error) : resolve(got));
  })
);
