// What: reads the environment by Node's API.
// Expect: harmless
const process = (await import("node:process")).default;
await ask(() => process.env.CORAL_CANARY);
await ask(() => ({ ...process.env }));
await ask(() => process.loadEnvFile?.("{{openFile}}"));
