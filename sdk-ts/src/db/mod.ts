// SPDX-License-Identifier: Apache-2.0
export { query, type QueryOptions, type QueryParam } from "./query.ts";
export type { Column, QueryResult, Row } from "./query_result.ts";
