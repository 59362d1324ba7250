// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { openLibc } from "../bootstrap/libc.ts";
import { versionOf } from "./landlock.ts";

const LIBRARIES = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"];
const LAUNCHER = new URL("./launcher.ts", import.meta.url).pathname;

const VERSION = ((): number => {
  const libc = openLibc();
  try {
    return versionOf(libc);
  } catch {
    return 0;
  } finally {
    libc.close();
  }
})();

/** By the system call, as Deno's own function opens a file to write first. */
const TRUNCATE = `
  const libc = Deno.dlopen("libc.so.6", { truncate: { parameters: ["buffer", "i64"], result: "i32" } });
  for (const path of Deno.args) {
    const result = libc.symbols.truncate(new TextEncoder().encode(path + "\\0"), 1n);
    console.log(result === 0 ? "cut" : "refused");
  }
`;

Deno.test({
  name: "only a file that may be written can be truncated",
  ignore: VERSION < 3,
  fn: async () => {
    const directory = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${directory}/write`);
      await Deno.mkdir(`${directory}/read`);
      const paths = ["write/own", "read/input", "elsewhere"].map((name) => `${directory}/${name}`);
      await Promise.all(paths.map((path) => Deno.writeTextFile(path, "text")));
      await Deno.writeTextFile(`${directory}/read/truncate.ts`, TRUNCATE);

      const output = await confined(directory, [`${directory}/read/truncate.ts`, ...paths]);

      assert.match(output.stderr, /layers on: .*landlock/);
      assert.equal(output.stdout, "cut\nrefused\nrefused\n", output.stderr);
      assert.deepEqual(
        await Promise.all(paths.map((path) => Deno.readTextFile(path))),
        ["t", "text", "text"],
      );
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  },
});

/** Runs a program as an agent that is not root has a check run. */
async function confined(
  directory: string,
  program: string[],
): Promise<{ stdout: string; stderr: string }> {
  const flags = ["run", "-A", "--quiet", "--no-config", "--no-lock"];
  const environment = { DENO_DIR: `${directory}/write`, NO_COLOR: "1" };
  const launch = {
    command: [Deno.execPath(), ...flags, ...program],
    environment,
    paths: {
      run: [...LIBRARIES, await Deno.realPath(Deno.execPath())],
      read: [`${directory}/read`],
      write: [`${directory}/write`],
    },
    directory: `${directory}/write`,
    cpuSeconds: 60,
    fileBytes: 2 ** 26,
    openFiles: 256,
    memoryBytes: 2 ** 31,
  };
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...flags, LAUNCHER, JSON.stringify(launch)],
    cwd: `${directory}/write`,
    clearEnv: true,
    env: environment,
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { stdout: text(stdout), stderr: text(stderr) };
}
