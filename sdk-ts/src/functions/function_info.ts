// SPDX-License-Identifier: Apache-2.0
import type { Function as WireFunction } from "../../target/gen/coral/sdk/v1/methods_pb.ts";

/** A function of a service, as the agent found it in the running program. */
export interface FunctionInfo {
  service: string;
  name: string;
  /** Library, executable or package. */
  module: string;
  file: string;
  /** 0 when it is not known. */
  line: number;
  language: string;
  /** In hexadecimal, such as `"0x4a2f10"`; empty when it is not known. */
  address: string;
}

/** As scripts see it. */
export function toFunctionInfo(wire: WireFunction): FunctionInfo {
  const { service, name, module, file, line, language, address } = wire;
  return {
    service,
    name,
    module,
    file,
    line,
    language,
    address: address === 0n ? "" : `0x${address.toString(16)}`,
  };
}
