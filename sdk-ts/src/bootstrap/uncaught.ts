// SPDX-License-Identifier: Apache-2.0

/** How an error that nobody caught is printed. */
export function describeUncaught(error: unknown, inPromise: boolean): string {
  const where = inPromise ? "Uncaught (in promise)" : "Uncaught";
  let text;
  try {
    text = Deno.inspect(error, { colors: false });
  } catch {
    text = "an error that cannot be shown";
  }
  return `error: ${where} ${text}\n`;
}
