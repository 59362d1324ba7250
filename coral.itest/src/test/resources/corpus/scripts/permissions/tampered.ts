// What: replaces what Deno's permission checks might call.
// Expect: refused /NotCapable|Requires|[Pp]ermission ?[Dd]enied/
Object.defineProperty(Deno.permissions, "querySync", { value: () => ({ state: "granted" }) });
Object.defineProperty(Object.prototype, "granted", { value: true, configurable: true });
Object.defineProperty(Array.prototype, "includes", { value: () => true });
String.prototype.startsWith = () => true;
await attempt(() => Deno.readTextFileSync("{{openFile}}"));
await attempt(() => Deno.readTextFileSync({ toString: () => "{{openFile}}" } as unknown as string));
let reads = 0;
await attempt(() =>
  Deno.readTextFileSync({
    get href() {
      return reads++ ? "file://{{openFile}}" : "file:///x";
    },
  } as unknown as URL)
);
