// SPDX-License-Identifier: Apache-2.0
/** The last moment of the recording. */
export const END = Date.UTC(2026, 0, 1, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

export type Attributes = Record<string, string | number | boolean>;

const KINDS = { INTERNAL: 1, SERVER: 2, CLIENT: 3 };

export interface Resource {
  attributes: Attributes;
  spans: unknown[];
}

export interface Failure {
  message: string;
  exception?: string;
}

export function nanos(time: number): string {
  return String(BigInt(Math.round(time * 1_000)) * 1_000n);
}

export function attributes(values: Attributes): unknown[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "boolean"
      ? { boolValue: value }
      : typeof value === "number"
      ? { intValue: String(value) }
      : { stringValue: value },
  }));
}

function instance(service: string, version: string, host: string, region: string, config: string) {
  const resource: Resource = {
    attributes: {
      "service.name": service,
      "service.version": version,
      "host.name": host,
      "cloud.region": region,
      "app.config.hash": config,
    },
    spans: [],
  };
  return resource;
}

export const frontend = instance("frontend", "3.2.0", "web-1", "eu-west", "7be1");
export const checkoutOld = instance("checkout", "2.3.0", "app-1", "eu-west", "9f2c");
export const checkoutNew = instance("checkout", "2.4.0", "app-2", "eu-east", "41d7");
export const payments = instance("payments", "1.8.0", "app-1", "eu-west", "c03a");
export const inventory = instance("inventory", "5.0.1", "app-2", "eu-east", "e55b");

/** Spans of one trace; each starts at a millisecond of the trace, and knows its parent. */
export class Trace {
  readonly id: string;
  #spans = 0;

  constructor(readonly number: number, readonly start: number) {
    this.id = number.toString().padStart(32, "0");
  }

  add(
    resource: Resource,
    parent: string,
    name: string,
    kind: keyof typeof KINDS,
    at: number,
    ms: number,
    more: Attributes = {},
    failure?: Failure,
  ): string {
    const spanId = `${this.number.toString().padStart(8, "0")}${
      (++this.#spans).toString().padStart(8, "0")
    }`;
    const end = nanos(this.start + at + ms);
    resource.spans.push({
      traceId: this.id,
      spanId,
      parentSpanId: parent,
      name,
      kind: KINDS[kind],
      startTimeUnixNano: nanos(this.start + at),
      endTimeUnixNano: end,
      attributes: attributes(more),
      ...(failure && { status: { code: 2, message: failure.message } }),
      ...(failure?.exception && {
        events: [{
          name: "exception",
          timeUnixNano: end,
          attributes: attributes({
            "exception.type": failure.exception,
            "exception.message": failure.message,
          }),
        }],
      }),
    });
    return spanId;
  }
}

export function http(method: string, route: string, status = 200): Attributes {
  return {
    "http.request.method": method,
    "http.route": route,
    "http.response.status_code": status,
  };
}

export function sql(statement: string): Attributes {
  return { "db.system": "postgresql", "db.statement": statement };
}
