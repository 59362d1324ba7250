// SPDX-License-Identifier: Apache-2.0

/** Bytes that may wait unread in streams before reading from the socket pauses. */
export const HIGH_WATER_BYTES = 8 * 1024 * 1024;

/**
 * Back pressure of a connection: reading pauses while slow streams hold much unread data, but never
 * while somebody waits for an answer, which may be behind that data.
 */
export class Intake {
  #buffered = 0;
  #waiting = 0;
  #resume: (() => void) | undefined;

  /** Counts bytes that nobody has taken yet. */
  buffer(bytes: number): void {
    this.#buffered += bytes;
  }

  /** Counts bytes that somebody has taken, or that nobody ever will. */
  release(bytes: number): void {
    this.#buffered -= bytes;
    this.#wake();
  }

  /** Somebody waits for a frame. */
  await(): void {
    this.#waiting++;
    this.#wake();
  }

  /** Somebody has got a frame. */
  served(): void {
    this.#waiting--;
  }

  /** Whether reading should pause. */
  get full(): boolean {
    return this.#buffered > HIGH_WATER_BYTES && this.#waiting === 0;
  }

  /** Resolves once reading may go on. */
  async room(): Promise<void> {
    while (this.full) {
      await new Promise<void>((resolve) => this.#resume = resolve);
    }
  }

  #wake(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }
}
