// What: spells a path so that a check of text would not know it.
// Expect: refused /NotCapable|TypeError|NotFound|InvalidData|[Pp]ermission ?[Dd]enied/
const path = "{{openFile}}";
for (
  const spelling of [
    "/proc/self/root" + path,
    "/proc/self/cwd/../../../../../.." + path,
    "/dev/../" + path,
    "//" + path,
    path.replace("tmp", "tmp/./"),
    new URL("file://" + path),
    new URL("file://localhost" + path),
    path + "\0.txt",
    "{{socket}}/../../canary.txt",
    "{{socket}}/../sdk.sock/../../canary.txt",
  ]
) {
  await attempt(() => Deno.readTextFileSync(spelling));
}
