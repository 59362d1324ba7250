// SPDX-License-Identifier: Apache-2.0

/** Has statements that nest, for which the transpiler asks how large its thread's stack is. */
const SCRIPT = `
export function fail(n: number): Error {
  if (n === 1) {
    const code = (n as unknown) === undefined ? "" : \`\${n}\`;
    return new Error(code);
  }
  return fail(n - 1);
}
`;

/**
 * Does once what a script may do, as long as files can be read: gets the transpiler and node's
 * globals ready, reads the time zone, opens Deno's own channel for signals. Deno would end the
 * process with a panic where some of it failed later.
 */
export async function warmUp(): Promise<void> {
  await import("node:process");
  const blob = new Blob([SCRIPT], { type: "application/typescript" });
  const url = URL.createObjectURL(blob);
  try {
    const { fail } = await import(url);
    Deno.inspect(fail(1));
  } finally {
    URL.revokeObjectURL(url);
  }
  new Date().getTimezoneOffset();
  new Intl.DateTimeFormat().format();
  Deno.memoryUsage();
  const ignore = (): void => {};
  Deno.addSignalListener("SIGWINCH", ignore);
  Deno.removeSignalListener("SIGWINCH", ignore);
}
