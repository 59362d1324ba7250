// What: floods both streams at once with long lines.
// Expect: throttled lines
// Seconds: 60
const line = "y".repeat(20_000);
for (let i = 0; i < 3_000; i++) {
  console.log(line);
  console.error(line);
}
