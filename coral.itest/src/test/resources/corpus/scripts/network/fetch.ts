// What: fetches from the agent, from outside and from files.
// Expect: refused /NotCapable|TypeError|[Pp]ermission ?[Dd]enied/
await attempt(() => fetch("http://127.0.0.1:{{tcp}}/"));
await attempt(() =>
  fetch("http://127.0.0.1:{{tcp}}/", { method: "POST", body: "x", redirect: "manual" })
);
await attempt(() => fetch("{{otlp}}/v1/traces", { method: "POST", body: "{}" }));
await attempt(() => fetch("http://{{agent}}/"));
await attempt(() => fetch("http://169.254.169.254/latest/meta-data/"));
await attempt(() => fetch("https://example.com/"));
await attempt(() => fetch("file://{{openFile}}").then((response) => response.text()));
