// What: finds the agent's connection among Deno's resources and speaks raw frames on it.
// Expect: harmless /^(answered|refused)/
// deno-lint-ignore no-explicit-any -- not in Deno's types
const core = (Deno as any)[(Deno as any).internal].core;
await ask(() => core.resources());
await ask(() => {
  for (const rid of Object.keys(core.resources()).map(Number)) {
    if (rid > 2) core.close(rid);
  }
});
