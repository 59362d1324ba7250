// SPDX-License-Identifier: Apache-2.0

/** As much of V8's call site as is needed. */
export interface CallSite {
  getFileName(): string | null;
  toString(): string;
}

/** Frames of these files say nothing to a script's author. */
export interface StackNames {
  /** The blob that the script was loaded from. */
  readonly url: string;
  /** The user's name for it. */
  readonly fileName: string;
  /** The SDK and the bootstrap, as URLs and as paths. */
  readonly hidden: readonly string[];
}

/**
 * A stack as V8 writes it, with the script's own name and without the SDK's and Deno's frames, so
 * that a logged error leads to the user's line.
 */
export function formatStack(
  error: unknown,
  sites: readonly CallSite[],
  { url, fileName, hidden }: StackNames,
): string {
  const users = sites.filter((site) => {
    const file = site.getFileName() ?? "";
    return !file.startsWith("ext:") && !hidden.includes(file);
  });
  const frames = (users.length > 0 ? users : sites).map((site) =>
    "\n    at " + site.toString().replaceAll(url, fileName)
  );
  return header(error) + frames.join("");
}

/** "Name: message", for whatever has a stack captured. */
function header(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
