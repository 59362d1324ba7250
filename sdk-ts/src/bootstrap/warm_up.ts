// SPDX-License-Identifier: Apache-2.0

/**
 * Does once what a script may do, as long as files can be read: gets the transpiler and node's
 * globals ready, reads the time zone, opens Deno's own channel for signals. Deno would end the
 * process with a panic where some of it failed later.
 */
export async function warmUp(): Promise<void> {
  await import("node:process");
  const blob = new Blob(["export const n: number = 1;"], { type: "application/typescript" });
  const url = URL.createObjectURL(blob);
  try {
    await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
  new Date().getTimezoneOffset();
  new Intl.DateTimeFormat().format();
  Deno.inspect({});
  const ignore = (): void => {};
  Deno.addSignalListener("SIGWINCH", ignore);
  Deno.removeSignalListener("SIGWINCH", ignore);
}
