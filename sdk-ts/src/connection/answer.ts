// SPDX-License-Identifier: Apache-2.0
import type { Failure } from "./failure.ts";
import type { Intake } from "./intake.ts";

/** What arrives for one request: any number of elements, then an end or a failure. */
export type Arrival =
  | { readonly case: "next"; readonly payload: Uint8Array }
  | { readonly case: "end"; readonly payload: Uint8Array }
  | { readonly case: "failed"; readonly failure: Failure };

/** What has arrived for one request and was not taken yet. */
export class Answer {
  readonly #intake: Intake;
  readonly #arrivals: Arrival[] = [];
  #taker: ((arrival: Arrival) => void) | undefined;

  constructor(intake: Intake) {
    this.#intake = intake;
  }

  push(arrival: Arrival): void {
    const taker = this.#taker;
    if (taker !== undefined) {
      this.#taker = undefined;
      this.#intake.served();
      taker(arrival);
    } else {
      this.#arrivals.push(arrival);
      this.#intake.buffer(bytes(arrival));
    }
  }

  /** The next arrival; one caller at a time. */
  take(): Promise<Arrival> {
    const arrival = this.#arrivals.shift();
    if (arrival !== undefined) {
      this.#intake.release(bytes(arrival));
      return Promise.resolve(arrival);
    }
    return new Promise((resolve) => {
      this.#taker = resolve;
      this.#intake.await();
    });
  }

  /** Forgets what nobody will take. */
  discard(): void {
    for (const arrival of this.#arrivals.splice(0)) {
      this.#intake.release(bytes(arrival));
    }
  }
}

function bytes(arrival: Arrival): number {
  return arrival.case === "failed" ? 0 : arrival.payload.length;
}
