// SPDX-License-Identifier: Apache-2.0
import type { Welcome } from "../../target/gen/coral/sdk/v1/frame_pb.ts";

/** What a script may know about its own execution. */
export interface Context {
  /** This run of the script. */
  readonly executionId: string;
  /** The script, whatever its version. */
  readonly scriptId: string;
  readonly scriptName: string;
  readonly version: number;
  readonly agentId: string;
  readonly agentVersion: string;
  readonly hostname: string;
  /** The agent's labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** A daemon may run for up to 24 hours, an ad hoc script answers one question. */
  readonly mode: "daemon" | "ad-hoc";
  /** What started it, such as `"manual"` or `"schedule"`. */
  readonly trigger: string;
  /** When the agent ends the script at the latest. */
  readonly deadline: Date;
  /** What the script was allowed beyond reading and emitting, such as `"probes"`. */
  readonly capabilities: readonly string[];
  /** What it was deployed or run with (`--arg NAME=VALUE`); a name that was not given is absent. */
  readonly args: Readonly<Record<string, string>>;
}

const filled: Partial<Context> = {};

/**
 * This execution: who runs where, and until when.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const { scriptName, version, hostname, deadline } = coral.context;
 * console.log(`${scriptName} v${version} on ${hostname} until ${deadline.toISOString()}`);
 * ```
 */
export const context: Context = filled as Context;

/** Once, by the session. */
export function fillContext({ agentVersion, execution }: Welcome): void {
  Object.assign(filled, {
    executionId: execution?.executionId ?? "",
    scriptId: execution?.scriptId ?? "",
    scriptName: execution?.scriptName ?? "",
    version: execution?.version ?? 0,
    agentId: execution?.agentId ?? "",
    agentVersion,
    hostname: execution?.hostname ?? "",
    labels: Object.freeze({ ...execution?.labels }),
    mode: execution?.mode ?? "",
    trigger: execution?.trigger ?? "",
    deadline: new Date(Number(execution?.deadlineUnixMs ?? 0n)),
    capabilities: Object.freeze([...execution?.capabilities ?? []]),
    args: Object.freeze({ ...execution?.args }),
  });
  Object.freeze(filled);
}
