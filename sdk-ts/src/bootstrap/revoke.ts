// SPDX-License-Identifier: Apache-2.0

import type { Layer } from "./layer.ts";

/** Every permission that Deno knows. */
const NAMES = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;

/**
 * Gives up every permission for good.
 *
 * @param socket was granted by its path: checked again by it
 * @throws {Error} naming what is still granted
 */
export function revokeEverything(socket: string): Layer {
  for (const name of NAMES) {
    Deno.permissions.revokeSync({ name });
  }
  const probes: Deno.PermissionDescriptor[] = [
    ...NAMES.map((name) => ({ name })),
    { name: "read", path: socket },
    { name: "write", path: socket },
  ];
  const left = probes.filter((probe) => {
    const { state, partial } = Deno.permissions.querySync(probe);
    return state === "granted" || partial;
  });
  if (left.length > 0) {
    const names = [...new Set(left.map(({ name }) => name))].join(", ");
    throw new Error(`permissions could not be revoked: ${names}`);
  }
  return { name: "permissions", on: true, detail: "Deno's are all revoked" };
}
