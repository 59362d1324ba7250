// What: replaces functions of the SDK and what it tells about the execution.
// Expect: refused /TypeError/
// deno-lint-ignore no-explicit-any -- it is read-only
const sdk: any = await import("@coral/sdk");
await attempt(() => {
  "use strict";
  sdk.emit = () => {};
});
await attempt(() => {
  "use strict";
  sdk.context.executionId = "00000000-0000-7000-8000-000000000000";
  return sdk.context.executionId;
});
await attempt(() => {
  "use strict";
  sdk.context.capabilities.push("probes");
});
