// SPDX-License-Identifier: Apache-2.0
export type { FunctionInfo } from "./function_info.ts";
export { get } from "./get.ts";
export { list } from "./list.ts";
