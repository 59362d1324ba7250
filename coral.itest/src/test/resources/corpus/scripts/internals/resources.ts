// What: finds the agent's connection among Deno's resources and speaks raw frames on it.
// Expect: harmless /^(answered|refused)/ or failed
const core = denoCore();
await ask(() => core.resources());
await ask(() => {
  for (const rid of Object.keys(core.resources()).map(Number)) {
    if (rid > 2) core.close(rid);
  }
});
