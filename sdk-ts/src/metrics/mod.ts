// SPDX-License-Identifier: Apache-2.0
export { get, type MetricOptions, type MetricPoint } from "./get.ts";
export { getErrorRate } from "./get_error_rate.ts";
export { getP50 } from "./get_p50.ts";
export { getP95 } from "./get_p95.ts";
export { getP99 } from "./get_p99.ts";
export { getPercentile } from "./get_percentile.ts";
export { getRequestRate } from "./get_request_rate.ts";
export { services } from "./services.ts";
export type { WindowOptions } from "./window.ts";
