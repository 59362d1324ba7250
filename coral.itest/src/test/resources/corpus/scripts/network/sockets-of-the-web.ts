// What: opens a WebSocket, an EventSource, WebTransport and XMLHttpRequest.
// Expect: refused /NotCapable|ReferenceError|not defined|not a constructor|Unstable|closed|TypeError|[Pp]ermission ?[Dd]enied/
await attempt(() => {
  const socket = new WebSocket("ws://127.0.0.1:{{tcp}}/");
  return new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onclose = () => reject(new Error("closed"));
    socket.onerror = () => reject(new Error("closed"));
  });
});
// deno-lint-ignore no-explicit-any -- some are unstable
const web = globalThis as any;
await attempt(() => new web.WebSocketStream("ws://127.0.0.1:{{tcp}}/").opened);
await attempt(() => new web.WebTransport("https://127.0.0.1:{{tcp}}/").ready);
await attempt(() => new web.XMLHttpRequest());
await attempt(() => {
  const source = new EventSource("http://127.0.0.1:{{tcp}}/");
  return new Promise((resolve, reject) => {
    source.onopen = resolve;
    source.onerror = () => {
      source.close();
      reject(new Error("closed"));
    };
  });
});
