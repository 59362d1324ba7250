// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import {
  FileHashRequestSchema,
  FileHashResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireText } from "../session/require_text.ts";
import { unary } from "../session/unary.ts";

/** What a file on the agent's machine held. */
export interface FileHash {
  /** 64 hexadecimal digits, lower case. */
  sha256: string;
  /** Bytes. */
  size: number;
  /** When it was last changed. */
  modifiedAt: Date;
}

/**
 * The SHA-256 of a file on the agent's machine, to compare with those of other machines. The
 * content stays there. Only files that the operator lists in `script.file_hash_paths` of
 * `agent.yaml` are hashed, and none unless listed; where a symbolic link leads has to be listed too.
 *
 * @param path absolute, without `.` and `..`
 * @throws {CoralError} PERMISSION_DENIED for a path that is not listed or that the agent may not
 *   read, NOT_FOUND for a listed one that is not there, FAILED_PRECONDITION for anything but a
 *   regular file, LIMIT_EXCEEDED for one of more than 64 MB, INVALID_ARGUMENT for a relative path
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const { sha256, modifiedAt } = await coral.system.fileHash("/etc/payments/app.yaml");
 * await coral.emit("config", { sha256, changed: modifiedAt });
 * ```
 */
export async function fileHash(path: string, options: CallOptions = {}): Promise<FileHash> {
  const response = await unary(
    "system.fileHash",
    FileHashRequestSchema,
    { path: requireText(path, "path") },
    FileHashResponseSchema,
    options,
  );
  return {
    sha256: response.sha256,
    size: Number(response.size),
    modifiedAt: new Date(Number(response.modifiedUnixMs)),
  };
}
