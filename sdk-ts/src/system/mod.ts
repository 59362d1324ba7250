// SPDX-License-Identifier: Apache-2.0
export { type FileHash, fileHash } from "./file_hash.ts";
export { type Cpu, getCPU } from "./get_cpu.ts";
export { getHost, type Host } from "./get_host.ts";
export { getMemory, type Memory } from "./get_memory.ts";
