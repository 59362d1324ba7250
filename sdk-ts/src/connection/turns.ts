// SPDX-License-Identifier: Apache-2.0

/** Lets so many requests be open at once; others wait for their turn, first come first served. */
export class Turns {
  readonly #holders = new Set<bigint>();
  readonly #waiting = new Map<bigint, () => void>();
  #most = Infinity;

  /** As many as the agent says that it answers at once. */
  limit(most: number): void {
    this.#most = most;
  }

  /**
   * Resolves at the request's turn, which it has until {@link give}, or when it is cancelled;
   * undefined: it is its turn now.
   */
  take(id: bigint, signal?: AbortSignal): Promise<void> | undefined {
    if (this.#holders.size < this.#most) {
      this.#holders.add(id);
      return undefined;
    }
    return new Promise((resolve) => {
      const abort = (): void => {
        this.give(id);
        resolve();
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.set(id, () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
    });
  }

  /** Lets everybody go: nothing will be answered any more. */
  end(): void {
    this.#most = Infinity;
    this.#waiting.forEach((resolve) => resolve());
    this.#waiting.clear();
  }

  /** The request has its last answer, or wants none. */
  give(id: bigint): void {
    this.#waiting.delete(id);
    if (this.#holders.delete(id)) {
      const next = this.#waiting.entries().next().value;
      if (next !== undefined) {
        const [nextId, resolve] = next;
        this.#waiting.delete(nextId);
        this.#holders.add(nextId);
        resolve();
      }
    }
  }
}
