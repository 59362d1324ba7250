// What: reads what every Linux machine has.
// Expect: refused /NotCapable: Requires (read|all) access|[Pp]ermission ?[Dd]enied/
for (const path of ["/etc/passwd", "/etc/shadow", "/etc/hostname", "/root/.ssh/id_rsa"]) {
  await attempt(() => Deno.readTextFile(path));
}
