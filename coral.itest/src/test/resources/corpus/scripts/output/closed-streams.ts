// What: closes its streams and runs on.
// Expect: killed timeout
// Seconds: 2
Deno.stdout.close();
Deno.stderr.close();
setInterval(() => {}, 1_000);
