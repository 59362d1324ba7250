// What: swallows rejections and makes new ones for ever.
// Expect: killed timeout
// Seconds: 3
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  setTimeout(() => void Promise.reject(1), 0);
}, { capture: true });
setInterval(() => {}, 10);
