// What: looks for blobs of other executions by the names they would have.
// Expect: refused /TypeError|NetworkError|not found|NotCapable|Blob|[Pp]ermission ?[Dd]enied/
for (let i = 0; i < 3; i++) {
  await attempt(() => fetch(`blob:null/${crypto.randomUUID()}`).then((r) => r.text()));
}
