// What: has the runtime's own threads compute for it.
// Expect: killed timeout
// Seconds: 3
const crypto_ = await import("node:crypto");
const again = () => crypto_.pbkdf2("x", "y", 10_000_000, 64, "sha512", again);
for (let i = 0; i < 16; i++) again();
