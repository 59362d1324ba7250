// What: replaces console, JSON and Promise to hide or forge what is reported.
// Expect: harmless /^hello$/
import { emit } from "@coral/sdk";
const { log } = console;
JSON.stringify = () => `{"forged":true}`;
console.log = () => {};
Promise.prototype.then = Promise.prototype.then.bind(Promise.resolve());
try {
  void emit("forged", {}).catch(() => {});
} catch { /* its own fault */ }
log("hello");
setTimeout(() => Deno.exit(0), 300);
