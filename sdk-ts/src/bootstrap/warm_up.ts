// SPDX-License-Identifier: Apache-2.0

/**
 * Does once what a script is going to do: loads TypeScript from memory, which gets the transpiler
 * ready, and asks for what is read from a file at its first use, the time zone.
 */
Object.defineProperty(Deno, "execPath", { value: () => "/deno" });
export async function warmUp(): Promise<void> {
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
  await import("node:process");
  const ignore = (): void => {};
  Deno.addSignalListener("SIGWINCH", ignore); // makes Deno's channel for signals
  Deno.removeSignalListener("SIGWINCH", ignore);
}
