// What: reads descriptors by their number through node:fs.
// Expect: refused /EBADF|NotCapable|ERR_|EINVAL|EAGAIN|ESPIPE|[Pp]ermission ?[Dd]enied/
const fs = await import("node:fs");
for (let fd = 3; fd < 64; fd++) {
  await attempt(() => {
    const got = fs.readSync(fd, new Uint8Array(64));
    fs.fstatSync(fd);
    return [fd, got];
  });
}
