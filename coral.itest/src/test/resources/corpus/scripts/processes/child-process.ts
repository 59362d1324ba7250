// What: starts commands by node:child_process, in the forms whose quoting was broken before (CVE-2026-27190).
// Expect: refused /NotCapable|ERR_ACCESS|Requires|EACCES|EPERM|ENOENT|[Pp]ermission ?[Dd]enied/
const child = await import("node:child_process");
await attempt(() => child.execSync("touch {{child}}"));
await attempt(() => child.execFileSync("/usr/bin/touch", ["{{child}}"]));
await attempt(() => {
  const ran = child.spawnSync("true", [
    "`touch {{child}}`",
    "$(touch {{child}})",
    "; touch {{child}}",
  ], { shell: true });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Error("EACCES: ended with " + ran.status);
  return ran;
});
await attempt(() =>
  new Promise((resolve, reject) => {
    child.exec("touch {{child}}", (error: unknown, out: string) =>
      error ? reject(error) : resolve(out));
  })
);
