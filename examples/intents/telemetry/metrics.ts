// SPDX-License-Identifier: Apache-2.0
import {
  type Attributes,
  attributes,
  checkoutOld,
  END,
  frontend,
  http,
  inventory,
  MINUTE,
  nanos,
  payments,
  type Resource,
} from "./otlp.ts";

/** Minutes before the end: once in each ten minutes of the hour, and in the last five. */
const AGES = [50, 40, 30, 20, 10, 0.5];
const RECENT = AGES.length - 1;

interface Metric {
  name: string;
  unit: string;
  [data: string]: unknown;
}

function histogram(name: string, unit: string, dataPoints: unknown[]): Metric {
  return { name, unit, histogram: { aggregationTemporality: 1, dataPoints } };
}

function buckets(
  age: number,
  explicitBounds: number[],
  counts: number[],
  sum: number,
  more: Attributes,
) {
  const time = END - age * MINUTE;
  return {
    startTimeUnixNano: nanos(time - 5 * MINUTE),
    timeUnixNano: nanos(time),
    count: String(counts.reduce((a, b) => a + b)),
    sum,
    explicitBounds,
    bucketCounts: counts.map(String),
    attributes: attributes(more),
  };
}

/** Requests of a route in the last five minutes by duration in seconds; before, so many times that. */
function requests(method: string, route: string, recent: number[], failed: number, before: number) {
  const bounds = [0.05, 0.1, 0.25, 0.5, 1];
  return AGES.flatMap((age, i) => {
    const counts = i === RECENT ? recent : [recent.reduce((a, b) => a + b) * before, 0, 0, 0, 0, 0];
    const points = [buckets(age, bounds, counts, 0.04 * counts[0]!, http(method, route))];
    if (i === RECENT && failed) {
      const slow = [0, 0, 0, failed, 0, 0];
      points.push(buckets(age, bounds, slow, 0.4 * failed, http(method, route, 502)));
    }
    return points;
  });
}

function durations(...points: unknown[][]): Metric {
  return histogram("http.server.request.duration", "s", points.flat());
}

function gauge(name: string, unit: string, values: number[], more: Attributes = {}): Metric {
  const dataPoints = values.map((value, i) => ({
    timeUnixNano: nanos(END - AGES[i]! * MINUTE),
    asInt: String(value),
    attributes: attributes(more),
  }));
  return { name, unit, gauge: { dataPoints } };
}

const MIB = 1_048_576;

export const metrics: [Resource, Metric[]][] = [
  [frontend, [durations(
    requests("GET", "/products/{id}", [1_600, 400, 0, 0, 0, 0], 0, 4),
    requests("POST", "/checkout", [0, 0, 350, 500, 100, 0], 50, 4),
  )]],
  [checkoutOld, [
    durations(
      requests("POST", "/orders", [0, 0, 400, 350, 200, 0], 50, 2),
      requests("GET", "/cart", [400, 100, 0, 0, 0, 0], 0, 2),
    ),
    histogram("orders.value", "EUR", [
      buckets(0.5, [10, 50, 100, 500], [20, 50, 20, 10, 0], 6_200, { country: "NL" }),
      buckets(0.5, [10, 50, 100, 500], [0, 10, 20, 20, 0], 7_800, { country: "DE" }),
    ]),
  ]],
  [payments, [
    durations(requests("POST", "/pay", [0, 300, 500, 100, 0, 0], 100, 2)),
    gauge("payments.queue.depth", "{payment}", [10, 12, 11, 40, 90, 250]),
  ]],
  [inventory, [
    durations(requests("GET", "/stock/{sku}", [1_500, 300, 200, 0, 0, 0], 0, 2)),
    gauge(
      "jvm.memory.used",
      "By",
      [200, 230, 260, 290, 320, 350].map((mib) => mib * MIB),
      { "jvm.memory.type": "heap" },
    ),
  ]],
];
