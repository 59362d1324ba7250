// What: fetches through a proxy and with certificates of its own.
// Expect: refused /NotCapable|TypeError|Unstable|not a function|[Pp]ermission ?[Dd]enied/
await attempt(() =>
  fetch("http://example.com/", {
    // deno-lint-ignore no-explicit-any -- unstable
    client: (Deno as any).createHttpClient({ proxy: { url: "http://127.0.0.1:{{tcp}}" } }),
  } as RequestInit)
);
